interface Pushed {
  event?: unknown;
  ecommerce?: { purchase?: unknown } | null;
  [index: number]: unknown;
}

/**
 * The last purchase among what was pushed to a dataLayer: {event:"purchase",…}, the older
 * {ecommerce:{purchase:…}}, or the arguments object of gtag("event","purchase",{…}).
 */
export function purchaseIn(pushed: ArrayLike<unknown>): string | undefined {
  for (let i = pushed.length - 1; i >= 0; i--) {
    const entry = pushed[i] as Pushed | null | undefined;
    if (typeof entry !== "object" || entry === null) continue;
    if (entry[0] === "event" && entry[1] === "purchase") {
      return JSON.stringify({ event: "purchase", ecommerce: entry[2] });
    }
    if (entry.event === "purchase" || entry.ecommerce?.purchase) return JSON.stringify(entry);
  }
  return undefined;
}

/** Calls `found` for every purchase pushed from now on. Whatever the page does, its push works. */
export function watchDataLayer(found: (payload: string) => void): void {
  const host = window as { dataLayer?: unknown[] };
  host.dataLayer ??= [];
  const layer = host.dataLayer;
  const push = layer.push;
  layer.push = function (this: unknown[], ...entries: unknown[]) {
    const length = push.apply(this, entries);
    try {
      const payload = purchaseIn(entries);
      if (payload) found(payload);
    } catch {
      // An entry that cannot be read is no order.
    }
    return length;
  };
}
