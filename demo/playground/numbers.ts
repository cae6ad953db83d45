// Time, bytes and requests, as small charts.
import { byId, bytesText, el, microseconds } from "./dom.ts";
import type { Timing } from "./engine.ts";
import { templatesPath } from "./template-news.ts";

/** Share of samples per twentieth of the range shown. */
function histogram(timing: Timing): HTMLElement {
  const low = timing.samples[0] ?? 0;
  // What the machine did in between belongs in the p95, not in the picture.
  const high = Math.max(Math.min(timing.p95 * 1.1, timing.median * 3), low * 1.05);
  const bins = new Array<number>(28).fill(0);
  for (const sample of timing.samples) {
    if (sample > high) break;
    const at = Math.min(bins.length - 1, Math.floor(((sample - low) / (high - low)) * bins.length));
    bins[at] = (bins[at] ?? 0) + 1;
  }
  const most = Math.max(...bins);
  const chart = el("div", {
    class: "histogram",
    role: "img",
    "aria-label": `From ${microseconds(low)} to ${microseconds(high)}, most near ${microseconds(timing.median)}`,
  });
  for (const count of bins) {
    const bar = el("i");
    bar.style.blockSize = `${(100 * count) / most}%`;
    chart.append(bar);
  }
  return el(
    "div",
    {},
    chart,
    el(
      "p",
      { class: "axis", "aria-hidden": "true" },
      ...[low, high].map((end) => el("span", {}, microseconds(end))),
    ),
  );
}

export function showTimings(timings: readonly Timing[]): void {
  byId("timings").replaceChildren(
    ...timings.map((timing) =>
      el(
        "div",
        { class: "timing" },
        el(
          "div",
          {},
          el("span", {}, timing.name),
          el("b", {}, microseconds(timing.median)),
          el("span", { class: "soft" }, `p95 ${microseconds(timing.p95)}`),
        ),
        histogram(timing),
      ),
    ),
  );
}

export function showBytes(rows: readonly (readonly [string, number])[]): void {
  const most = Math.max(...rows.map(([, size]) => size));
  byId("bytes").replaceChildren(
    ...rows.map(([name, size]) => {
      const bar = el("i", { "aria-hidden": "true" });
      bar.style.inlineSize = `${Math.max(1, (100 * size) / most)}%`;
      return el(
        "div",
        { class: "weight" },
        el("div", {}, el("span", {}, name), el("b", {}, bytesText(size))),
        bar,
      );
    }),
  );
}

/** Brotli is not to be had in a page; gzip is near enough for a few kilobytes, and is said so. */
export async function gzipSize(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

/**
 * Requests so far that a script made. Pictures that come into view are the page's own, and the news
 * of saved templates is the demo's.
 */
export function callsMade(): number {
  const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  return entries.filter(
    ({ name, initiatorType }) =>
      !["img", "css", "link"].includes(initiatorType) && !name.includes(templatesPath),
  ).length;
}

/** The newest files, and last the calls of the module that were timed: they asked for nothing. */
export function showRequests(calls: number, made: number): void {
  const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const rows = entries.filter((entry) => !/\/(assets|images)\//.test(entry.name)).slice(-8);
  byId("requests").replaceChildren(
    ...rows.map((entry) => {
      const url = new URL(entry.name);
      const what = url.origin === location.origin ? url.pathname : entry.name;
      return el(
        "li",
        {},
        el("code", {}, what),
        el("span", {}, entry.transferSize > 0 ? bytesText(entry.transferSize) : "cached"),
      );
    }),
    el(
      "li",
      { class: "proof" },
      el("b", {}, `${calls.toLocaleString("en-IE")} timed calls of the module`),
      el("b", {}, made === 1 ? "1 request" : `${made} requests`),
    ),
  );
}
