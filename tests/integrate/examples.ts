// The examples of docs/integrate, as they stand in the text: what is tested is what is copied.
import { readFileSync } from "node:fs";

/** The `number`th block of this language in docs/integrate/NAME.md, from 0. */
export function example(name: string, language: string, number = 0): string {
  const text = readFileSync(`docs/integrate/${name}.md`, "utf8");
  const blocks = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].filter(
    ([, given]) => given === language,
  );
  const found = blocks[number]?.[2];
  if (found === undefined) {
    throw new Error(`docs/integrate/${name}.md has no block ${number} of "${language}"`);
  }
  return found;
}
