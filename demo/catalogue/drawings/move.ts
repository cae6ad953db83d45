import {
  area,
  type Drawing,
  disc,
  ink,
  label,
  line,
  oval,
  paper,
  rect,
  ring,
  steel,
} from "./pen.ts";

const torso =
  "M150 112 C170 126 230 126 250 112 L304 144 C318 170 326 214 328 256 L286 264 L276 208 L278 306 C256 318 144 318 122 306 L124 208 L114 264 L72 256 C74 214 82 170 96 144Z";
const torsoShade =
  "M204 122 C222 122 240 120 250 112 L304 144 C318 170 326 214 328 256 L286 264 L276 208 L278 306 C262 315 232 316 204 316Z";

export const moveDrawings: Record<string, Drawing> = {
  jacket: (c) =>
    area("M148 122 C150 70 250 70 252 122 C240 146 160 146 148 122Z", c.shade) +
    area("M166 120 C168 92 232 92 234 120 C226 136 174 136 166 120Z", "#26332f") +
    area(torso, c.body) +
    area(torsoShade, c.shade) +
    line("M202 132 V314", c.trim, 6) +
    rect(198, 150, 8, 18, paper, 3) +
    line("M140 240 L164 262 M264 240 L240 262", c.trim, 5) +
    line("M124 208 L128 168 M276 208 L272 168", c.lit, 4) +
    rect(224, 170, 30, 12, paper, 3),
  fleece: (c, model) =>
    area(torso, c.body) +
    area(torsoShade, c.shade) +
    area("M150 112 C170 126 230 126 250 112 L246 92 C232 82 168 82 154 92Z", c.trim) +
    area(
      "M104 140 L150 112 C170 126 230 126 250 112 L296 140 L284 176 H116Z",
      model % 2 ? c.trim : c.lit,
    ) +
    line("M201 118 V314", ink, 5) +
    rect(220, 196, 40, 34, c.lit, 5) +
    line("M220 206 H260", c.shade, 4),
  tee: (c) =>
    area(
      "M150 112 C172 134 228 134 250 112 L316 150 L296 214 L272 204 L274 312 H126 L128 204 L104 214 L84 150Z",
      c.body,
    ) +
    area("M204 129 C222 128 238 124 250 112 L316 150 L296 214 L272 204 L274 312 H204Z", c.shade) +
    line("M150 112 C172 136 228 136 250 112", c.trim, 7) +
    rect(222, 176, 30, 10, c.trim, 4) +
    line("M92 184 L106 206 M308 184 L294 206", c.lit, 5),
  trousers: (c) =>
    area("M140 96 h122 l22 218 h-58 l-26 -146 l-24 146 h-58Z", c.body) +
    area("M204 96 h58 l22 218 h-58 l-24 -136Z", c.shade) +
    rect(138, 92, 126, 22, c.trim, 4) +
    line("M200 114 V150 M154 122 L146 160 M248 122 L256 160", c.lit, 5) +
    rect(236, 196, 30, 40, c.body, 5) +
    rect(196, 96, 10, 14, paper, 2),
  beanie: (c, model) =>
    (model === 2 ? disc(200, 108, 30, c.trim) : "") +
    area("M104 262 C100 150 150 116 200 116 C250 116 300 150 296 262Z", c.body) +
    area("M204 116 C252 118 300 152 296 262 H204Z", c.shade) +
    [130, 152, 176, 200, 224, 248, 270]
      .map((x) => line(`M${x} 250 C${x} 200 ${(x + 200) / 2} 150 ${(x + 600) / 4} 126`, c.lit, 3))
      .join("") +
    rect(92, 248, 216, 66, c.trim, 18) +
    [112, 136, 160, 184, 208, 232, 256, 280].map((x) => line(`M${x} 258 V304`, c.body, 4)).join(""),
  gloves: (c) => {
    const glove =
      "M96 312 V206 C96 186 98 150 108 150 C116 150 118 160 118 178 V142 C118 126 136 126 136 142 V134 C136 118 154 118 154 134 V142 C156 128 172 130 172 146 V206 C180 190 200 192 196 210 C190 240 178 256 172 270 V312Z";
    return `<g transform="translate(8 4)">${area(glove, c.body)}${rect(94, 276, 80, 38, c.trim, 8)}${line("M112 214 C130 222 146 222 158 212", c.lit, 4)}</g><g transform="translate(392 4) scale(-1 1)">${area(glove, c.shade)}${rect(94, 276, 80, 38, c.trim, 8)}${line("M112 214 C130 222 146 222 158 212", c.body, 4)}</g>`;
  },
  socks: (c) => {
    const sock =
      "M150 96 h62 v112 c0 14 10 22 24 32 l38 28 c26 22 8 54 -26 48 l-64 -16 c-26 -8 -34 -30 -34 -60Z";
    return `<g transform="translate(-44 2)">${area(sock, c.shade)}${rect(148, 92, 66, 34, c.trim, 6)}</g><g transform="translate(30 2)">${area(sock, c.body)}${rect(148, 92, 66, 34, c.trim, 6)}${area("M262 258 l12 10 c26 22 8 54 -26 48 l-14 -4 c-4 -26 8 -46 28 -54Z", c.trim)}${line("M152 142 H210 M152 158 H210", c.lit, 5)}</g>`;
  },
  boot: (c) =>
    area("M118 104 h92 l12 108 c20 22 70 26 98 44 c16 10 18 30 16 46 H112Z", c.body) +
    area("M118 104 h30 c-6 60 -4 130 4 198 h-40Z", c.shade) +
    area("M318 256 c16 10 18 30 16 46 h-70 c2 -26 22 -46 54 -46Z", c.shade) +
    rect(108, 298, 232, 24, ink, 8) +
    line("M112 310 H336", c.trim, 4) +
    rect(112, 92, 104, 22, c.trim, 10) +
    [130, 156, 182, 206]
      .map((y, i) => line(`M${176 + i * 4} ${y} L${216 + i * 6} ${y - 6}`, paper, 6))
      .join(""),
  shoe: (c, model) =>
    area(
      "M66 214 C84 220 104 212 116 190 C122 182 150 176 164 186 C196 222 250 242 318 254 C340 260 344 276 340 290 H70 C60 266 60 238 66 214Z",
      c.body,
    ) +
    area(
      "M66 214 C84 220 104 212 116 190 C120 226 112 262 96 290 H70 C60 266 60 238 66 214Z",
      c.shade,
    ) +
    area(
      "M262 243 C288 249 306 252 318 254 C340 260 344 276 340 290 H266 C256 272 256 256 262 243Z",
      c.lit,
    ) +
    area("M62 284 H344 C348 300 336 316 316 316 H88 C70 316 58 302 62 284Z", paper) +
    line("M72 302 H336", model % 3 === 0 ? c.trim : c.shade, 6) +
    line("M150 280 C176 262 192 236 196 214", c.trim, 9) +
    line("M174 280 C200 266 216 248 222 230", c.trim, 9) +
    [0, 1, 2].map((i) => line(`M${160 + i * 22} ${200 + i * 15} l22 -16`, paper, 6)).join(""),
  vest: (c) =>
    area("M140 104 C152 130 170 146 178 190 V310 H116 C112 250 108 160 140 104Z", c.body) +
    area("M260 104 C248 130 230 146 222 190 V310 H284 C288 250 292 160 260 104Z", c.shade) +
    area("M140 104 C170 90 230 90 260 104 L250 128 C230 118 170 118 150 128Z", c.trim) +
    line("M176 214 H224 M176 262 H224", ink, 7) +
    rect(124, 196, 44, 84, "#d3e6ea", 12) +
    rect(232, 196, 44, 84, "#d3e6ea", 12) +
    rect(136, 176, 20, 24, ink, 5) +
    rect(244, 176, 20, 24, ink, 5) +
    line("M124 240 H168 M232 240 H276", c.trim, 6),
  gels: (c) =>
    [-14, 0, 14]
      .map(
        (angle, i) =>
          `<g transform="rotate(${angle} 200 330) translate(${(i - 1) * 46} 0)">${area("M166 128 h68 l-4 20 c16 40 16 120 4 162 h-68 c-12 -42 -12 -122 4 -162Z", i === 1 ? c.body : c.shade)}${rect(164, 116, 72, 18, c.trim, 3)}${label(174, 184, 52, 84, paper, c.shade)}</g>`,
      )
      .join(""),
  tubes: (c) =>
    [c.body, c.trim, c.shade]
      .map(
        (fill, i) =>
          rect(98 + i * 72, 150, 60, 168, fill, 10) +
          rect(94 + i * 72, 132, 68, 34, paper, 8) +
          label(106 + i * 72, 192, 44, 84, paper, fill),
      )
      .join(""),
  watch: (c) =>
    area("M164 60 h72 l8 92 h-88Z", c.body) +
    area("M156 256 h88 l-8 88 h-72Z", c.shade) +
    disc(200, 204, 84, steel.dark) +
    disc(200, 204, 70, "#141b1d") +
    ring(200, 204, 60, c.trim, 7) +
    rect(284, 190, 14, 28, steel.body, 5) +
    line("M160 216 L180 216 L190 190 L206 236 L216 206 L240 206", "#9fe3c0", 6) +
    rect(174, 164, 52, 12, paper, 4),
  roller: (c) =>
    rect(74, 196, 240, 118, c.body, 30) +
    [96, 134, 172, 210]
      .map((x) => rect(x, 206, 24, 42, c.lit, 10) + rect(x, 262, 24, 42, c.shade, 10))
      .join("") +
    oval(300, 255, 38, 59, c.shade) +
    oval(300, 255, 24, 40, "#26332f"),
  bikeLight: (c) =>
    rect(76, 176, 150, 96, ink, 30) +
    disc(120, 224, 42, steel.body) +
    disc(120, 224, 32, "#fff3c4") +
    area("M82 196 L20 150 V300 L82 252Z", "#fff3c455") +
    rect(150, 270, 30, 34, c.body, 8) +
    rect(262, 196, 68, 86, ink, 16) +
    rect(272, 208, 48, 48, "#e2483d", 10) +
    disc(290, 226, 8, "#ffb3a8") +
    rect(280, 280, 30, 26, c.body, 8) +
    rect(176, 200, 34, 10, c.trim, 5),
  lock: (c, model) =>
    model === 2
      ? line("M136 236 V160 C136 84 264 84 264 160 V236", ink, 22) +
        rect(104, 230, 192, 84, c.body, 16) +
        rect(204, 230, 92, 84, c.shade, 16) +
        disc(200, 266, 15, steel.lit) +
        rect(196, 266, 8, 24, steel.lit, 3)
      : [0, 1, 2, 3, 4]
          .map(
            (i) =>
              rect(104 + i * 32, 120, 26, 190, i % 2 ? c.shade : c.body, 12) +
              disc(117 + i * 32, 138, 6, steel.lit),
          )
          .join("") +
        rect(96, 240, 60, 78, ink, 10) +
        disc(126, 274, 11, steel.body),
  helmet: (c) =>
    area(
      "M74 252 C74 150 140 112 206 112 C284 112 332 176 330 252 C270 270 140 270 74 252Z",
      c.body,
    ) +
    area("M208 112 C284 112 332 176 330 252 C296 262 252 265 208 265Z", c.shade) +
    [110, 158, 214, 266]
      .map((x, i) =>
        area(
          `M${x} ${228 - i * 3} C${x + 6} ${180 - i} ${x + 16} 152 ${x + 34} 142 C${x + 32} 176 ${x + 30} 206 ${x + 28} 230Z`,
          "#26332f",
        ),
      )
      .join("") +
    line("M104 258 C120 300 168 316 196 316 M300 258 C284 300 232 316 204 316", c.trim, 8) +
    rect(188, 306, 26, 16, ink, 5),
  pump: (c) =>
    rect(184, 130, 34, 168, steel.body, 8) +
    rect(202, 130, 16, 168, steel.shade, 8) +
    rect(194, 84, 14, 50, steel.dark) +
    rect(130, 70, 142, 24, c.trim, 12) +
    area("M120 318 h160 l-20 -26 h-120Z", c.body) +
    line("M216 280 C300 280 316 200 286 166", ink, 9) +
    rect(272, 146, 26, 24, c.body, 6) +
    disc(200, 258, 22, paper) +
    line("M200 258 L210 246", "#e2483d", 4),
  tube: (c) =>
    ring(200, 212, 84, ink, 30) +
    ring(200, 212, 92, "#4d585b", 5) +
    rect(192, 282, 16, 40, steel.body, 4) +
    rect(160, 190, 80, 46, c.body, 6) +
    label(162, 190, 76, 46, c.body, paper),
  dropper: (c) =>
    area("M150 174 C150 150 250 150 250 174 V300 C250 324 150 324 150 300Z", c.body) +
    area("M204 156 C232 157 250 164 250 174 V300 C250 314 228 318 204 318Z", c.shade) +
    area("M178 160 L190 96 h20 L222 160Z", c.trim) +
    rect(186, 82, 28, 20, ink, 6) +
    label(160, 200, 80, 84, paper, c.shade),
  pannier: (c) =>
    area("M112 168 h176 l10 130 c0 20 -196 20 -196 0Z", c.body) +
    area("M204 168 h84 l10 130 c0 14 -50 15 -94 15Z", c.shade) +
    rect(104, 130, 192, 46, c.lit, 8) +
    line("M106 146 H294 M106 160 H294", c.shade, 3) +
    line("M152 130 V118 H248 V130", steel.dark, 9) +
    rect(128, 168, 16, 90, ink) +
    rect(256, 168, 16, 90, ink) +
    rect(170, 222, 60, 40, paper, 8) +
    oval(200, 242, 18, 10, c.trim),
};
