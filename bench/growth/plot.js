// Draws how build time, memory and file size grow with the shop: three panels side by side, both
// axes logarithmic, with the line that doubles when the shop does.

const width = 300;
const height = 240;
const margin = { left: 52, right: 26, top: 34, bottom: 40 };

const panels = [
  { title: "build, seconds", value: (shop) => shop.seconds },
  { title: "peak memory, MB", value: (shop) => shop.peak_memory / 2 ** 20 },
  { title: "model file, KB", value: (shop) => shop.bytes / 1024 },
];

/** Powers of ten that span the values. */
function decades(values) {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.max(Math.ceil(Math.log10(Math.max(...values))), from + 1);
  return Array.from({ length: to - from + 1 }, (_, k) => 10 ** (from + k));
}

const round = (value) => value.toFixed(1);

function scale(ticks, from, to) {
  const [low, high] = [Math.log10(ticks[0]), Math.log10(ticks.at(-1))];
  return (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
}

function panel({ title, value }, shops, left) {
  const xs = shops.map(({ skus }) => skus);
  const ys = shops.map(value);
  const [xTicks, yTicks] = [decades(xs), decades(ys)];
  const x = scale(xTicks, left + margin.left, left + width - margin.right);
  const y = scale(yTicks, height - margin.bottom, margin.top);
  const points = xs.map((skus, k) => [round(x(skus)), round(y(ys[k]))]);
  // In proportion to the largest shop, down to where it leaves the panel.
  const slope = ys.at(-1) / xs.at(-1);
  const first = Math.max(xs[0], yTicks[0] / slope);
  const lines = [
    `<text class="title" x="${left + margin.left}" y="18">${title}</text>`,
    ...xTicks.map(
      (tick) =>
        `<line class="grid" x1="${round(x(tick))}" x2="${round(x(tick))}" y1="${margin.top}" y2="${height - margin.bottom}"/>` +
        `<text text-anchor="middle" x="${round(x(tick))}" y="${height - margin.bottom + 16}">${tick.toLocaleString("en")}</text>`,
    ),
    ...yTicks.map(
      (tick) =>
        `<line class="grid" x1="${left + margin.left}" x2="${left + width - margin.right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/>` +
        `<text text-anchor="end" x="${left + margin.left - 6}" y="${round(y(tick) + 4)}">${tick.toLocaleString("en")}</text>`,
    ),
    `<text text-anchor="middle" x="${round((x(xTicks[0]) + x(xTicks.at(-1))) / 2)}" y="${height - 6}">SKUs</text>`,
    `<line class="linear" x1="${round(x(first))}" y1="${round(y(first * slope))}" x2="${points.at(-1)[0]}" y2="${points.at(-1)[1]}"/>`,
    `<polyline points="${points.map((point) => point.join(",")).join(" ")}"/>`,
    ...points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3"/>`),
  ];
  return lines.join("\n");
}

/** An SVG document for the shops that run.js measured, smallest first. */
export function plot(shops) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * panels.length} ${height}" role="img" aria-label="Build time, memory and file size by number of SKUs">
<style>
text { font: 11px system-ui, sans-serif; fill: #555 }
.title { font-weight: 600; font-size: 13px; fill: #222 }
.grid { stroke: #ddd }
.linear { stroke: #999; stroke-dasharray: 4 4 }
polyline { fill: none; stroke: #b4531a; stroke-width: 2 }
circle { fill: #b4531a }
</style>
<rect width="100%" height="100%" fill="#fff"/>
${panels.map((each, k) => panel(each, shops, k * width)).join("\n")}
</svg>
`;
}
