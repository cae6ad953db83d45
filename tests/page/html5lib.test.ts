/**
 * The tokenizer tests of html5lib (https://github.com/html5lib/html5lib-tests), which browsers run
 * too: for each of their inputs the same tags, comments and doctypes at the same places as parse5.
 * scripts/html5lib-tests.sh brings them; AFTERGLOW_HTML5LIB names another checkout of them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TokenizerMode } from "parse5";
import { describe, expect, it } from "vitest";
import { parse5Tokens, parse5TokensInside } from "./parse5-tokens.ts";
import { type contents, tokens } from "./probe.ts";

interface Html5libTest {
  description: string;
  input: string;
  initialStates?: string[];
  lastStartTag?: string;
  doubleEscaped?: boolean;
}

const folder = join(process.env.AFTERGLOW_HTML5LIB ?? ".cache/html5lib-tests", "tokenizer");
const files = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith(".test")) : [];

type Mode = (typeof TokenizerMode)[keyof typeof TokenizerMode];

/** Our name of each state that a test may start in, parse5's, and an element it is the content of. */
const states: Record<string, [(typeof contents)[number], Mode, string]> = {
  "RCDATA state": ["escapable raw text", TokenizerMode.RCDATA, "title"],
  "RAWTEXT state": ["raw text", TokenizerMode.RAWTEXT, "style"],
  "Script data state": ["script", TokenizerMode.SCRIPT_DATA, "script"],
  "PLAINTEXT state": ["plaintext", TokenizerMode.PLAINTEXT, "plaintext"],
};

function inputOf({ input, doubleEscaped }: Html5libTest): string {
  if (!doubleEscaped) return input;
  return input.replace(/\\u([0-9a-f]{4})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Why an input says nothing of the scanner, if it does not. */
function leftOut(input: string): string | undefined {
  if (/\p{Surrogate}/u.test(input)) return "it is not Unicode text, so no page can hold it";
  if (/<\/?\0/.test(input)) return "a page with NUL where tags begin is refused as UTF-16";
  return undefined;
}

describe.skipIf(files.length === 0)(
  `html5lib's tokenizer tests${files.length === 0 ? ` (skipped: ${folder} is not there; scripts/html5lib-tests.sh brings it)` : ""}`,
  () => {
    it.each(files)("%s: tokens stand where parse5 sees them", (file) => {
      const groups = JSON.parse(readFileSync(join(folder, file), "utf8"));
      const tests = Object.values(groups).flat() as Html5libTest[];
      let compared = 0;
      for (const test of tests) {
        const input = inputOf(test);
        if (leftOut(input)) continue;
        for (const state of test.initialStates ?? ["Data state"]) {
          if (state === "Data state") {
            expectSame(tokens(input), parse5Tokens(input), `${test.description}: ${input}`);
            compared++;
            continue;
          }
          const start = states[state];
          if (!start) continue; // CDATA section: only ever entered from markup
          const [content, mode, usual] = start;
          const element = test.lastStartTag ?? usual;
          const ours = tokens(input, content, element);
          const theirs = parse5TokensInside(input, mode, element);
          expectSame(ours, theirs, `${test.description}, in ${state}: ${input}`);
          compared++;
        }
      }
      expect(compared).toBeGreaterThan(0);
    });
  },
);

function expectSame(ours: string[], theirs: string[], about: string): void {
  // A refused page ("stopped") claims nothing from there on.
  const stopped = ours.indexOf("stopped");
  if (stopped < 0) expect(ours, about).toEqual(theirs);
  else expect(ours.slice(0, stopped), about).toEqual(theirs.slice(0, stopped));
}
