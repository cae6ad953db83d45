// What "Open both" opens: two pages of the shop where the touchpoint is one, else two parts.
import type { Afterglow, Touchpoint } from "../../js-glue/afterglow.ts";
import { orderPages } from "../order-pages.ts";
import { byId } from "./dom.ts";
import { type Surface, surfaceOf } from "./mocks.ts";
import { openParts } from "./parts.ts";
import type { State } from "./state.ts";
import { openTwins } from "./twins.ts";

const partWords: Record<
  Exclude<Surface, "page">,
  [title: string, intro: string, button: string]
> = {
  mail: [
    "The two parts of the email",
    "An email is no page: nothing is spliced and no loader runs. Your server renders it with the same module and sends both parts in one mail. This opens the two parts, rendered here, with the settings above.",
    "Open both parts",
  ],
  push: [
    "The message and its data",
    "A push message is no page: nothing is spliced and no loader runs. Your server renders it with the same module and hands the data to the push service. This opens a lock screen that shows it, and the data.",
    "Open both, screen and data",
  ],
  app: [
    "The screen and its data",
    "A screen of your own app is no page: nothing is spliced and no loader runs. Your server renders it with the same module, and the app draws the data with its own parts. This opens a screen drawn so, and the data.",
    "Open both, screen and data",
  ],
};

function words(touchpoint: Touchpoint): [title: string, intro: string, button: string] {
  const surface = surfaceOf(touchpoint);
  if (surface !== "page") return partWords[surface];
  const both = orderPages.find((page) => page.touchpoint === touchpoint)?.both ?? "pages";
  return [
    "At the edge and in the browser",
    `The same order, placed twice: on the left workerd puts the widget into the page as it streams by, on the right the loader does when the page has arrived. Two real ${both}, opened through the worker, with the settings above: time, seed, arm, consent, stock and prices.`,
    `Open both ${both}`,
  ];
}

let told: Touchpoint | undefined;

/** Says what the button opens; what was open for another touchpoint is closed. */
export function tellSideBySide(state: State): void {
  if (told === state.touchpoint) return;
  if (told !== undefined) state.both = "";
  told = state.touchpoint;
  const [title, intro, button] = words(state.touchpoint);
  byId("twice-title").textContent = title;
  byId("twice-intro").textContent = intro;
  byId("open-twice").textContent = button;
  for (const id of ["twins", "parts"]) byId(id).hidden = true;
  byId("verdict").textContent = "";
}

export async function openSideBySide(
  engine: Afterglow,
  state: State,
  overlay: string,
  decided: string,
): Promise<void> {
  if (surfaceOf(state.touchpoint) === "page") await openTwins(state, overlay, decided);
  else openParts(engine, state, decided);
}
