// The demo's model, built by the same code as `afterglow build`; built again only when the orders,
// the products or the trainer changed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "../cli/build/build.ts";
import { type BuildSettings, defaultSettings } from "../cli/build/settings.ts";
import type { DataFiles } from "./data.ts";
import { recordedUntil } from "./orders/generate.ts";

export interface DemoModel {
  path: string;
  /** What the build said, in one line; "up to date" when it was not needed. */
  words: string;
}

const settings: BuildSettings = { ...defaultSettings, currency: "EUR", reserve: 0.15 };

function stampOf(files: DataFiles, offers: string, dist: string): string {
  const hash = createHash("sha256").update(JSON.stringify(settings));
  for (const path of [
    files.orders,
    files.products,
    offers,
    // The build's own code is part of the demo's bundle.
    join(dist, "demo/main.js"),
    join(dist, "trainer.wasm"),
    join(dist, "afterglow.wasm"),
  ]) {
    hash.update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** `offers` is the shop's offers file, `dist` where the modules are. */
export async function makeModel(
  files: DataFiles,
  offers: string,
  folder: string,
  dist: string,
): Promise<DemoModel> {
  const path = join(folder, "model.afterglow");
  const stampPath = join(folder, "model.stamp");
  const stamp = stampOf(files, offers, dist);
  if (existsSync(path) && existsSync(stampPath) && readFileSync(stampPath, "utf8") === stamp) {
    return { path, words: "up to date" };
  }
  const report = await build({
    orders: [files.orders],
    products: files.products,
    offers,
    settings,
    out: path,
    progress: process.stderr.isTTY ? process.stderr : null,
    // The recorded time ends on a fixed day; a clock before it must not refuse the last orders.
    now: Math.max(recordedUntil + 86_400, Date.now() / 1000),
  });
  writeFileSync(stampPath, stamp);
  const seconds = Object.values(report.seconds).reduce((sum, part) => sum + part, 0);
  const words = `${report.orders} orders, ${report.offers?.offers} offers, ${report.skus} SKUs, ${report.edges} edges, ${report.bytes} bytes in ${seconds.toFixed(1)} s`;
  return { path, words };
}
