// The confirmation page in its frame. The page comes from the shop, the widget from the module in
// this tab; only the slot changes when the context does.

import { byId } from "./dom.ts";
import type { State } from "./state.ts";

const onPages = new Set(["confirmation", "receipt", "order-history"]);

export class Preview {
  private readonly frame = byId<HTMLIFrameElement>("preview");
  private readonly plain = byId<HTMLPreElement>("plain");
  private readonly device = byId("device");
  private orderShown: string | undefined;
  private placing: Promise<void> | undefined;

  /** The nonce of the framed page; empty when what is shown is not a page of the shop. */
  get nonce(): string {
    const script = this.frame.contentDocument?.querySelector<HTMLScriptElement>("script[nonce]");
    return script?.nonce ?? "";
  }

  /** Places the order with the shop and shows its page, unless that is what is shown already. */
  async prepare(state: State): Promise<void> {
    this.device.dataset.viewport = state.viewport;
    const paged = onPages.has(state.touchpoint) && state.part === "html";
    if (!paged) return;
    const path = this.frame.contentWindow?.location.pathname ?? "";
    if (this.orderShown === state.order && path.startsWith("/playground/preview/")) return;
    const before = this.placing;
    this.placing = (async () => {
      await before;
      const placed = await fetch("/playground/orders", { method: "POST", body: state.order });
      if (!placed.ok) throw new Error(((await placed.json()) as { error: string }).error);
      const { id } = (await placed.json()) as { id: string };
      await this.load(() => {
        this.frame.removeAttribute("srcdoc");
        this.frame.src = `/playground/preview/${id}`;
      });
      this.orderShown = state.order;
    })();
    try {
      await this.placing;
    } finally {
      this.placing = undefined;
    }
  }

  /** `content` is empty when nothing is to be shown: then the page keeps no space for it. */
  async show(state: State, content: string): Promise<void> {
    const asText = state.part !== "html";
    this.plain.hidden = !asText;
    this.frame.hidden = asText;
    if (asText) {
      this.plain.textContent = content || "Nothing is shown.";
      return;
    }
    if (onPages.has(state.touchpoint)) {
      const slot = this.frame.contentDocument?.getElementById("afterglow");
      if (slot) slot.innerHTML = content;
    } else {
      this.orderShown = undefined;
      const empty = "<p style='font:16px sans-serif;padding:24px'>Nothing is shown.</p>";
      await this.load(() => {
        this.frame.srcdoc = content || empty;
      });
    }
    this.paint(state);
  }

  /** Colour scheme and theme, without touching the page's own files. */
  paint(state: State): void {
    this.frame.style.colorScheme = state.scheme;
    const page = this.frame.contentDocument;
    if (!page) return;
    page.documentElement.style.colorScheme = state.scheme;
    const slot = page.getElementById("afterglow");
    if (!slot) return;
    slot.removeAttribute("style");
    for (const [name, value] of Object.entries(state.theme)) {
      slot.style.setProperty(`--afterglow-${name}`, value);
    }
  }

  private load(start: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.frame.addEventListener("load", () => resolve(), { once: true });
      start();
    });
  }
}
