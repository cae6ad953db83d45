// `--offers FILE`: the merchant's JSON, checked for shape and meaning.
import { readFileSync } from "node:fs";
import { BadData, fileFailure } from "../../failure.ts";
import { checkMeaning } from "./check.ts";
import type { OffersFile } from "./offers-file.ts";
import { checkShape } from "./schema.ts";

export async function readOffers(file: string): Promise<OffersFile> {
  let text: string;
  try {
    text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw fileFailure(file, error);
  }
  return checkedOffers(parsed(text, file), file);
}

/** Throws a BadData that names `file`, the place in it and what was expected. */
export async function checkedOffers(content: unknown, file: string): Promise<OffersFile> {
  const offers = await checkShape(content, file);
  checkMeaning(offers, file);
  return offers;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { at, reason } = whyNoJson(text, (error as Error).message);
    const line = text.slice(0, at).split("\n").length;
    throw new BadData(`${file} line ${line}: ${reason}; expected an offers file in JSON`);
  }
}

/** V8 gives a position, or quotes up to ten characters on both sides of what it did not expect. */
function whyNoJson(text: string, message: string): { at: number; reason: string } {
  const [, reason, position] = /^(.*) in JSON at position (\d+)/s.exec(message) ?? [];
  if (reason !== undefined) return { at: Number(position), reason };
  const [, token, dots, quoted = ""] =
    /^(Unexpected token .+?), (\.{3})?"(.*)"(?:\.{3})? is not valid JSON$/s.exec(message) ?? [];
  if (token === undefined) return { at: text.length, reason: message };
  return { at: text.indexOf(quoted) + (dots ? 10 : 0), reason: token };
}
