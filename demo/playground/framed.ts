// Pages in frames: real widths, scaled to the room there is, in the scheme that was chosen.
import type { State } from "./state.ts";
import { paintSlot } from "./theme.ts";

/** A desktop's page, in CSS pixels: wide enough for every layout of the shop. */
const desktopWidth = 1120;

const scaled = new ResizeObserver((boxes) => {
  for (const { target, contentRect } of boxes) {
    const scale = Math.min(1, contentRect.width / desktopWidth);
    (target as HTMLElement).style.setProperty("--scale", scale.toFixed(4));
  }
});

/** A box whose frame is as wide as a desktop and as large as the box. */
export function keepScaled(box: HTMLElement): void {
  scaled.observe(box);
}

/** Scrolls the framed page, and only that, so that its widget can be seen. */
export function bringIntoView(frame: HTMLIFrameElement): void {
  const page = frame.contentWindow;
  const slot = frame.contentDocument?.getElementById("afterglow");
  if (!page || !slot) return;
  const top = slot.getBoundingClientRect().top + page.scrollY;
  if (top > page.innerHeight * 0.6) page.scrollTo(0, top - 24);
}

/** Colour scheme and theme, without touching the page's own files. */
export function paintFrame(frame: HTMLIFrameElement, { scheme, theme }: State): void {
  const page = frame.contentDocument;
  if (!page) return;
  page.documentElement.style.colorScheme = scheme;
  const slot = page.getElementById("afterglow");
  if (slot) paintSlot(slot, theme);
  else darken(page, scheme === "dark");
}

/** A mail's dark colours follow the reader's system; in a frame, they follow what was chosen here. */
function darken(mail: Document, dark: boolean): void {
  for (const { cssRules } of mail.styleSheets) {
    for (const rule of cssRules) {
      if (!("media" in rule)) continue;
      const media = rule.media as MediaList;
      if (media.mediaText.includes("prefers-color-scheme: dark")) forDark.add(rule);
      if (forDark.has(rule)) media.mediaText = dark ? "all" : "not all";
    }
  }
}

const forDark = new WeakSet<CSSRule>();
