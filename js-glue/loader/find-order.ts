import { purchaseIn } from "./data-layer.ts";

const jsonLdOrder = /"@type"\s*:\s*\[?\s*"(https?:\/\/schema\.org\/)?Order"/;

/** An order payload as the page offers it, in any format the module's readers know. */
export function findOrder(given: unknown): string | undefined {
  if (given) return typeof given === "string" ? given : JSON.stringify(given);
  const data = document.querySelector("script[data-afterglow-order]")?.textContent;
  if (data) return data;
  for (const { textContent } of document.querySelectorAll('script[type="application/ld+json"]')) {
    if (textContent && jsonLdOrder.test(textContent)) return textContent;
  }
  const layer = (window as { dataLayer?: unknown }).dataLayer;
  return Array.isArray(layer) ? purchaseIn(layer) : undefined;
}
