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

export const homeDrawings: Record<string, Drawing> = {
  coffeeBag: (c, model) =>
    area("M126 128 h148 l12 172 c0 20 -172 20 -172 0Z", c.body) +
    area("M204 128 h70 l12 172 c0 14 -42 16 -82 16Z", c.shade) +
    rect(120, 96, 160, 38, c.shade, 5) +
    rect(120, 112, 160, 8, c.trim) +
    disc(200, 158, 7, c.lit) +
    rect(146, 180, 108, 104, paper, model % 2 ? 52 : 6) +
    area("M200 196 c26 0 30 44 0 60 c-30 -16 -26 -60 0 -60Z", c.trim) +
    line("M200 202 c-10 16 10 30 0 48", paper, 4) +
    rect(176, 264, 48, 5, c.shade, 2),
  grinder: (c, model) =>
    model < 2
      ? line("M200 106 L282 92", steel.dark, 9) +
        disc(286, 92, 16, wood.body) +
        rect(160, 104, 80, 16, steel.dark, 6) +
        rect(156, 120, 88, 110, c.body, 8) +
        rect(204, 120, 40, 110, c.shade, 8) +
        rect(152, 228, 96, 18, c.trim, 4) +
        rect(160, 246, 80, 72, wood.body, 8) +
        rect(204, 246, 36, 72, wood.shade, 8) +
        line("M172 136 V214", c.lit, 6)
      : area("M152 72 h96 l-16 76 h-64Z", "#cfe0de") +
        rect(146, 64, 108, 14, ink, 6) +
        area("M164 108 h72 l-7 40 h-58Z", "#6b4a35") +
        rect(142, 148, 116, 150, c.body, 14) +
        rect(204, 148, 54, 150, c.shade, 14) +
        disc(200, 196, 27, steel.lit) +
        line("M200 196 V176", ink, 5) +
        rect(166, 240, 68, 62, "#26332f", 8) +
        rect(174, 258, 52, 44, "#d9e5e2", 6) +
        rect(128, 300, 144, 18, ink, 8),
  dripper: (c) =>
    area("M108 122 h184 l-62 96 h-60Z", c.body) +
    area("M204 122 h88 l-62 96 h-26Z", c.shade) +
    oval(200, 122, 92, 15, paper) +
    oval(200, 125, 78, 10, "#6b4a35") +
    line("M292 140 C334 140 334 186 262 184", c.shade, 11) +
    rect(150, 214, 100, 14, c.trim, 6) +
    area("M152 228 h96 c30 30 30 88 0 90 h-96 c-30 -2 -30 -60 0 -90Z", "#d9e5e2") +
    area("M134 268 h132 c4 30 -6 50 -18 50 h-96 c-12 0 -22 -20 -18 -50Z", "#6b4a35") +
    line("M148 244 C136 262 136 286 142 300", "#ffffff", 5),
  paperFilters: (c) =>
    [0, 1, 2]
      .map((i) =>
        area(
          `M${112 + i * 8} ${168 - i * 10} h170 l-70 118 h-30Z`,
          ["#d8b98c", "#e4caa2", "#efdcbc"][i] ?? paper,
        ),
      )
      .join("") +
    line("M146 164 L202 262 M268 156 L214 260", "#d8b98c", 3) +
    rect(120, 268, 160, 50, c.body, 6) +
    label(126, 268, 148, 50, c.body, paper),
  kettle: (c) =>
    line("M270 178 C330 168 338 250 294 288", ink, 13) +
    line("M144 268 C96 262 108 200 84 150 L70 150", steel.shade, 12) +
    area("M152 160 h108 l26 142 c0 16 -160 16 -160 0Z", c.body) +
    area("M206 160 h54 l26 142 c0 11 -44 12 -80 12Z", c.shade) +
    oval(206, 160, 54, 10, c.lit) +
    rect(192, 132, 28, 20, ink, 9) +
    oval(206, 154, 46, 9, c.shade) +
    line("M166 190 L152 280", c.lit, 7) +
    rect(116, 308, 180, 12, ink, 6),
  espressoMachine: (c) =>
    rect(92, 110, 216, 60, c.body, 12) +
    rect(200, 110, 108, 60, c.shade, 12) +
    rect(116, 166, 62, 140, c.shade) +
    rect(92, 294, 216, 26, ink, 8) +
    rect(204, 170, 64, 24, steel.shade, 5) +
    rect(196, 192, 80, 16, steel.dark, 6) +
    rect(270, 192, 58, 15, wood.body, 7) +
    line("M226 208 V236 M246 208 V236", "#6b4a35", 4) +
    area("M214 240 h46 l-5 40 h-36Z", paper) +
    line("M260 248 q16 4 -2 20", paper, 6) +
    rect(196, 282, 92, 10, steel.body, 3) +
    disc(128, 140, 17, paper) +
    line("M128 140 L138 132", "#e2483d", 4) +
    disc(178, 140, 9, c.trim) +
    disc(206, 140, 9, c.lit) +
    line("M292 170 C304 200 300 240 310 256", steel.body, 7) +
    rect(112, 92, 176, 18, steel.body, 4),
  moka: (c) =>
    line("M262 140 C324 140 306 220 286 236", ink, 15) +
    area("M150 118 h104 l-18 100 h-70Z", c.lit) +
    area("M204 118 h50 l-18 100 h-32Z", c.body) +
    area("M150 118 L124 140 L154 150Z", c.lit) +
    area("M166 218 h70 l28 96 h-128Z", c.body) +
    area("M204 218 h32 l28 96 h-60Z", c.shade) +
    rect(158, 206, 86, 24, steel.dark, 5) +
    area("M146 118 L202 92 L258 118Z", c.body) +
    disc(202, 86, 10, ink) +
    disc(160, 276, 8, c.trim),
  scale: (c) =>
    rect(84, 232, 232, 76, ink, 16) +
    rect(92, 216, 216, 26, c.body, 8) +
    rect(92, 216, 108, 26, c.lit, 8) +
    rect(136, 262, 128, 32, "#12201d", 6) +
    `<text x="200" y="286" font-family="monospace" font-size="24" fill="#9fe3c0" text-anchor="middle">18.0 g</text>` +
    rect(100, 306, 40, 12, steel.dark, 4) +
    rect(260, 306, 40, 12, steel.dark, 4) +
    area("M166 150 h68 l-8 66 h-52Z", paper) +
    oval(200, 150, 34, 7, "#6b4a35"),
  cups: (c) =>
    [0, 1]
      .map(
        (i) =>
          `<g transform="translate(${i * 122} ${i * 14})">${line("M178 216 C214 212 212 262 172 260", c.shade, 12)}${area("M78 196 h104 c0 60 -14 96 -36 96 h-32 c-22 0 -36 -36 -36 -96Z", i ? c.trim : c.body)}${area("M132 196 h50 c0 60 -14 96 -36 96 h-14Z", c.shade)}${oval(130, 196, 52, 11, paper)}${oval(130, 198, 44, 8, "#6b4a35")}${oval(130, 300, 62, 9, c.lit)}</g>`,
      )
      .join(""),
  sachets: (c) =>
    [-10, 0, 10]
      .map(
        (angle, i) =>
          `<g transform="rotate(${angle} 200 320) translate(${(i - 1) * 38} 0)">${rect(140, 150, 120, 168, i === 1 ? c.body : c.shade, 6)}${rect(140, 150, 120, 16, c.trim, 4)}${label(156, 196, 88, 86, paper, c.shade)}</g>`,
      )
      .join(""),
  desk: (c, model) =>
    (model > 1
      ? rect(104, 200, 18, 110, steel.dark) +
        rect(278, 200, 18, 110, steel.dark) +
        rect(78, 306, 70, 12, steel.dark, 5) +
        rect(252, 306, 70, 12, steel.dark, 5)
      : line(
          "M96 206 L76 316 M118 206 L136 316 M304 206 L324 316 M282 206 L264 316",
          wood.shade,
          10,
        )) +
    rect(52, 186, 296, 22, wood.body, 5) +
    rect(52, 186, 296, 8, wood.lit, 4) +
    rect(150, 106, 108, 70, ink, 6) +
    rect(157, 113, 94, 54, c.body, 3) +
    area("M157 150 L190 126 L216 150 L232 138 L251 154 V167 H157Z", c.lit) +
    rect(196, 174, 16, 12, steel.dark) +
    rect(286, 152, 26, 34, c.trim, 5) +
    line("M299 152 C290 130 310 126 300 112", "#5d8a5a", 5) +
    rect(84, 176, 40, 10, paper, 2),
  officeChair: (c) =>
    area("M138 82 C140 66 260 66 262 82 L256 202 C250 214 150 214 144 202Z", c.body) +
    area("M204 70 C240 70 261 74 262 82 L256 202 C253 209 230 211 204 211Z", c.shade) +
    line("M156 120 H244 M156 150 H244", c.lit, 4) +
    rect(118, 220, 164, 32, c.body, 16) +
    rect(118, 236, 164, 16, c.shade, 8) +
    line("M116 222 V178 H96 M284 222 V178 H304", ink, 10) +
    rect(192, 252, 16, 36, steel.dark) +
    line("M200 286 L120 308 M200 286 L280 308 M200 286 V308", steel.dark, 11) +
    disc(118, 312, 9, ink) +
    disc(282, 312, 9, ink) +
    disc(200, 314, 9, ink),
  deskLamp: (c) =>
    area("M96 196 L40 318 H230 L176 172Z", "#fff1bd77") +
    oval(262, 312, 66, 10, c.shade) +
    rect(204, 300, 116, 14, c.body, 7) +
    line("M262 300 L286 192 L190 118", steel.dark, 9) +
    disc(286, 192, 11, c.trim) +
    area("M204 96 L166 128 L90 190 C120 222 174 206 190 172 L222 126Z", c.body) +
    area("M222 126 L190 172 C174 206 120 222 90 190 L110 176 C150 186 180 160 200 112Z", c.shade),
  monitorArm: (c) =>
    rect(68, 96, 176, 114, ink, 8) +
    rect(76, 104, 160, 98, c.body, 4) +
    area("M76 172 L130 128 L176 172 L202 150 L236 180 V202 H76Z", c.lit) +
    line("M156 210 L230 252 L300 206 V300", steel.body, 15) +
    disc(230, 252, 13, steel.dark) +
    disc(300, 206, 13, steel.dark) +
    rect(270, 300, 60, 18, steel.dark, 5),
  laptopStand: (c) =>
    line("M110 316 L190 236 H300 M150 316 L120 236", steel.shade, 13) +
    area("M98 238 L300 238 L316 250 H84Z", steel.dark) +
    area("M110 112 h196 l-12 126 H98Z", ink) +
    area("M118 120 h180 l-11 110 H107Z", c.body) +
    area("M112 192 L170 150 L214 190 L244 168 L292 204 L289 230 H107Z", c.lit) +
    rect(96, 306, 210, 12, steel.body, 5),
  keyboard: (c) =>
    area("M56 206 H344 L358 306 C358 316 42 316 42 306Z", c.body) +
    area("M42 300 H358 V306 C358 316 42 316 42 306Z", c.shade) +
    [0, 1, 2, 3]
      .map((row) =>
        Array.from({ length: 11 }, (_, i) =>
          rect(
            64 + i * 25 - row * 2.4,
            214 + row * 21,
            20 + row * 0.4,
            16,
            (i + row * 3) % 13 === 0 ? c.trim : paper,
            4,
          ),
        ).join(""),
      )
      .join("") +
    line("M200 206 C200 170 250 190 250 140", ink, 6),
  mouse: (c) =>
    area("M126 224 C126 130 274 130 274 224 V260 C274 336 126 336 126 260Z", c.body) +
    area("M202 154 C240 154 274 178 274 224 V260 C274 298 240 317 202 317Z", c.shade) +
    line("M200 154 V222 M128 224 H272", "#26332f", 4) +
    rect(190, 172, 20, 40, c.trim, 10),
  deskMat: (c) =>
    area("M76 210 H324 L356 314 H44Z", c.body) +
    area("M44 314 H356 V322 H44Z", c.shade) +
    line("M84 218 H316 L344 306 H56Z", c.lit, 2) +
    rect(120, 232, 112, 40, paper, 6) +
    [0, 1, 2].map((i) => rect(128, 238 + i * 11, 96, 6, "#d9d3c3", 2)).join("") +
    oval(278, 256, 20, 26, c.trim),
  notebook: (c, model) =>
    (model === 3
      ? `<g transform="rotate(7 200 300)">${rect(124, 108, 156, 206, c.trim, 8)}</g>`
      : "") +
    rect(116, 104, 164, 214, "#e9e2d0", 8) +
    rect(112, 100, 160, 214, c.body, 8) +
    rect(112, 100, 26, 214, c.shade, 8) +
    rect(240, 100, 9, 214, c.trim) +
    label(156, 146, 68, 62, paper, c.shade) +
    line("M190 314 V334", c.trim, 7),
  pens: (c) =>
    [0, 1, 2, 3, 4]
      .map(
        (i) =>
          `<g transform="rotate(${(i - 2) * 9} 200 380)">${rect(192, 108, 16, 160, [c.body, c.trim, c.shade, c.lit, ink][i] ?? c.body, 6)}${area("M192 108 L200 82 L208 108Z", steel.body)}</g>`,
      )
      .join("") +
    area("M146 232 h108 l-8 86 h-92Z", c.body) +
    area("M204 232 h50 l-8 86 h-42Z", c.shade) +
    oval(200, 232, 54, 9, c.lit),
  pan: (c) =>
    line("M286 250 L372 214", wood.body, 18) +
    disc(360, 219, 5, wood.shade) +
    oval(188, 262, 120, 44, "#20282a") +
    oval(188, 252, 120, 42, c.shade) +
    oval(188, 252, 102, 33, "#2f393b") +
    area("M110 236 C150 216 226 216 262 234 C220 226 150 226 110 236Z", "#566265"),
  casserole: (c) =>
    line("M86 232 H58 V252 H86 M314 232 H342 V252 H314", c.shade, 13) +
    area("M86 212 h228 v72 c0 46 -228 46 -228 0Z", c.body) +
    area("M204 212 h110 v72 c0 30 -58 35 -110 35Z", c.shade) +
    area("M80 212 C90 164 310 164 320 212Z", c.lit) +
    area("M204 176 C262 176 314 186 320 212 H204Z", c.body) +
    rect(76, 206, 248, 14, c.shade, 7) +
    oval(200, 168, 20, 12, c.trim) +
    line("M106 232 V280", c.lit, 8),
  knife: (c) =>
    `<g transform="rotate(-32 200 210)">${area("M40 196 L236 176 V234 C150 238 80 226 40 196Z", steel.body)}${area("M40 196 L236 206 V234 C150 238 80 226 40 196Z", steel.lit)}${rect(234, 176, 14, 58, steel.dark, 3)}${area("M248 178 H352 C372 190 366 220 352 226 H248Z", c.body)}${area("M248 204 H364 C362 216 358 224 352 226 H248Z", c.shade)}${disc(276, 202, 5, steel.lit)}${disc(326, 202, 5, steel.lit)}</g>`,
  whetstone: (c) =>
    rect(64, 276, 272, 42, wood.body, 8) +
    rect(64, 298, 272, 20, wood.shade, 8) +
    rect(88, 232, 224, 26, c.body, 3) +
    rect(88, 254, 224, 26, c.lit, 3) +
    line("M110 240 H180", c.lit, 4) +
    `<g transform="rotate(-14 200 200)">${area("M90 196 L270 190 V216 C190 220 130 212 90 196Z", steel.lit)}${rect(268, 188, 76, 28, c.trim, 9)}</g>`,
  board: () =>
    area(
      "M108 96 h184 c14 0 22 8 22 22 v178 c0 14 -8 22 -22 22 h-184 c-14 0 -22 -8 -22 -22 v-178 c0 -14 8 -22 22 -22Z",
      wood.body,
    ) +
    [130, 172, 214, 256]
      .map((x) => line(`M${x} 110 C${x + 10} 180 ${x - 12} 240 ${x + 4} 306`, wood.shade, 3))
      .join("") +
    rect(166, 112, 68, 20, "#8d6640", 10) +
    line("M96 140 V290", wood.lit, 6) +
    disc(244, 236, 30, "#c9503f") +
    disc(236, 228, 9, "#e58a74") +
    area("M150 276 c-10 -40 30 -60 40 -40 c10 -16 36 4 16 34 c-10 16 -46 20 -56 6Z", "#5d8a5a"),
  plates: (c) =>
    [0, 1, 2, 3]
      .map(
        (i) =>
          oval(200, 300 - i * 17, 122, 20, i % 2 ? c.shade : c.lit) +
          oval(200, 295 - i * 17, 122, 18, i % 2 ? c.lit : c.body),
      )
      .join("") +
    oval(200, 244, 122, 18, c.body) +
    oval(200, 244, 88, 11, c.lit) +
    area("M160 236 C150 170 190 150 200 130 C214 160 250 180 240 236Z", "#5d8a5a") +
    line("M200 236 C200 200 202 170 200 142", "#3f6b46", 4),
  jug: (c) =>
    line("M270 150 C340 150 330 280 268 276", c.shade, 17) +
    area("M118 118 L286 118 L268 306 C260 320 146 320 138 306Z", "#d3e6ea") +
    area("M206 118 H286 L268 306 C264 315 236 317 206 317Z", "#bcd7dd") +
    area("M128 216 H277 L268 306 C260 320 146 320 138 306Z", "#8fc0cf") +
    area("M110 100 h180 v26 H136 L106 118Z", c.body) +
    rect(164, 126, 72, 84, paper, 8) +
    line("M180 146 V196 M200 146 V196 M220 146 V196", c.lit, 6),
  jugFilter: (c) =>
    [0, 1, 2]
      .map(
        (i) =>
          `<g transform="translate(${(i - 1) * 88} ${i === 1 ? 0 : -16})">${rect(164, 178, 72, 140, paper, 22)}${rect(200, 178, 36, 140, "#e4ded0", 18)}${rect(156, 196, 88, 22, c.body, 8)}${line("M180 236 V296 M200 236 V296 M220 236 V296", c.lit, 6)}${oval(200, 176, 26, 8, c.shade)}</g>`,
      )
      .join(""),
  towels: (c) =>
    [0, 1, 2]
      .map(
        (i) =>
          rect(88, 262 - i * 52, 224, 54, [c.body, paper, c.trim][i] ?? c.body, 12) +
          rect(88, 290 - i * 52, 224, 10, [c.shade, "#ddd5c2", c.body][i] ?? c.shade) +
          line(`M112 ${276 - i * 52} H288`, [c.lit, c.body, paper][i] ?? c.lit, 4),
      )
      .join(""),
  apron: (c) =>
    line("M152 120 C150 60 250 60 248 120", c.trim, 9) +
    area("M152 116 h96 l12 66 l36 22 l-8 112 H112 L104 204 L140 182Z", c.body) +
    area("M204 116 h44 l12 66 l36 22 l-8 112 H204Z", c.shade) +
    line("M104 208 L60 226 M296 208 L340 226", c.trim, 8) +
    rect(152, 222, 96, 62, c.lit, 8) +
    line("M152 236 H248", c.trim, 4) +
    disc(160, 128, 5, "#c9a15a") +
    disc(240, 128, 5, "#c9a15a"),
  planter: (c, model) =>
    [-34, -14, 8, 30]
      .map(
        (angle, i) =>
          `<g transform="rotate(${angle} 200 230)">${area("M192 226 C168 160 190 100 202 78 C216 104 230 164 208 226Z", i % 2 ? "#5d8a5a" : "#78a56b")}</g>`,
      )
      .join("") +
    (model > 1
      ? rect(72, 220, 256, 94, c.body, 10) +
        rect(72, 220, 256, 24, c.lit, 8) +
        rect(204, 244, 124, 70, c.shade, 8)
      : area("M126 222 h148 l-18 94 h-112Z", c.body) +
        area("M204 222 h70 l-18 94 h-52Z", c.shade) +
        rect(116, 204, 168, 30, c.lit, 8)),
  seeds: (c, model) =>
    rect(118, 92, 164, 226, paper, 6) +
    rect(118, 92, 164, 54, c.body, 6) +
    rect(146, 110, 108, 10, paper, 4) +
    rect(166, 128, 68, 6, paper, 3) +
    line("M200 296 V214", "#3f6b46", 7) +
    area("M200 252 C160 250 150 226 148 210 C180 208 198 226 200 252Z", "#78a56b") +
    area("M200 240 C236 238 250 216 252 198 C222 198 202 214 200 240Z", "#5d8a5a") +
    [
      ["#d4533f", 20],
      ["#8fb56f", 15],
      ["#e0a03a", 22],
      ["#c65a86", 17],
      ["#5d8a5a", 14],
      ["#9cc27a", 19],
    ]
      .slice(model % 6, (model % 6) + 1)
      .map(([fill, size]) => disc(200, 190, Number(size), String(fill)))
      .join(""),
  soil: (c) =>
    area(
      "M108 118 C140 104 260 104 292 118 C302 180 302 250 296 312 C260 322 140 322 104 312 C98 250 98 180 108 118Z",
      c.body,
    ) +
    area(
      "M204 108 C244 108 276 111 292 118 C302 180 302 250 296 312 C272 319 238 320 204 320Z",
      c.shade,
    ) +
    rect(110, 104, 180, 18, c.trim, 6) +
    rect(136, 158, 128, 116, paper, 10) +
    area(
      "M136 240 C170 226 232 226 264 240 V264 a10 10 0 0 1 -10 10 h-108 a10 10 0 0 1 -10 -10Z",
      "#6b4a35",
    ) +
    line("M200 240 V196", "#3f6b46", 6) +
    area("M200 214 C176 212 168 196 168 184 C188 184 200 194 200 214Z", "#78a56b") +
    area("M200 206 C222 204 232 190 232 178 C212 178 200 188 200 206Z", "#5d8a5a"),
  trowel: (c, model) =>
    `<g transform="rotate(18 200 200)">${rect(188, 76, 26, 106, wood.body, 12)}${rect(202, 76, 12, 106, wood.shade, 6)}${rect(195, 178, 12, 40, steel.dark)}${area("M170 214 h62 c8 50 -10 90 -31 110 c-21 -20 -39 -60 -31 -110Z", steel.body)}${area("M202 214 h30 c8 50 -10 90 -30 110Z", steel.shade)}${ring(201, 70, 9, c.trim, 5)}</g>` +
    (model > 0
      ? `<g transform="rotate(-20 200 200) translate(-30 0)">${rect(188, 84, 26, 100, wood.lit, 12)}${rect(195, 180, 12, 40, steel.dark)}${line("M178 310 V232 H224 V310 M201 310 V220", steel.shade, 9)}</g>`
      : ""),
  secateurs: (c) =>
    `<g transform="rotate(24 200 200)">${line("M196 196 C150 236 150 290 168 330", c.body, 22)}${line("M206 196 C252 236 252 290 234 330", c.shade, 22)}${area("M190 204 C176 150 186 100 214 74 C226 120 222 170 212 204Z", steel.lit)}${area("M212 206 C238 178 246 140 238 112 C222 130 206 166 196 200Z", steel.dark)}${disc(202, 202, 15, c.trim)}${disc(202, 202, 6, steel.lit)}</g>`,
  wateringCan: (c) =>
    line("M150 174 C150 96 262 96 274 176 M276 190 C344 190 336 284 280 288", c.shade, 13) +
    line("M150 276 L78 170", c.shade, 17) +
    area("M56 146 L96 132 L100 176 L72 184Z", "#c9a15a") +
    area("M140 176 h140 l14 130 c0 18 -168 18 -168 0Z", c.body) +
    area("M206 176 h74 l14 130 c0 12 -46 13 -88 13Z", c.shade) +
    oval(210, 176, 70, 12, c.lit) +
    oval(210, 178, 58, 8, "#26332f") +
    line("M158 206 L150 286", c.lit, 7),
  raisedBed: (c) =>
    [88, 136, 184, 232, 280]
      .map((x, i) =>
        area(
          `M${x + 14} 216 C${x - 22} 200 ${x - 12} ${160 - (i % 3) * 12} ${x + 10} ${150 - (i % 3) * 14} C${x + 40} ${160 - (i % 3) * 12} ${x + 48} 200 ${x + 18} 216Z`,
          i % 2 ? "#78a56b" : "#5d8a5a",
        ),
      )
      .join("") +
    disc(160, 186, 12, "#d4533f") +
    disc(256, 178, 12, "#d4533f") +
    rect(56, 206, 288, 36, wood.lit, 4) +
    rect(56, 244, 288, 36, wood.body, 4) +
    rect(56, 282, 288, 36, wood.shade, 4) +
    rect(66, 198, 18, 124, "#8d6640", 3) +
    rect(316, 198, 18, 124, "#8d6640", 3) +
    rect(186, 252, 28, 18, c.trim, 3),
};
