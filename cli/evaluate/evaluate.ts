// Learns from the earlier orders and is judged on the later ones: the real build, the packed model,
// the real scorer. Whatever the build chooses, it chooses on the earlier orders alone.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../build/build.ts";
import { Database } from "../build/database.ts";
import { readOrders } from "../build/read-orders.ts";
import { defaultSettings, readSettings } from "../build/settings.ts";
import { sql } from "../build/sql.ts";
import { BadData } from "../failure.ts";
import { openModel, unwrap } from "../module.ts";
import { type Calibration, calibration, type Estimate, estimate, hit, ndcg } from "./metrics.ts";
import { cosine, popularity } from "./peers.ts";
import {
  categoriesOf,
  ordersOf,
  type PastOrder,
  type Protocol,
  type Situation,
  split,
} from "./split.ts";

export interface Contender {
  name: string;
  hr: Record<"1" | "5" | "10", Estimate>;
  ndcg10: Estimate;
  /** Share of the SKUs that training saw which are recommended to somebody. */
  coverage: number;
}

export interface Evaluation {
  protocol: Protocol;
  train_orders: number;
  situations: number;
  skus: number;
  contenders: Contender[];
  /** Situations that probabilities are judged on: those whose customer came back within the window,
   * for something new or not. */
  within_window: number;
  /** Of probabilities given that the customer comes back within the window. */
  calibration: Calibration;
  /** Training orders of more SKUs than count in pairs: bots and wholesale. */
  orders_over_basket_cap: number;
  basket_cap: number;
  learned: Record<string, number>;
}

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

function csvOf(orders: PastOrder[], categories: Map<string, string>): string {
  const lines = ["order_id,customer_id,ordered_at,sku,category,quantity,unit_price"];
  for (const { id, customer, time, skus } of orders) {
    const at = time === null ? "" : new Date(time * 1000).toISOString();
    for (const sku of skus) {
      const category = cell(categories.get(sku) ?? "");
      lines.push(`${cell(id)},${customer},${at},${cell(sku)},${category},1,`);
    }
  }
  return `${lines.join("\n")}\n`;
}

interface Past {
  orders: PastOrder[];
  timed: boolean;
  /** By SKU, where the files say one. */
  categories: Map<string, string>;
}

async function readAll(files: string[]): Promise<Past> {
  const database = await Database.open(readSettings(undefined).memory);
  try {
    await database.setVariable("latest_time", Math.floor(Date.now() / 1000) + 86400);
    await database.setVariable("basket_cap", 1e6);
    await readOrders(database, { files, columns: {} }, new Map());
    await database.run(sql.checkRows);
    await database.run(sql.orders);
    const orders = await ordersOf(database);
    const categories = await categoriesOf(database);
    return {
      orders,
      categories,
      timed: (await database.number("SELECT getvariable('timed')::INT")) === 1,
    };
  } finally {
    database.close();
  }
}

function judge(name: string, lists: string[][], situations: Situation[], skus: number): Contender {
  const each = (value: (list: string[], wanted: Set<string>) => number) =>
    estimate(situations.map(({ wanted }, k) => value(lists[k] ?? [], wanted)));
  return {
    name,
    hr: {
      1: each((list, wanted) => hit(list, wanted, 1)),
      5: each((list, wanted) => hit(list, wanted, 5)),
      10: each((list, wanted) => hit(list, wanted, 10)),
    },
    ndcg10: each(ndcg),
    coverage: new Set(lists.flat()).size / Math.max(skus, 1),
  };
}

export async function evaluate(files: string[], protocol: Protocol): Promise<Evaluation> {
  const { orders, timed, categories } = await readAll(files);
  const { train, situations: all } = split(orders, protocol, timed);
  const situations = all.filter(({ wanted }) => wanted.size > 0);
  if (situations.length === 0) {
    throw new BadData(
      protocol === "next"
        ? `${files.join(", ")}: no customer's last order holds something new; expected customers who order again`
        : `${files.join(", ")}: no late order holds two SKUs that were sold before`,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), "afterglow-evaluate-"));
  try {
    const file = join(folder, "orders.csv");
    const out = join(folder, "model.afterglow");
    await writeFile(file, csvOf(train, categories));
    const objective = protocol === "next" ? "next" : "together";
    const report = await build({ orders: [file], out, objective, progress: process.stderr });
    const model = await openModel(out);
    const answer = ({ basket, history }: Situation, k: number) => {
      const order = {
        order_id: String(k),
        lines: basket.map((sku) => ({ sku, quantity: 1 })),
        customer: { prior_skus: history },
      };
      const said = model.recommend(JSON.stringify(order), { most: 10 });
      return unwrap(`situation ${k}`, said).items;
    };
    // Every situation is one of a customer who did order again; what the model says allows for
    // those who do not within the window.
    const window = report.settings.window_days * 86400;
    const within = all.filter(({ wait }) => wait === null || wait <= window);
    const returning = report.returning_share > 0 ? report.returning_share : 1;
    const skus = new Set(train.flatMap((order) => order.skus)).size;
    const lists = situations.map((one, k) => answer(one, k).map(({ sku }) => sku));
    return {
      protocol,
      train_orders: train.length,
      situations: situations.length,
      skus,
      contenders: [
        judge("afterglow", lists, situations, skus),
        judge("popularity", situations.map(popularity(train)), situations, skus),
        judge("cosine", situations.map(cosine(train)), situations, skus),
      ],
      within_window: within.length,
      calibration: calibration(
        within.flatMap((one, k) =>
          answer(one, k).map(({ sku, score, probability }) => ({
            score,
            probability: Math.min(probability / returning, 1),
            bought: one.wanted.has(sku),
          })),
        ),
        (report.learned.linear_scale ?? 0) / returning,
      ),
      orders_over_basket_cap: report.orders_over_basket_cap,
      basket_cap: defaultSettings.basket_cap,
      learned: report.learned,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
