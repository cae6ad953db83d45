// A shop's own templates: a folder whose files replace ours of the same name, and words/TAG.json
// with its own texts. What may stand in them is told in docs/templates.md.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { BadData, fileFailure } from "../failure.ts";
import type { Words } from "./words.ts";

export interface TemplateFile {
  name: string;
  text: string;
}

export interface ShopTemplates {
  files: TemplateFile[];
  words: Record<string, Words>;
}

const endings = new Set([".html", ".txt", ".json", ".css"]);

/** Names of the files in a folder, sorted, so that the same folder gives the same model. */
function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith("."))
      .sort();
  } catch (error) {
    throw fileFailure(folder, error);
  }
}

function readWords(file: string): Words {
  let words: unknown;
  try {
    words = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BadData(`${file}: ${(error as Error).message}; expected a JSON object of texts`);
  }
  const texts = typeof words === "object" && words !== null ? Object.values(words) : [null];
  if (Array.isArray(words) || !texts.every((text) => typeof text === "string")) {
    throw new BadData(`${file}: expected a JSON object of texts`);
  }
  return words as Words;
}

/** No folder: nothing of the shop's own. */
export function readShopTemplates(folder: string | undefined): ShopTemplates {
  const shop: ShopTemplates = { files: [], words: {} };
  if (folder === undefined) return shop;
  for (const name of listed(folder)) {
    const path = join(folder, name);
    if (name === "words") {
      for (const file of listed(path)) {
        shop.words[file.replace(/\.json$/, "")] = readWords(join(path, file));
      }
    } else if (endings.has(extname(name))) {
      shop.files.push({ name, text: readFileSync(path, "utf8") });
    } else {
      throw new BadData(`${path}: expected .html, .txt, .json or .css files, and words/`);
    }
  }
  return shop;
}

/** As trainer.wasm takes them: u32 size of the name, u32 size of the text, both. */
export function framed(files: readonly TemplateFile[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts = files.flatMap(({ name, text }) => {
    const [nameBytes, textBytes] = [encoder.encode(name), encoder.encode(text)];
    const sizes = Uint32Array.of(nameBytes.byteLength, textBytes.byteLength);
    return [new Uint8Array(sizes.buffer), nameBytes, textBytes];
  });
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
