import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** Which folders each folder may know; itself is implied. */
const cppKnows: Record<string, string[]> = {
  libc: [],
  base: [],
  model: ["base"],
  train: ["model", "base"],
  order: ["base"],
  score: ["model", "base"],
  decide: ["score", "order", "model", "base"],
  render: ["decide", "order", "model", "base"],
  page: ["base"],
  abi: ["page", "render", "decide", "score", "order", "train", "model", "base"],
};
const typeScriptKnows: Record<string, string[]> = {
  "js-glue": [],
  edge: ["js-glue"],
  cli: ["js-glue", "edge", "templates"],
  demo: ["js-glue", "edge", "cli"],
};

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file));
}

/** [file, folder it reaches into] for every reach that the table does not allow. */
function forbidden(
  knows: Record<string, string[]>,
  root: string,
  ending: RegExp,
  reaches: (file: string, text: string) => string[],
): string[] {
  return Object.entries(knows).flatMap(([folder, allowed]) =>
    filesBelow(join(root, folder), ending).flatMap((file) =>
      reaches(file, readFileSync(file, "utf8"))
        .filter((other) => other in knows && other !== folder && !allowed.includes(other))
        .map((other) => `${file} knows ${other}/`),
    ),
  );
}

function includedFolders(_file: string, text: string): string[] {
  return [...text.matchAll(/^#include "([a-z]+)\//gm)].map((match) => match[1] as string);
}

function importedFolders(file: string, text: string): string[] {
  return [...text.matchAll(/from "(\.[^"]+)"/g)].map(
    (match) => normalize(join(dirname(file), match[1] as string)).split("/")[0] as string,
  );
}

describe("dependencies point downwards", () => {
  it("between the folders of the C++ module", () => {
    expect(forbidden(cppKnows, "wasm", /\.(cc|h)$/, includedFolders)).toEqual([]);
  });

  it("between the folders of TypeScript", () => {
    expect(forbidden(typeScriptKnows, ".", /\.ts$/, importedFolders)).toEqual([]);
  });

  it("and every C++ folder is in the table", () => {
    const folders = readdirSync("wasm", { withFileTypes: true }).filter((e) => e.isDirectory());
    expect(folders.map((entry) => entry.name).sort()).toEqual(Object.keys(cppKnows).sort());
  });
});
