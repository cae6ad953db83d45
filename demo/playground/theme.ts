// The theme editor: the widget's custom properties, and the CSS to take away.
import { byId, copyText, el } from "./dom.ts";
import type { State } from "./state.ts";

interface Property {
  name: string;
  text: string;
  kind: "color" | "range" | "choice";
  /** Range: from, to, step and unit. */
  range?: readonly [number, number, number, string];
  choices?: readonly (readonly [string, string])[];
  /** Where the control stands when nothing is set. */
  start: string;
}

const properties: readonly Property[] = [
  { name: "accent", text: "Button", kind: "color", start: "#1f5a49" },
  { name: "on-accent", text: "Text on the button", kind: "color", start: "#ffffff" },
  { name: "surface", text: "Card", kind: "color", start: "#ffffff" },
  { name: "tile", text: "Behind pictures", kind: "color", start: "#f0efe9" },
  { name: "line", text: "Lines", kind: "color", start: "#e1dfd6" },
  { name: "radius", text: "Corners", kind: "range", range: [0, 32, 1, "px"], start: "18" },
  {
    name: "button-radius",
    text: "Button corners",
    kind: "range",
    range: [0, 32, 1, "px"],
    start: "32",
  },
  { name: "gap", text: "Gaps", kind: "range", range: [0, 2.5, 0.125, "rem"], start: "1" },
  { name: "size", text: "Text size", kind: "range", range: [0.8, 1.4, 0.05, "rem"], start: "1" },
  { name: "width", text: "Widest", kind: "range", range: [20, 80, 1, "rem"], start: "60" },
  {
    name: "font",
    text: "Typeface",
    kind: "choice",
    start: "",
    choices: [
      ["", "The page’s"],
      ["Georgia, serif", "Georgia"],
      ["ui-monospace, monospace", "Monospace"],
      ["system-ui, sans-serif", "System"],
    ],
  },
  {
    name: "image-fit",
    text: "Pictures",
    kind: "choice",
    start: "",
    choices: [
      ["", "The shop’s choice"],
      ["contain", "Whole"],
      ["cover", "Fill"],
    ],
  },
];

const presets: Record<string, Record<string, string>> = {
  "The shop’s own": {},
  Paper: {
    accent: "#2b2a28",
    "on-accent": "#fffdf7",
    surface: "#fffdf7",
    tile: "#efeadd",
    line: "#d8d1bf",
    radius: "2px",
    "button-radius": "2px",
    font: "Georgia, serif",
  },
  Candy: {
    accent: "#c21d6b",
    "on-accent": "#ffffff",
    surface: "#fff5fa",
    tile: "#ffe1ef",
    line: "#ffc4de",
    radius: "28px",
    "button-radius": "32px",
  },
  Blueprint: {
    accent: "#ffd84d",
    "on-accent": "#13233f",
    surface: "#16294a",
    tile: "#1e365f",
    line: "#35538a",
    radius: "6px",
    "button-radius": "6px",
    font: "ui-monospace, monospace",
  },
};

export function themeCss(theme: Record<string, string>): string {
  const lines = Object.entries(theme).map(([name, value]) => `  --afterglow-${name}: ${value};`);
  return lines.length === 0
    ? "/* Nothing to set: the widget follows the page. */"
    : `#afterglow {\n${lines.join("\n")}\n}`;
}

/** Sets the properties on the element that holds the widget, in whatever page. */
export function paintSlot(slot: HTMLElement, theme: Record<string, string>): void {
  slot.removeAttribute("style");
  for (const [name, value] of Object.entries(theme)) {
    slot.style.setProperty(`--afterglow-${name}`, value);
  }
}

function control(property: Property, state: State, changed: () => void): HTMLElement {
  const { name, kind } = property;
  const set = state.theme[name];
  let input: HTMLInputElement | HTMLSelectElement;
  const shown = el("output", {}, set ?? "not set");
  if (kind === "choice") {
    input = el("select", {}) as HTMLSelectElement;
    for (const [value, text] of property.choices ?? []) input.append(el("option", { value }, text));
    input.value = set ?? "";
  } else {
    const [low, high, step] = property.range ?? [];
    input = el("input", { type: kind, min: low, max: high, step }) as HTMLInputElement;
    input.value = set ? (kind === "range" ? String(Number.parseFloat(set)) : set) : property.start;
  }
  input.addEventListener("input", () => {
    const value = kind === "range" ? `${input.value}${property.range?.[3] ?? ""}` : input.value;
    if (value === "") delete state.theme[name];
    else state.theme[name] = value;
    shown.textContent = state.theme[name] ?? "not set";
    changed();
  });
  return el(
    "label",
    { class: `knob ${kind}` },
    el("span", {}, property.text),
    input,
    kind === "choice" ? null : shown,
  );
}

export function mountTheme(state: State, changed: () => void): void {
  const form = byId("theme-form");
  const css = byId("theme-css");
  const tell = (): void => {
    css.textContent = themeCss(state.theme);
    changed();
  };
  const draw = (): void => {
    const row = el("div", { class: "presets" });
    for (const [name, theme] of Object.entries(presets)) {
      const button = el("button", { type: "button", class: "button quiet small" }, name);
      button.addEventListener("click", () => {
        state.theme = { ...theme };
        draw();
        tell();
      });
      row.append(button);
    }
    form.replaceChildren(row, ...properties.map((property) => control(property, state, tell)));
  };
  draw();
  css.textContent = themeCss(state.theme);
  const copy = byId("copy-css");
  copy.addEventListener("click", () => copyText(themeCss(state.theme), copy));
}
