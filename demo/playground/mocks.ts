// Touchpoints that are not pages of the shop, as their buyers meet them: a mail program, a lock
// screen, an app. They show what the module's JSON says, and nothing else.
import type { Touchpoint } from "../../js-glue/afterglow.ts";
import { el } from "./dom.ts";

interface Mail {
  subject?: string;
  preheader?: string;
}

interface Push {
  title?: string;
  body?: string;
}

interface AppOffer {
  title?: string;
  text?: string;
  reason?: string;
  price?: string;
  image?: string;
  action?: string;
  disclosure?: string;
}

interface AppScreen {
  lang?: string;
  dir?: string;
  heading?: string;
  offers?: AppOffer[];
  reviews?: AppOffer[];
}

export type Surface = "page" | "mail" | "push" | "app";

export function surfaceOf(touchpoint: Touchpoint): Surface {
  if (touchpoint.endsWith("-email")) return "mail";
  if (touchpoint === "push") return "push";
  return touchpoint === "in-app" ? "app" : "page";
}

export function mailHead(mail: Mail): HTMLElement {
  return el(
    "div",
    { class: "mail-head" },
    el("span", { class: "avatar", "aria-hidden": "true" }, "L"),
    el(
      "div",
      {},
      el("b", {}, mail.subject ?? ""),
      el("span", {}, "Larkfell · ", el("bdi", {}, mail.preheader ?? "")),
    ),
  );
}

export function lockScreen(push: Push | null, now: number): HTMLElement {
  const at = new Date(now * 1000);
  const clock = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const day = at.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
  return el(
    "div",
    { class: "phone lock" },
    el("p", { class: "clock" }, clock),
    el("p", { class: "day" }, day),
    push
      ? el(
          "div",
          { class: "notification" },
          el("span", { class: "avatar", "aria-hidden": "true" }, "L"),
          el(
            "div",
            {},
            el("span", { class: "app" }, "Larkfell"),
            el("b", { dir: "auto" }, push.title ?? ""),
            el("p", { dir: "auto" }, push.body ?? ""),
          ),
        )
      : el("p", { class: "nothing" }, "Nothing is sent."),
  );
}

function appOffer(offer: AppOffer): HTMLElement {
  return el(
    "li",
    {},
    offer.image ? el("img", { src: offer.image, alt: "", width: 84, height: 84 }) : null,
    el(
      "div",
      {},
      offer.disclosure ? el("span", { class: "app" }, offer.disclosure) : null,
      el("b", {}, offer.title ?? ""),
      el("p", {}, offer.text || offer.reason || ""),
      el(
        "span",
        { class: "app-buy" },
        el("b", {}, offer.price ?? ""),
        offer.action ? el("i", {}, offer.action) : null,
      ),
    ),
  );
}

export function appScreen(screen: AppScreen | null): HTMLElement {
  const all = [...(screen?.reviews ?? []), ...(screen?.offers ?? [])];
  return el(
    "div",
    { class: "phone app-screen", lang: screen?.lang, dir: screen?.dir },
    el("p", { class: "app-bar" }, "Larkfell"),
    el(
      "p",
      { class: "app-heading" },
      all.length > 0 ? (screen?.heading ?? "") : "Nothing is shown.",
    ),
    el("ul", {}, ...all.map(appOffer)),
  );
}

/** The object that the module's JSON part holds; null when it is empty. */
export function parsed<T>(text: string): T | null {
  if (text.trim() === "") return null;
  return JSON.parse(text) as T;
}
