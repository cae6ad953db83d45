// The same order through the edge and through the loader: two real pages, side by side, and what
// each of them cost. Both decide in the playground's context, and so what the playground decided.
import { orderPages } from "../order-pages.ts";
import { whatIfQuery } from "../what-if.ts";
import { byId, bytesText, el } from "./dom.ts";
import { bringIntoView, keepScaled, paintFrame } from "./framed.ts";
import { contextOf, type State } from "./state.ts";

interface Facts {
  decision: string;
  offers: string[];
  rows: [string, string][];
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

function load(frame: HTMLIFrameElement, path: string): Promise<void> {
  return new Promise((resolve) => {
    frame.addEventListener("load", () => resolve(), { once: true });
    frame.src = path;
  });
}

async function shifts(page: Window): Promise<number> {
  let sum = 0;
  type WithObserver = Window & { PerformanceObserver: typeof PerformanceObserver };
  const observer = new (page as WithObserver).PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      sum += entry.value;
  });
  observer.observe({ type: "layout-shift", buffered: true });
  await wait(120);
  observer.disconnect();
  return sum;
}

function filesOf(page: Window): string {
  const own = (page.performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(
    (entry) => /^\/(afterglow|playground\/overlays)\//.test(new URL(entry.name).pathname),
  );
  if (own.length === 0) return "none";
  const names = own.map((entry) => {
    const { pathname } = new URL(entry.name);
    const name = pathname.includes("/overlays/") ? "overlay" : pathname.split("/").at(-1);
    return `${name} ${bytesText(entry.encodedBodySize)}`;
  });
  return names.join(", ");
}

async function read(frame: HTMLIFrameElement, patience: number): Promise<Facts> {
  const page = frame.contentWindow;
  const text = frame.contentDocument;
  if (!page || !text) return { decision: "", offers: [], rows: [["Page", "could not be read"]] };
  const until = performance.now() + patience;
  const loaderIsDone = (): boolean => {
    const why = page.afterglow?.why?.() ?? "";
    return why !== "" && !why.includes("has not looked");
  };
  while (!text.querySelector("[data-afterglow-offer]") && performance.now() < until) {
    if (loaderIsDone()) break;
    await wait(40);
  }
  const [navigation] = page.performance.getEntriesByType(
    "navigation",
  ) as PerformanceNavigationTiming[];
  const told = navigation?.serverTiming.find((entry) => entry.name === "afterglow");
  const widget = text.querySelector<HTMLElement>("[data-afterglow-decision]");
  const offers = [...text.querySelectorAll("[data-afterglow-offer]")].map(
    (offer) => offer.getAttribute("data-afterglow-offer") ?? "",
  );
  const shift = await shifts(page);
  const timing = [told?.description, told?.duration ? `${told.duration} ms` : ""].filter(Boolean);
  return {
    decision: widget?.dataset.afterglowDecision ?? "",
    offers,
    rows: [
      ["Offers", widget ? String(offers.length) : "none"],
      told ? ["Server-Timing", timing.join(", ")] : ["Loader", page.afterglow?.why?.() ?? "–"],
      [
        "First byte",
        navigation ? `${Math.round(navigation.responseStart - navigation.requestStart)} ms` : "–",
      ],
      ["Page", navigation ? bytesText(navigation.encodedBodySize) : "–"],
      ["Files for the widget", filesOf(page)],
      ["Layout shift", shift.toFixed(3)],
    ],
  };
}

function write(id: string, facts: Facts): void {
  byId(id).replaceChildren(
    ...facts.rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
  );
}

/** The playground's width, colours and theme, and the widget in view. */
function dress(frame: HTMLIFrameElement, state: State): void {
  const box = frame.parentElement;
  if (box) {
    box.dataset.viewport = state.viewport;
    keepScaled(box);
  }
  frame.style.colorScheme = state.scheme;
  paintFrame(frame, state);
  bringIntoView(frame);
}

function verdictOn(edge: Facts, loader: Facts, decided: string): string {
  if (edge.offers.length === 0 && loader.offers.length === 0) {
    return "Neither shows an offer for this order.";
  }
  if (edge.offers.length === 0) {
    return "The edge added nothing: open the playground through the worker’s address to see it work.";
  }
  if (edge.decision !== loader.decision || edge.offers.join() !== loader.offers.join()) {
    return "The two differ.";
  }
  const same = `Both show decision ${edge.decision}: the same offers, in the same order`;
  return edge.decision === decided ? `${same}, and what this page decided.` : `${same}.`;
}

/** `overlay` is the path of today's, `decided` the id of the decision that the playground shows. */
export async function openTwins(state: State, overlay: string, decided: string): Promise<void> {
  const verdict = byId("verdict");
  const pages = orderPages.find(({ touchpoint }) => touchpoint === state.touchpoint);
  if (!pages) return;
  verdict.textContent = "Placing the order …";
  const placed = await fetch("/playground/orders", { method: "POST", body: state.order });
  const answer = (await placed.json()) as { id?: string; error?: string };
  if (!answer.id) {
    verdict.textContent = answer.error ?? "The shop did not take the order.";
    return;
  }
  byId("twins").hidden = false;
  const edge = byId<HTMLIFrameElement>("frame-edge");
  const loader = byId<HTMLIFrameElement>("frame-loader");
  for (const frame of [edge, loader]) dress(frame, state);
  const { explain: _, ...context } = contextOf(state);
  const as = whatIfQuery({ context, overlay });
  const order = `/orders/${answer.id}/`;
  await Promise.all([load(edge, order + pages.edge + as), load(loader, order + pages.loader + as)]);
  const [left, right] = await Promise.all([read(edge, 0), read(loader, 8000)]);
  write("facts-edge", left);
  write("facts-loader", right);
  for (const frame of [edge, loader]) dress(frame, state);
  type Seen = { path: string };
  const seen = (await (await fetch("/playground/requests")).json()) as Seen[];
  const asked = seen.filter(({ path }) => path.startsWith(order));
  verdict.textContent = `${verdictOn(left, right, decided)} The shop’s own log holds ${asked.length} requests for this order: the two pages.`;
}
