// The widget beside the knobs, so that a theme is seen where it is made. In a shadow root, because
// the playground's own style must not touch it, nor its style the playground.
import { byId, el } from "./dom.ts";
import type { State } from "./state.ts";
import { paintSlot } from "./theme.ts";

/** `content` is the widget as the page gets it; without any, the sample says so. */
export function showSample(state: State, content: string): void {
  const host = byId("theme-sample");
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.innerHTML = content;
  if (content === "") root.append(el("p", {}, "Nothing is shown for this order."));
  paintSample(state);
}

export function paintSample(state: State): void {
  const host = byId("theme-sample");
  paintSlot(host, state.theme);
  const box = host.parentElement;
  if (box) box.style.colorScheme = state.scheme;
}

/** What it offers is not for sale here: its links lead nowhere. */
export function mountSample(): void {
  byId("theme-sample").addEventListener("click", (event) => event.preventDefault());
}
