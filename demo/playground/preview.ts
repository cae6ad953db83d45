// The confirmation page in its frame. The page comes from the shop, the widget from the module in
// this tab; only the slot changes when the context does.

import { orderPages } from "../order-pages.ts";
import { byId } from "./dom.ts";
import { bringIntoView, keepScaled, paintFrame } from "./framed.ts";
import { appScreen, lockScreen, mailHead, parsed, surfaceOf } from "./mocks.ts";
import { nowOf, type State } from "./state.ts";

export class Preview {
  private readonly frame = byId<HTMLIFrameElement>("preview");
  private readonly mock = byId("mock");
  private readonly plain = byId<HTMLPreElement>("plain");
  private readonly device = byId("device");
  private orderShown: string | undefined;
  private placing: Promise<void> | undefined;
  /** The framed page was just loaded, and is where it was never scrolled. */
  private fresh = false;

  constructor() {
    keepScaled(this.device);
  }

  /** The nonce of the framed page; empty when what is shown is not a page of the shop. */
  get nonce(): string {
    const script = this.frame.contentDocument?.querySelector<HTMLScriptElement>("script[nonce]");
    return script?.nonce ?? "";
  }

  /** Places the order with the shop and shows its page, unless that is what is shown already. */
  async prepare(state: State): Promise<void> {
    if (this.device.dataset.viewport !== state.viewport) this.fresh = true;
    this.device.dataset.viewport = state.viewport;
    if (surfaceOf(state.touchpoint) !== "page" || state.part !== "html") return;
    const page = orderPages.find(({ touchpoint }) => touchpoint === state.touchpoint)?.edge ?? "";
    const path = this.frame.contentWindow?.location.pathname ?? "";
    const here = path.startsWith("/playground/preview/") && path.endsWith(`/${page}`);
    if (here && this.orderShown === state.order) return;
    const before = this.placing;
    this.placing = (async () => {
      await before;
      const placed = await fetch("/playground/orders", { method: "POST", body: state.order });
      if (!placed.ok) throw new Error(((await placed.json()) as { error: string }).error);
      const { id } = (await placed.json()) as { id: string };
      await this.load(() => {
        this.frame.removeAttribute("srcdoc");
        this.frame.src = `/playground/preview/${id}/${page}`;
      });
      this.orderShown = state.order;
      this.fresh = true;
    })();
    try {
      await this.placing;
    } finally {
      this.placing = undefined;
    }
  }

  /**
   * `content` is the part asked for, `data` the JSON part. Both are empty when nothing is to be
   * shown: then the page keeps no space for it.
   */
  async show(state: State, content: string, data: string): Promise<void> {
    const surface = state.part === "html" ? surfaceOf(state.touchpoint) : "text";
    this.plain.hidden = surface !== "text";
    this.frame.hidden = surface !== "page" && surface !== "mail";
    this.mock.replaceChildren();
    this.mock.dataset.surface = surface;
    this.device.dataset.surface = surface;
    if (surface === "text") this.plain.textContent = content || "Nothing is shown.";
    else if (surface === "push") this.mock.append(lockScreen(parsed(data), nowOf(state)));
    else if (surface === "app") this.mock.append(appScreen(parsed(data)));
    else if (surface === "mail") await this.showMail(content, data);
    else {
      const slot = this.frame.contentDocument?.getElementById("afterglow");
      if (slot) slot.innerHTML = content;
    }
    this.paint(state);
    if (surface === "page" && this.fresh) bringIntoView(this.frame);
    this.fresh = false;
  }

  private async showMail(content: string, data: string): Promise<void> {
    this.orderShown = undefined;
    this.mock.append(mailHead(parsed(data) ?? { subject: "No mail is sent." }));
    await this.load(() => {
      this.frame.srcdoc = content || "<!doctype html><title>Nothing</title>";
    });
  }

  /** Colour scheme and theme, without touching the page's own files. */
  paint(state: State): void {
    this.frame.style.colorScheme = state.scheme;
    this.mock.style.colorScheme = state.scheme;
    paintFrame(this.frame, state);
  }

  private load(start: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.frame.addEventListener("load", () => resolve(), { once: true });
      start();
    });
  }
}
