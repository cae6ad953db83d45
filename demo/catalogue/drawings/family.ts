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
  wood,
} from "./pen.ts";

export const familyDrawings: Record<string, Drawing> = {
  carrier: (c) =>
    line("M138 190 C96 120 136 70 168 120 M262 190 C304 120 264 70 232 120", c.trim, 17) +
    area(
      "M128 160 C150 134 250 134 272 160 C286 210 284 270 258 300 C236 318 164 318 142 300 C116 270 114 210 128 160Z",
      c.body,
    ) +
    area(
      "M204 140 C236 141 262 148 272 160 C286 210 284 270 258 300 C246 311 226 314 204 314Z",
      c.shade,
    ) +
    line("M124 286 C80 290 60 280 46 270 M276 286 C320 290 340 280 354 270", c.trim, 15) +
    area("M158 152 C170 118 230 118 242 152Z", c.lit) +
    line("M160 214 C186 226 214 226 240 214", c.lit, 5) +
    rect(184, 246, 32, 24, paper, 6),
  nappies: (c) =>
    rect(88, 140, 224, 178, c.body, 14) +
    rect(204, 140, 108, 178, c.shade, 14) +
    rect(88, 140, 224, 46, c.lit, 14) +
    line("M180 140 C180 112 220 112 220 140", c.trim, 8) +
    area("M140 214 h120 c0 18 -24 20 -30 46 c-10 26 -50 26 -60 0 c-6 -26 -30 -28 -30 -46Z", paper) +
    rect(140, 210, 22, 14, c.trim, 4) +
    rect(238, 210, 22, 14, c.trim, 4) +
    disc(200, 244, 8, c.lit),
  wipes: (c) =>
    rect(82, 206, 236, 112, c.body, 20) +
    rect(204, 206, 114, 112, c.shade, 20) +
    rect(132, 190, 136, 34, paper, 12) +
    area("M168 196 C170 150 196 160 200 128 C214 156 234 160 232 196Z", "#ffffff") +
    area("M200 128 C214 156 234 160 232 196 H204 C208 170 206 150 200 128Z", "#e8edec") +
    label(120, 244, 160, 54, paper, c.shade),
  bodysuit: (c, model) =>
    area(
      "M150 104 C172 128 228 128 250 104 L308 142 L286 196 L268 186 V260 C250 268 236 284 232 312 H168 C164 284 150 268 132 260 V186 L114 196 L92 142Z",
      c.lit,
    ) +
    area(
      "M204 122 C222 122 240 118 250 104 L308 142 L286 196 L268 186 V260 C250 268 236 284 232 312 H204Z",
      c.body,
    ) +
    line("M150 104 C176 150 230 142 250 104", c.trim, 7) +
    [182, 200, 218].map((x) => disc(x, 302, 5, c.shade)).join("") +
    (model % 2
      ? line("M140 212 H262 M136 236 H266", c.trim, 5)
      : disc(200, 208, 17, c.trim) + disc(186, 192, 8, c.trim) + disc(214, 192, 8, c.trim)),
  blanket: (c) =>
    rect(86, 262, 228, 56, c.shade, 18) +
    rect(86, 216, 228, 56, c.body, 18) +
    rect(86, 170, 228, 56, c.lit, 18) +
    line("M110 190 H290 M110 206 H290", c.trim, 4) +
    area("M250 170 h46 l14 100 c-10 14 -26 0 -32 10 c-6 -8 -16 -8 -24 -2Z", c.trim) +
    line("M262 190 L270 262 M284 190 L292 260", c.body, 3),
  babyBottle: (c) =>
    area(
      "M186 66 C186 50 214 50 214 66 C214 86 232 90 238 110 H162 C168 90 186 86 186 66Z",
      "#e7c9a0",
    ) +
    rect(150, 108, 100, 34, c.body, 10) +
    area(
      "M156 142 h88 c18 30 18 50 14 80 v76 c0 24 -116 24 -116 0 v-76 c-4 -30 -4 -50 14 -80Z",
      "#dbe8ea",
    ) +
    area("M142 230 H258 V298 c0 24 -116 24 -116 0Z", paper) +
    area("M204 142 h40 c18 30 18 50 14 80 v76 c0 16 -28 18 -54 18Z", "#c5d8db88") +
    [200, 226, 252, 278].map((y) => line(`M152 ${y} h24`, c.shade, 4)).join(""),
  nightLight: (c, model) =>
    disc(200, 220, 124, "#ffe3a055") +
    (model === 0
      ? area(
          "M238 112 C150 116 118 190 140 248 C164 310 244 326 292 274 C226 280 190 222 202 172 C208 146 222 124 238 112Z",
          "#ffdf94",
        ) +
        disc(172, 216, 7, ink) +
        line("M184 250 C194 258 206 258 214 250", ink, 5)
      : area(
          "M104 286 C92 196 150 150 206 152 C270 152 310 200 300 286 C290 312 116 312 104 286Z",
          "#ffe3a0",
        ) +
        area("M104 286 C92 196 150 150 206 152 C196 200 166 260 104 286Z", "#fff0c8") +
        disc(178, 246, 9, ink) +
        disc(230, 246, 9, ink) +
        oval(204, 268, 10, 7, c.trim) +
        line(
          "M150 176 L140 150 M184 158 L180 128 M222 156 L228 126 M258 172 L272 148",
          "#f0b95a",
          9,
        )) +
    rect(140, 300, 120, 18, c.body, 9),
  toy: (c, model) =>
    model === 2
      ? [0, 1, 2, 3]
          .map((i) =>
            oval(200, 296 - i * 46, 92 - i * 18, 26, [c.body, c.trim, c.lit, c.shade][i] ?? c.body),
          )
          .join("")
      : ring(200, 214, 78, wood.body, 26) +
        ring(200, 214, 86, wood.lit, 5) +
        [0, 60, 120, 180, 240, 300]
          .map(
            (angle, i) =>
              `<g transform="rotate(${angle} 200 214)">${disc(200, 136, 21, [c.body, c.trim, c.lit][i % 3] ?? c.body)}</g>`,
          )
          .join(""),
  playMat: (c) =>
    area("M60 232 L200 178 L340 232 L200 312Z", c.lit) +
    area("M60 232 L200 312 V324 L60 244Z", c.shade) +
    area("M340 232 L200 312 V324 L340 244Z", c.body) +
    area("M130 205 L200 232 L130 272 L60 232Z", c.body) +
    area("M270 205 L340 232 L270 272 L200 232Z", c.trim) +
    disc(200, 206, 11, paper) +
    disc(160, 286, 0, paper) +
    line("M120 190 C120 90 280 90 280 190", wood.body, 9) +
    line("M170 118 V146 M230 118 V142", ink, 3) +
    disc(170, 158, 13, c.trim) +
    area("M216 142 h28 l-14 26Z", c.shade),
  tubeCream: (c) =>
    area("M144 96 h112 l-16 178 h-80Z", c.lit) +
    area("M204 96 h52 l-16 178 h-36Z", c.body) +
    rect(140, 88, 120, 16, c.shade, 4) +
    rect(162, 274, 76, 44, c.trim, 8) +
    label(162, 132, 76, 100, paper, c.shade),
  spray: (c) =>
    rect(160, 138, 84, 180, c.body, 14) +
    rect(204, 138, 40, 180, c.shade, 12) +
    area("M166 138 C170 116 184 112 186 104 h32 c2 8 16 12 20 34Z", steel.body) +
    area("M150 76 h86 c10 0 12 30 -6 30 h-48 v-12 h-32Z", ink) +
    [0, 1, 2]
      .map(
        (i) =>
          disc(126 - i * 20, 82 + (i - 1) * 11, 4, "#7fb4c4") +
          disc(116 - i * 20, 94 - (i - 1) * 8, 3, "#7fb4c4"),
      )
      .join("") +
    label(170, 176, 64, 104, paper, c.shade),
  washBottle: (c) =>
    line("M232 170 C300 160 300 270 244 270", c.shade, 21) +
    area(
      "M140 186 C140 150 176 150 178 122 h46 c2 28 38 28 38 64 V300 C262 322 140 322 140 300Z",
      c.body,
    ) +
    area("M206 122 h18 c2 28 38 28 38 64 V300 C262 314 234 318 206 318Z", c.shade) +
    rect(170, 88, 62, 38, c.trim, 8) +
    label(154, 206, 88, 86, paper, c.shade),
  repairKit: (c) =>
    rect(88, 196, 224, 122, c.body, 16) +
    rect(88, 236, 224, 82, c.shade, 16) +
    rect(88, 228, 224, 10, c.trim) +
    area("M100 196 C104 130 296 130 300 196Z", steel.body) +
    disc(200, 176, 24, paper) +
    line("M200 164 V188 M188 176 H212", "#d4533f", 7) +
    rect(120, 258, 60, 40, paper, 6) +
    line("M128 268 H172 M128 280 H172", c.lit, 4) +
    ring(248, 276, 20, c.trim, 10),
  tin: (c) =>
    area("M96 226 v66 c0 36 208 36 208 0 v-66Z", steel.shade) +
    oval(200, 226, 104, 32, steel.lit) +
    oval(200, 222, 96, 27, c.body) +
    oval(200, 220, 66, 17, c.trim) +
    line("M110 262 V298", steel.lit, 7) +
    `<g transform="rotate(-24 260 150)">${rect(180, 128, 156, 28, wood.body, 12)}${rect(190, 152, 130, 20, "#2f2a24", 4)}</g>`,
  dishBrush: (c) =>
    `<g transform="rotate(-38 200 200)">${rect(190, 54, 22, 170, wood.body, 11)}${rect(202, 54, 10, 170, wood.shade, 5)}${oval(201, 232, 48, 20, wood.lit)}${[166, 178, 190, 202, 214, 226, 236].map((x) => line(`M${x} 244 L${x + (x - 201) * 0.2} 292`, "#e9d8b4", 8)).join("")}</g>` +
    rect(190, 262, 140, 56, c.body, 14) +
    rect(190, 290, 140, 28, c.shade, 14) +
    label(222, 270, 76, 26, c.lit, c.shade),
};
