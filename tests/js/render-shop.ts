/** A shop for tests of what is shown: one SKU that was bought, and products that go with it. */
import { readFileSync } from "node:fs";
import { type LocaleOptions, localeSection } from "../../cli/build/locales.ts";
import { framed, type TemplateFile } from "../../cli/build/templates.ts";
import { TrainerModule } from "../../cli/build/trainer-module.ts";
import { Afterglow } from "../../js-glue/afterglow.ts";

export interface Product {
  title?: string;
  url?: string;
  image?: string;
  category?: string;
  /** Minor units; unknown unless given. */
  price?: number;
}

export interface Shop {
  /** What was bought; its SKU is "BOUGHT". */
  bought?: Product;
  /** SKUs "P1", "P2", … */
  products: Product[];
  currency?: string;
  locales?: LocaleOptions;
  templates?: TemplateFile[];
}

const encoder = new TextEncoder();
const bytesOf = (values: ArrayBufferView) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

let trainerBytes: Uint8Array<ArrayBuffer> | undefined;

/** The bytes of the shop's model, from the real trainer. */
export async function shopModel(shop: Shop): Promise<Uint8Array> {
  trainerBytes ??= new Uint8Array(readFileSync("dist/trainer.wasm"));
  const trainer = await TrainerModule.instantiate(trainerBytes);
  const all = [shop.bought ?? { title: "Trail Tent 2P" }, ...shop.products];
  const texts = (column: string, values: string[]) => {
    const encoded = values.map((value) => encoder.encode(value));
    trainer.put(`${column}.size`, bytesOf(Uint32Array.from(encoded, (text) => text.byteLength)));
    for (const text of encoded) trainer.put(`${column}.bytes`, text);
  };
  texts("sku", ["BOUGHT", ...shop.products.map((_, i) => `P${i + 1}`)]);
  texts(
    "title",
    all.map(({ title }) => title ?? ""),
  );
  texts(
    "url",
    all.map(({ url }) => url ?? ""),
  );
  texts(
    "image",
    all.map(({ image }) => image ?? ""),
  );
  texts(
    "category",
    all.map(({ category }) => category ?? ""),
  );
  const prices = BigInt64Array.from(all, ({ price }) => BigInt(price ?? -1));
  trainer.put("price", bytesOf(prices));
  // The earlier products earn more, so they are shown in this order.
  trainer.put("margin", bytesOf(BigInt64Array.from(all, (_, i) => BigInt(1000 - i))));
  trainer.put("offered", bytesOf(Uint8Array.from(all, () => 1)));
  trainer.put("repeat", bytesOf(Float32Array.from(all, () => 0)));
  for (const quantile of ["days25", "days50", "days75"]) {
    trainer.put(quantile, bytesOf(Uint16Array.from(all, () => 0)));
  }
  // The bought SKU stood in one order with each product; the earlier products in more of them.
  const orders = (i: number) => (i === 0 ? 3 * all.length : 2 * all.length - i);
  const pairs = shop.products.map((_, i) => i + 1);
  for (const part of ["fit", "full"]) {
    const diagonal = all.map((_, i) => i);
    const a = Uint32Array.from([...diagonal, ...pairs.map(() => 0)]);
    const b = Uint32Array.from([...diagonal, ...pairs]);
    const weight = Float32Array.from([...diagonal.map(orders), ...pairs.map((i) => orders(i) / 2)]);
    trainer.put(`${part}.together.a`, bytesOf(a));
    trainer.put(`${part}.together.b`, bytesOf(b));
    trainer.put(`${part}.together.weight`, bytesOf(weight));
    trainer.put(`${part}.popularity`, bytesOf(Float32Array.from(all, (_, i) => orders(i))));
    for (const [column, type] of [
      ["discovery", Float32Array],
      ["next.mass", Float64Array],
    ] as const) {
      trainer.put(`${part}.${column}`, bytesOf(new type(all.length)));
    }
    trainer.put(`${part}.order_weight`, bytesOf(Float64Array.of(5 * all.length)));
    trainer.put(`${part}.followed_weight`, bytesOf(Float64Array.of(0)));
    trainer.put(`${part}.orders`, bytesOf(Uint32Array.from(all, (_, i) => orders(i))));
    trainer.put(`${part}.order_count`, bytesOf(BigUint64Array.of(BigInt(5 * all.length))));
  }
  trainer.put("returning_share", bytesOf(Float64Array.of(1)));
  // Whoever bought it came back for all of them: that is what they are calibrated on.
  const buyers = 60;
  const lists = (column: string, list: number[]) => {
    trainer.put(`${column}.size`, bytesOf(new Uint32Array(buyers).fill(list.length)));
    for (let i = 0; i < buyers; i++) trainer.put(`${column}.item`, bytesOf(Uint32Array.from(list)));
  };
  lists("basket", [0]);
  lists("history", []);
  lists("target", pairs);
  const currency = shop.currency ?? "EUR";
  trainer.section("WORD", localeSection({ currencies: [currency], ...shop.locales }));
  if (shop.templates) trainer.templates(framed(shop.templates));
  trainer.learn(JSON.stringify({ objective: "together" }));
  return trainer.pack(JSON.stringify({ currency, places: 32, places_per_category: 32 }));
}

/** The scorer with the shop's model. */
export async function openShop(shop: Shop): Promise<Afterglow> {
  const made = await Afterglow.instantiate(readFileSync("dist/afterglow-edge.wasm"));
  if (!made.ok) throw new Error(made.error.message);
  const loaded = made.value.loadModel(await shopModel(shop));
  if (!loaded.ok) throw new Error(loaded.error.message);
  return made.value;
}

/** An order of the bought SKU. */
export function orderOf(currency = "EUR"): string {
  return JSON.stringify({ order_id: "1001", currency, lines: [{ sku: "BOUGHT" }] });
}
