// The same order through the edge and through the loader: two real pages, side by side, and what
// each of them cost.
import { byId, bytesText, el } from "./dom.ts";

interface Facts {
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

async function read(frame: HTMLIFrameElement, patience: number): Promise<Facts> {
  const page = frame.contentWindow;
  const text = frame.contentDocument;
  if (!page || !text) return { offers: [], rows: [["Page", "could not be read"]] };
  const until = performance.now() + patience;
  while (!text.querySelector("[data-afterglow-offer]") && performance.now() < until) await wait(40);
  const [navigation] = page.performance.getEntriesByType(
    "navigation",
  ) as PerformanceNavigationTiming[];
  const own = (page.performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(
    (entry) => new URL(entry.name).pathname.startsWith("/afterglow/"),
  );
  const told = navigation?.serverTiming.find((entry) => entry.name === "afterglow");
  const widget = text.querySelector("[data-afterglow-decision]");
  const offers = [...text.querySelectorAll("[data-afterglow-offer]")].map(
    (offer) => offer.getAttribute("data-afterglow-offer") ?? "",
  );
  const shift = await shifts(page);
  return {
    offers,
    rows: [
      ["Offers", widget ? String(offers.length) : "none"],
      [
        "Server-Timing",
        told
          ? [told.description, told.duration ? `${told.duration} ms` : ""]
              .filter(Boolean)
              .join(", ")
          : "–",
      ],
      [
        "First byte",
        navigation ? `${Math.round(navigation.responseStart - navigation.requestStart)} ms` : "–",
      ],
      ["Page", navigation ? bytesText(navigation.encodedBodySize) : "–"],
      [
        "Files for the widget",
        own.length === 0
          ? "none"
          : own
              .map(
                (entry) =>
                  `${new URL(entry.name).pathname.split("/").at(-1)} ${bytesText(entry.encodedBodySize)}`,
              )
              .join(", "),
      ],
      ["Layout shift", shift.toFixed(3)],
    ],
  };
}

function write(id: string, facts: Facts): void {
  byId(id).replaceChildren(
    ...facts.rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
  );
}

export async function openTwins(order: string): Promise<void> {
  const verdict = byId("verdict");
  verdict.textContent = "Placing the order …";
  const placed = await fetch("/playground/orders", { method: "POST", body: order });
  const answer = (await placed.json()) as { id?: string; error?: string };
  if (!answer.id) {
    verdict.textContent = answer.error ?? "The shop did not take the order.";
    return;
  }
  byId("twins").hidden = false;
  const edge = byId<HTMLIFrameElement>("frame-edge");
  const loader = byId<HTMLIFrameElement>("frame-loader");
  await Promise.all([
    load(edge, `/orders/${answer.id}/confirmation`),
    load(loader, `/orders/${answer.id}/thank-you`),
  ]);
  const [left, right] = await Promise.all([read(edge, 0), read(loader, 5000)]);
  write("facts-edge", left);
  write("facts-loader", right);
  type Seen = { path: string };
  const seen = (await (await fetch("/playground/requests")).json()) as Seen[];
  const pages = seen.filter(({ path }) => path.startsWith(`/orders/${answer.id}/`));
  const same = left.offers.length > 0 && left.offers.join() === right.offers.join();
  verdict.textContent = [
    same
      ? "Both show the same offers, in the same order."
      : left.offers.length === 0 && right.offers.length === 0
        ? "Neither shows an offer for this order."
        : left.offers.length === 0
          ? "The edge added nothing: open the playground through the worker’s address to see it work."
          : "The two differ: the moment and the seed are each page’s own.",
    `The shop’s own log holds ${pages.length} requests for this order: the two pages.`,
  ].join(" ");
}
