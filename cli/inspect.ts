/** `afterglow inspect`: what is in a model file. */
import type { Command } from "commander";
import { readInput } from "./files.ts";
import { failureFor, openModel } from "./module.ts";
import { table } from "./table.ts";

interface Section {
  tag: string;
  offset: number;
  bytes: number;
}
interface ModelDescription {
  format_version: number;
  checksum: string;
  skus: number;
  edges: number;
  bits_per_edge?: number;
  settings: Record<string, string | number>;
  sections: Section[];
}
interface SkuDescription {
  sku: string;
  card: Record<string, string | number>;
  prior: number;
  repurchase: { propensity: number; days: number[] };
  neighbours: { sku: string; title: string; weight: number }[];
}

function modelText(model: ModelDescription, bytes: number): string {
  const facts = [
    ["format version", model.format_version],
    ["checksum", model.checksum],
    ["bytes", bytes],
    ["SKUs", model.skus],
    ["edges", model.edges],
    ["bits per edge", model.bits_per_edge ?? "–"],
    ...Object.entries(model.settings),
  ];
  const sections = model.sections.map(({ tag, offset, bytes: size }) => [tag, offset, size]);
  return `${table(["model", ""], facts)}\n${table(["section", "offset", "bytes"], sections)}`;
}

function skuText(sku: SkuDescription): string {
  const facts = [
    ["SKU", sku.sku],
    ...Object.entries(sku.card),
    ["prior", sku.prior],
    ["repeat propensity", sku.repurchase.propensity],
    ["repurchase days, quartiles", sku.repurchase.days.join(" / ")],
  ];
  const neighbours = sku.neighbours.map(({ sku: id, title, weight }) => [id, title, weight]);
  return `${table(["SKU", ""], facts)}\n${table(["neighbour", "title", "weight"], neighbours)}`;
}

async function inspect(path: string, options: { sku?: string; json?: boolean }): Promise<void> {
  const [afterglow, bytes] = await Promise.all([openModel(path), readInput(path)]);
  const answer = afterglow.describe(options.sku);
  if (!answer.ok) throw failureFor(path, answer.error);
  if (options.json) {
    process.stdout.write(`${answer.text}\n`);
  } else if (options.sku === undefined) {
    process.stdout.write(modelText(answer.value as ModelDescription, bytes.length));
  } else {
    process.stdout.write(skuText(answer.value as SkuDescription));
  }
}

export function registerInspect(program: Command): void {
  program
    .command("inspect")
    .description("show a model's sections, settings and sizes, or one SKU's neighbours and card")
    .argument("<model>", "model file")
    .option("--sku <sku>", "show this SKU")
    .option("--json", "one JSON document on stdout")
    .action(inspect);
}
