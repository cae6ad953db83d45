/**
 * What becomes of the offers in a page: impressions, clicks and dismissals, sent to the shop's own
 * server. The loader fetches this file only where `data-events` names an address and consent is given.
 *
 * A beacon's body is NDJSON; docs/page.md tells what stands in it. Every event has an id, and is sent
 * once: going back to the page, or out of the back/forward cache, sends nothing again.
 */
interface OfferEvent {
  event: "impression" | "click" | "dismiss";
  /** The same decision, offer and event: the same id. */
  event_id: string;
  /** ISO 8601. */
  at: string;
  decision_id: string;
  offer_id: string;
  touchpoint: string;
  /** How the buyer stands to the shop: acceptance is learned by it. */
  segment: string;
}

/** Half an offer in view for this long is an impression. */
const impressionTime = 1000;

const sent = new Set<string>();
let waiting: OfferEvent[] = [];

function send(address: string): void {
  if (waiting.length === 0) return;
  const lines = waiting.map((event) => `${JSON.stringify(event)}\n`).join("");
  waiting = [];
  navigator.sendBeacon(address, new Blob([lines], { type: "application/x-ndjson" }));
}

/** Half of it is in view, or it fills half of the window. */
function isSeen({ intersectionRatio, intersectionRect }: IntersectionObserverEntry): boolean {
  return intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2;
}

/** Calls `seen` once for each element that stays in view long enough while the page is visible. */
function watchImpressions(elements: Iterable<Element>, seen: (element: Element) => void): void {
  const timers = new Map<Element, ReturnType<typeof setTimeout>>();
  const stop = (element: Element) => {
    clearTimeout(timers.get(element));
    timers.delete(element);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const { target } = entry;
        stop(target);
        if (!isSeen(entry) || document.hidden) continue;
        const counts = () => {
          observer.unobserve(target);
          left.delete(target);
          seen(target);
        };
        timers.set(target, setTimeout(counts, impressionTime));
      }
    },
    { threshold: [0, 0.25, 0.5, 0.75] },
  );
  const left = new Set(elements);
  for (const element of left) observer.observe(element);
  document.addEventListener("visibilitychange", () => {
    for (const element of left) {
      stop(element);
      observer.unobserve(element);
      // Observed anew, an element that is in view is told of at once.
      if (!document.hidden) observer.observe(element);
    }
  });
}

/**
 * Reports on the offers of this widget from now on. Throws for an address of another origin: what
 * buyers do goes to the shop and to nobody else.
 */
export function watchOffers(widget: Element, given: string): void {
  const address = new URL(given, location.href);
  if (address.origin !== location.origin) {
    throw new Error(`data-events must be an address of this site, not of ${address.origin}`);
  }
  const root = widget.shadowRoot ?? widget;
  const section = widget.closest("[data-afterglow-decision]") ?? root.querySelector("section");
  if (!(section instanceof HTMLElement)) return;
  const {
    afterglowDecision: decision_id = "",
    afterglowTouchpoint: touchpoint = "",
    afterglowSegment: segment = "",
  } = section.dataset;
  const offers = [...root.querySelectorAll<HTMLElement>("[data-afterglow-offer]")];

  const tell = (event: OfferEvent["event"], offer: Element): void => {
    const offer_id = (offer as HTMLElement).dataset.afterglowOffer ?? "";
    const event_id = `${decision_id}/${offer_id}/${event}`;
    if (sent.has(event_id)) return;
    sent.add(event_id);
    const at = new Date().toISOString();
    waiting.push({ event, event_id, at, decision_id, offer_id, touchpoint, segment });
    // Offers that came into view together go out together.
    queueMicrotask(() => send(address.href));
  };

  watchImpressions(offers, (offer) => offer.isConnected && tell("impression", offer));
  const clicked = (event: Event): void => {
    const target = event.target as Element;
    const offer = target.closest("a") && target.closest("[data-afterglow-offer]");
    if (offer) tell("click", offer);
    else if (target.closest("[data-afterglow-dismiss]")) {
      for (const shown of offers) tell("dismiss", shown);
    }
  };
  section.addEventListener("click", clicked);
  // The middle button opens the offer in another tab.
  section.addEventListener("auxclick", clicked);
}
