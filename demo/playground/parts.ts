// Touchpoints that are no page: nothing is spliced and no loader runs, so what is opened is what a
// shop's own server takes from the module: the parts of one decision, side by side.
import type { Afterglow } from "../../js-glue/afterglow.ts";
import { byId, bytesText, el } from "./dom.ts";
import { decideAndRender } from "./engine.ts";
import { paintFrame } from "./framed.ts";
import { appScreen, lockScreen, parsed, surfaceOf } from "./mocks.ts";
import { nowOf, type State } from "./state.ts";

interface Part {
  title: string;
  /** For whom it is. */
  use: string;
  text: string;
  shown: HTMLElement;
}

const plain = (text: string): HTMLElement => el("pre", { class: "part", tabindex: 0 }, text);

function mailFrame(content: string, state: State): HTMLElement {
  const frame = el("iframe", { title: "The email’s HTML part" }) as HTMLIFrameElement;
  frame.addEventListener("load", () => paintFrame(frame, state));
  frame.style.colorScheme = state.scheme;
  frame.srcdoc = content;
  return frame;
}

function partsOf(state: State, read: (part: State["part"]) => string): Part[] {
  const json = read("json");
  const surface = surfaceOf(state.touchpoint);
  if (surface === "mail") {
    const [html, text] = [read("html"), read("text")];
    return [
      {
        title: "HTML part",
        use: "what most mail programs show",
        text: html,
        shown: mailFrame(html, state),
      },
      { title: "Plain-text part", use: "sent along in the same mail", text, shown: plain(text) },
    ];
  }
  const screen =
    surface === "push" ? lockScreen(parsed(json), nowOf(state)) : appScreen(parsed(json));
  const box = el("div", { class: "part screen-part" }, screen);
  box.style.colorScheme = state.scheme;
  return [
    { title: "On the phone", use: "drawn here from the data beside it", text: "", shown: box },
    {
      title: "The data",
      use: surface === "push" ? "what the push service is given" : "what the app is given",
      text: json,
      shown: plain(json && JSON.stringify(JSON.parse(json), null, 2)),
    },
  ];
}

/** `decided`: the id of the decision that the playground shows. */
export function openParts(engine: Afterglow, state: State, decided: string): void {
  const ids = new Set<string>();
  const read = (part: State["part"]): string => {
    const made = decideAndRender(engine, { ...state, part }, "");
    if (!made.ok) throw new Error(made.error.message);
    ids.add(made.value.decision.decision_id);
    return made.value.content;
  };
  const parts = partsOf(state, read);
  byId("parts").replaceChildren(
    ...parts.map(({ title, use, text, shown }) =>
      el(
        "figure",
        {},
        el(
          "figcaption",
          {},
          el("h3", {}, title),
          el("p", { class: "soft" }, text === "" ? use : `${use} · ${bytesText(text.length)}`),
        ),
        shown,
      ),
    ),
  );
  byId("parts").hidden = false;
  const same = ids.size === 1 && ids.has(decided);
  byId("verdict").textContent = parts.every(({ text }) => text === "")
    ? "Nothing is sent for this order."
    : same
      ? `Both come from decision ${decided}, what this page decided. No request was made for them.`
      : "The two differ.";
}
