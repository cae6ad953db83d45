// A product's picture: its kind's drawing in its model's colours, on its category's backdrop.
import type { CategorySlug, Product } from "../product.ts";
import { campDrawings } from "./camp.ts";
import { familyDrawings } from "./family.ts";
import { homeDrawings } from "./home.ts";
import { moveDrawings } from "./move.ts";
import type { Drawing, Palette } from "./pen.ts";

const drawings: Record<string, Drawing> = {
  ...campDrawings,
  ...moveDrawings,
  ...homeDrawings,
  ...familyDrawings,
};

export const palettes: readonly Palette[] = [
  { body: "#2f6b57", shade: "#245344", lit: "#5c9a83", trim: "#f0b23e" },
  { body: "#d98a2b", shade: "#b56f1d", lit: "#efb46b", trim: "#2c4a52" },
  { body: "#3f5f7d", shade: "#304b65", lit: "#7395b3", trim: "#ee9b6f" },
  { body: "#b8503f", shade: "#953d30", lit: "#d9836f", trim: "#f2dfb8" },
  { body: "#6f8a5c", shade: "#576f48", lit: "#9db489", trim: "#d9643f" },
  { body: "#57506f", shade: "#433d58", lit: "#8a83a4", trim: "#f0c14e" },
  { body: "#3d4a4d", shade: "#2d383a", lit: "#6e7d81", trim: "#e9763f" },
  { body: "#c9a678", shade: "#a98759", lit: "#e2c9a4", trim: "#37605a" },
];

/** Top and bottom of the wall, and the floor. */
const backdrops: Record<CategorySlug, readonly [string, string, string]> = {
  tents: ["#e3ece4", "#d2e0d6", "#bccfc1"],
  sleep: ["#e4e8f0", "#d3dae8", "#bfc9dc"],
  packs: ["#efe9dd", "#e5dbc7", "#d5c8ae"],
  "camp-kitchen": ["#f3e8da", "#ecdac3", "#dfc7a8"],
  light: ["#e7e3ee", "#d8d2e4", "#c5bdd6"],
  clothing: ["#e2ebed", "#cfdfe3", "#b9ced4"],
  running: ["#e9eede", "#d9e3c6", "#c5d3ac"],
  cycling: ["#ecebe6", "#deddd4", "#cbc9bd"],
  coffee: ["#f2e7df", "#e8d6c9", "#d9c1b0"],
  "home-office": ["#e6ebee", "#d5dee3", "#c0cdd4"],
  kitchen: ["#f1ece0", "#e6decb", "#d6cbb2"],
  garden: ["#e6efdd", "#d5e4c6", "#bed3ab"],
  baby: ["#f3e9e6", "#eadad5", "#dcc6bf"],
  care: ["#e3edec", "#d0e1df", "#b9d0cd"],
};

export function picture(product: Product): string {
  const drawing = drawings[product.kind.drawing];
  const palette = palettes[product.palette];
  if (!drawing || !palette) throw new Error(`${product.id}: no drawing "${product.kind.drawing}"`);
  const [top, bottom, floor] = backdrops[product.kind.category];
  const model = product.kind.models.findIndex(
    (name) => product.kind.title.replace("{m}", name) === product.title,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">` +
    `<defs><linearGradient id="w" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>` +
    `<rect width="400" height="400" fill="url(#w)"/><rect y="304" width="400" height="96" fill="${floor}"/>` +
    `<ellipse cx="208" cy="322" rx="136" ry="11" fill="#000" opacity=".13"/>` +
    `${drawing(palette, model)}</svg>`
  );
}
