// What the documentation shows can be copied: its JSON is JSON, its offers files are taken.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkedOffers } from "../../cli/build/offers/read-offers.ts";

const pages = [
  "README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

/** [where it stands, its text] of every block of JSON. */
const blocks = pages.flatMap((page) => {
  const text = readFileSync(page, "utf8");
  return [...text.matchAll(/^```json\n(.*?)^```$/gms)].map((match): [string, string] => {
    const line = text.slice(0, match.index).split("\n").length;
    return [`${page} line ${line}`, match[1] ?? ""];
  });
});
const offersFiles = blocks.filter(([, text]) => /"offers": \[\s*\{\s*"id"/.test(text));

describe("JSON in the documentation", () => {
  it.each(blocks)("can be read: %s", (_place, text) => {
    expect(JSON.parse(text)).toBeTypeOf("object");
  });

  it.each(offersFiles)("is an offers file that a build takes: %s", async (place, text) => {
    await expect(checkedOffers(JSON.parse(text), place)).resolves.toBeDefined();
  });

  it("has one example and five recipes of offers files", () => {
    expect(offersFiles.filter(([place]) => place.startsWith("docs/decision.md"))).toHaveLength(6);
  });
});

it("the demo's offers file is one, too", async () => {
  const offers = JSON.parse(readFileSync("demo/offers.json", "utf8"));
  const { offers: all } = await checkedOffers(offers, "demo/offers.json");
  const languages = ["ar", "de", "en", "es", "fr", "ja"];
  for (const { id, creative } of all)
    expect(Object.keys(creative ?? {}).sort(), id).toEqual(languages);
  expect([...new Set(all.map(({ type }) => type))].sort()).toEqual([
    "loyalty",
    "partner",
    "product",
    "review",
    "service",
    "subscription",
  ]);
});
