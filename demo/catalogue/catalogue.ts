// The catalogue: every kind's models become products, every size a SKU. Same seed, same shop.
import { type Chance, chance } from "../seeded.ts";
import { palettes } from "./drawings/picture.ts";
import { campKinds } from "./kinds/camp.ts";
import { familyKinds } from "./kinds/family.ts";
import { homeKinds } from "./kinds/home.ts";
import { moveKinds } from "./kinds/move.ts";
import type { Kind, Product, SizeRun, Variant } from "./product.ts";

export const kinds: readonly Kind[] = [...campKinds, ...moveKinds, ...homeKinds, ...familyKinds];

export const sizeRuns: Record<SizeRun, readonly string[]> = {
  clothes: ["S", "M", "L", "XL"],
  shoes: ["EU 38", "EU 40", "EU 42", "EU 44"],
  baby: ["0–3 months", "3–6 months", "6–9 months", "9–12 months"],
};

export interface Catalogue {
  products: readonly Product[];
  byId: ReadonlyMap<string, Product>;
  bySku: ReadonlyMap<string, { product: Product; variant: Variant }>;
  byKind: ReadonlyMap<string, readonly Product[]>;
}

export function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll("×", "x")
    .replaceAll("−", "minus-")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Shop prices: under 20 € they end in .90, above in full euros that end in 9 or 5. */
function shopPrice(euro: number): number {
  if (euro < 20) return Math.max(290, Math.floor(euro) * 100 + (euro % 1 < 0.5 ? 50 : 90));
  if (euro < 60) return Math.floor(euro) * 100 + 90;
  const tens = Math.round(euro / 10) * 10;
  return (tens - (euro % 2 < 1 ? 1 : 5)) * 100;
}

function makeProduct(kind: Kind, index: number, rank: number, dice: Chance): Product {
  const model = kind.models[index] ?? "";
  const title = kind.title.replace("{m}", model).replace(/^./, (first) => first.toUpperCase());
  const tier = kind.models.length === 1 ? 0.5 : index / (kind.models.length - 1);
  const [low, high] = kind.price;
  const price = shopPrice(low + (high - low) * tier ** 1.25 * (0.96 + 0.08 * dice.next()));
  const sizes = kind.sizes ? sizeRuns[kind.sizes] : [""];
  const code = `${slug(kind.id)}-${slug(model)}`.toUpperCase();
  return {
    id: slug(title),
    kind,
    title,
    description: kind.about.map((sentences) => dice.pick(sentences)).join(" "),
    facts: kind.facts,
    price,
    margin: Math.round(price * (kind.margin + 0.04 * (dice.next() - 0.5))),
    tier,
    popularity: 1 / (rank + 1) ** 0.9,
    palette: dice.between(0, palettes.length - 1),
    variants: sizes.map((size) => ({
      sku: size ? `${code}-${slug(size).toUpperCase()}` : code,
      size,
    })),
  };
}

function shuffled(count: number, dice: Chance): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = dice.between(0, i);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

export function makeCatalogue(seed: string): Catalogue {
  const products = kinds.flatMap((kind) => {
    const dice = chance(`${seed}/${kind.id}`);
    const order = shuffled(kind.models.length, dice);
    const palettesUsed = new Set<number>();
    return kind.models.map((_, index) => {
      const product = makeProduct(kind, index, order.indexOf(index), dice);
      while (palettesUsed.has(product.palette))
        product.palette = (product.palette + 3) % palettes.length;
      if (palettesUsed.add(product.palette).size === palettes.length) palettesUsed.clear();
      return product;
    });
  });
  const bySku = new Map<string, { product: Product; variant: Variant }>();
  const byKind = new Map<string, Product[]>();
  for (const product of products) {
    for (const variant of product.variants) bySku.set(variant.sku, { product, variant });
    byKind.set(product.kind.id, [...(byKind.get(product.kind.id) ?? []), product]);
  }
  return { products, byId: new Map(products.map((p) => [p.id, p])), bySku, byKind };
}

/** "Fell Runner 3 trail running shoes, EU 42" */
export function variantTitle(product: Product, variant: Variant): string {
  return variant.size ? `${product.title}, ${variant.size}` : product.title;
}
