/** A model in pieces answers as the whole one does, and an overlay changes what is offered today. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Afterglow } from "../../js-glue/afterglow.ts";
import type { Result } from "../../js-glue/errors.ts";
import { type Entry, entryIn, shardsFor } from "../../js-glue/loader/shards.ts";

const shop = "tests/spec/shop";
const folder = mkdtempSync(join(tmpdir(), "afterglow-"));
const file = (name: string) => readFileSync(join(folder, name));

function afterglow(...words: string[]): string {
  return execFileSync(process.execPath, ["cli/bin.js", ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function opened(model: Uint8Array): Promise<Afterglow> {
  const made = must(await Afterglow.instantiate(readFileSync("dist/afterglow-edge.wasm")));
  must(made.loadModel(model));
  return made;
}

function order(...skus: string[]) {
  return { order_id: "1", currency: "EUR", lines: skus.map((sku) => ({ sku })) };
}

const whole = join(folder, "shop.afterglow");
let entry: Entry;

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  afterglow(
    ...["build", "--orders", `${shop}/orders.csv`, "--products", `${shop}/products.csv`],
    ...["--settings", `${shop}/settings.json`, "--out", whole, "--shards", folder],
  );
  entry = entryIn(file("entry.json")) as Entry;
});

describe("a model in pieces", () => {
  it.each([[["TENT-2P"]], [["COFFEE-1K", "GRINDER"]], [["KEDJA-Ü", "茶-01", "SHOE-42"]]])(
    "gives the answers of the whole one for %j",
    async (skus) => {
      const pieces = await opened(file(`${entry.build}.core`));
      for (const shard of shardsFor(entry, order(...skus).lines))
        must(pieces.attachShard(file(shard)));
      const all = await opened(readFileSync(whole));
      const [a, b] = [pieces, all].map((one) => one.decide(order(...skus), { now: 0 }));
      expect(a?.ok && a.text).toBe(b?.ok && b.text);
      expect(a?.ok && a.value.offers.length).toBeGreaterThan(0);
    },
  );

  it("refuses a damaged shard, and one of another build", async () => {
    const pieces = await opened(file(`${entry.build}.core`));
    const [name = ""] = shardsFor(entry, [{ sku: "TENT-2P" }]);
    const damaged = Uint8Array.from(file(name));
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    expect(pieces.attachShard(damaged).ok).toBe(false);
    expect(pieces.attachShard(file(`${entry.build}.core`)).ok).toBe(false);
    expect(pieces.attachShard(file(name)).ok).toBe(true);
  });
});

describe("the entry", () => {
  it("names core and shards after the hash of the core, and holds that hash for fetch", () => {
    const hash = createHash("sha256").update(file(`${entry.build}.core`));
    expect(entry.build).toBe(hash.copy().digest("hex").slice(0, 16));
    expect(entry.integrity).toBe(`sha256-${hash.digest("base64")}`);
    const names = readdirSync(folder).filter((name) => name.startsWith(`${entry.build}.`));
    expect(names).toHaveLength(entry.shards + 1);
    expect(readdirSync(folder).filter((name) => name.endsWith(".partial"))).toEqual([]);
  });

  it("is so small that asking for it on every page costs nothing", () => {
    expect(file("entry.json").length).toBeLessThan(300);
  });
});

describe("an overlay", () => {
  const skus = join(folder, "skus.csv");
  const packed = join(folder, "today.overlay");
  const decide = (...words: string[]) => {
    const path = join(folder, "order.json");
    writeFileSync(path, JSON.stringify(order("TENT-2P", "MAT-01")));
    const at = ["--now", "2026-11-21T12:00:00Z", "--explain", "--places", "9", ...words];
    return JSON.parse(afterglow("decide", "--model", whole, "--order", path, ...at));
  };
  const offer = (decision: { offers: { sku: string; value: number }[] }, sku: string) =>
    decision.offers.find((candidate) => candidate.sku === sku);

  it("changes prices, and takes out what is blocked or sold out", () => {
    const before = offer(decide(), "BAG-40");
    expect(offer(decide(), "TENT-4P")).toBeDefined();
    writeFileSync(skus, "sku,price,stock,blocked\nBAG-40,79.00,,\nTENT-4P,,0,\nLAMP-3,,,true\n");
    afterglow("overlay", "--skus", skus, "--currency", "EUR", "--out", packed);
    const today = decide("--overlay", packed);
    expect(offer(today, "BAG-40")).toMatchObject({
      price: { amount: 7900 },
      value: (before?.value ?? 0) - 1000,
    });
    expect(offer(today, "TENT-4P")).toBeUndefined();
    const withheld = (offer_id: string, reason: string) =>
      expect(today.withheld).toContainEqual(expect.objectContaining({ offer_id, reason }));
    withheld("product:TENT-4P", "sold out");
    withheld("product:LAMP-3", "blocked by the overlay");
  });

  it("is left aside once its time is over, and the decision says so", () => {
    afterglow(
      ...["overlay", "--skus", skus, "--currency", "EUR", "--out", packed],
      ...["--until", "2026-11-21T00:00:00Z"],
    );
    const later = decide("--overlay", packed);
    expect(offer(later, "BAG-40")).toMatchObject({ price: { amount: 8900 } });
    expect(later.notes).toContain("the overlay is not valid at this time and was not used");
  });

  it("with a price that is no number is refused by file and line", () => {
    writeFileSync(skus, "sku,price\nBAG-40,cheap\n");
    expect(() =>
      afterglow("overlay", "--skus", skus, "--currency", "EUR", "--out", packed),
    ).toThrow(/skus\.csv line 2: price is "cheap"; expected a number/);
  });
});
