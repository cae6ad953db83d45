/** `afterglow inspect`: what is in a model file. */
import type { Command } from "commander";
import { splitSignature } from "../js-glue/signature.ts";
import { readInput } from "./files.ts";
import { failureFor, mustBeSigned, openModel } from "./module.ts";
import { table } from "./table.ts";

interface Section {
  tag: string;
  offset: number;
  bytes: number;
}
/** "none", "unchecked" (no key was given), or "good". */
type SignatureState = "none" | "unchecked" | "good";
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

const signatureWords: Record<SignatureState, string> = {
  none: "none",
  unchecked: "there is one; --public-key checks it",
  good: "good: by the key given",
};

function modelText(model: ModelDescription, bytes: number, signature: SignatureState): string {
  const facts = [
    ["format version", model.format_version],
    ["checksum", model.checksum],
    ["signature", signatureWords[signature]],
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

interface Options {
  sku?: string;
  publicKey?: string;
  json?: boolean;
}

async function inspect(path: string, options: Options): Promise<void> {
  const [afterglow, bytes] = await Promise.all([openModel(path), readInput(path)]);
  const answer = afterglow.describe(options.sku);
  if (!answer.ok) throw failureFor(path, answer.error);
  let signature: SignatureState = splitSignature(bytes).signature ? "unchecked" : "none";
  if (options.publicKey !== undefined) {
    await mustBeSigned(path, bytes, options.publicKey);
    signature = "good";
  }
  if (options.json) {
    const facts = options.sku === undefined ? { signature } : {};
    process.stdout.write(`${JSON.stringify({ ...(answer.value as object), ...facts })}\n`);
  } else if (options.sku === undefined) {
    process.stdout.write(modelText(answer.value as ModelDescription, bytes.length, signature));
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
    .option("--public-key <key>", "fail unless this key signed the model (afterglow keys)")
    .option("--json", "one JSON document on stdout")
    .action(inspect);
}
