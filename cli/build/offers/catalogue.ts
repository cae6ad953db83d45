// What the offers file names and the model does not have: most often a typing error, sometimes a
// product that is still to come, so these are notes.
import { BadData } from "../../failure.ts";
import { type Database, quoted } from "../database.ts";
import type { Conditions, OffersFile } from "./offers-file.ts";

interface Named {
  path: string;
  name: string;
}

/** Needs the table card. Throws a BadData for a product offer that has neither card nor creative. */
export async function unknownNames(
  database: Database,
  offers: OffersFile,
  file: string,
): Promise<string[]> {
  const { skus, categories } = namesIn(offers);
  const unknownSkus = await missing(database, "text", skus);
  for (const [i, { sku, creative }] of offers.offers.entries()) {
    if (sku === undefined || creative !== undefined) continue;
    if (!unknownSkus.some(({ path }) => path === `offers[${i}].sku`)) continue;
    throw new BadData(
      `${file}: offers[${i}].sku is "${sku}", which the catalogue does not have; expected a SKU of the catalogue, or a creative`,
    );
  }
  const unknownCategories = await missing(database, "category", categories);
  const note = (what: string) => (unknown: Named) =>
    `${file}: ${unknown.path} is "${unknown.name}", a ${what} the catalogue does not have`;
  return [...unknownSkus.map(note("SKU")), ...unknownCategories.map(note("category"))];
}

function namesIn({ offers, rules = [] }: OffersFile): { skus: Named[]; categories: Named[] } {
  const skus: Named[] = [];
  const categories: Named[] = [];
  const add = (into: Named[], path: string, names: string[] = []) =>
    names.forEach((name, i) => {
      into.push({ path: `${path}[${i}]`, name });
    });
  const conditions = (path: string, { lines = {}, stock_of }: Conditions = {}) => {
    add(skus, `${path}.lines.skus`, lines.skus);
    add(skus, `${path}.lines.not_skus`, lines.not_skus);
    add(skus, `${path}.stock_of`, stock_of);
    add(categories, `${path}.lines.categories`, lines.categories);
    add(categories, `${path}.lines.not_categories`, lines.not_categories);
  };
  for (const [i, { sku, eligible }] of offers.entries()) {
    if (sku !== undefined) skus.push({ path: `offers[${i}].sku`, name: sku });
    conditions(`offers[${i}].eligible`, eligible);
  }
  for (const [i, rule] of rules.entries()) {
    conditions(`rules[${i}].when`, rule.when);
    if (rule.action === "pin") continue;
    add(skus, `rules[${i}].skus`, rule.skus);
    add(categories, `rules[${i}].categories`, rule.categories);
  }
  return { skus, categories };
}

async function missing(
  database: Database,
  column: "text" | "category",
  named: readonly Named[],
): Promise<Named[]> {
  if (named.length === 0) return [];
  const names = [...new Set(named.map(({ name }) => `(${quoted(name)})`))].join(", ");
  const rows = await database.rows<{ name: string }>(
    `SELECT name FROM (VALUES ${names}) AS wanted(name) WHERE name NOT IN (SELECT ${column} FROM card)`,
  );
  const unknown = new Set(rows.map(({ name }) => name));
  return named.filter(({ name }) => unknown.has(name));
}
