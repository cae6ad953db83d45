/** Pages in other charsets than UTF-8: what is put into them reads the same in each. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createHandler, type Handler } from "../../edge/handler.ts";
import { bundledModel } from "../../edge/model-source.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { assertSpliced, assertUnchanged, order, slot } from "./pages.ts";

/** Platforms have decoders only: this turns one round, over all codes of one and two bytes. */
function encoderOf(charset: string): (text: string) => Uint8Array {
  const decoder = new TextDecoder(charset, { fatal: true });
  const codes = new Map<string, number[]>();
  const add = (code: number[]) => {
    try {
      const char = decoder.decode(Uint8Array.from(code));
      if ([...char].length === 1 && !codes.has(char)) codes.set(char, code);
    } catch {
      // no character has this code
    }
  };
  for (let a = 0; a < 256; a++) add([a]);
  for (let a = 0x81; a < 0xff; a++) for (let b = 0x40; b < 0xff; b++) add([a, b]);
  return (text) => Uint8Array.from([...text].flatMap((char) => codes.get(char) ?? [0x3f]));
}

const charsets: [string, string][] = [
  ["windows-1252", "Zelt Größe 2, 199,00 €"],
  ["iso-8859-2", "Płaszcz żółty"],
  ["windows-1251", "Палатка"],
  // The second byte of 表 is a backslash in Shift_JIS, and in Big5 that of 功.
  ["shift_jis", "表示テント ﾃﾝﾄ"],
  ["euc-jp", "表示テント"],
  ["gbk", "帐篷"],
  ["big5", "功能帳篷"],
  ["euc-kr", "텐트"],
];

const pageIn = (charset: string, name: string, meta = true) => {
  const lines = [{ ...order.lines[0], title: name }];
  const payload = JSON.stringify({ ...order, lines });
  return encoderOf(charset)(
    `<!doctype html><html lang="en"><head>${meta ? `<meta charset="${charset}">` : ""}<title>${name}</title></head>
<body><h1>${name}</h1><script type="application/json" data-afterglow-order>${payload}</script>
${slot}<p>${name}</p></body></html>`,
  );
};

let handle: Handler;
beforeAll(() => {
  buildModel();
  const module = new WebAssembly.Module(readFileSync("dist/afterglow-edge.wasm"));
  const model = bundledModel(readFileSync(modelPath));
  handle = createHandler({
    module,
    model,
    routes: ["/thank-you/*"],
    context: () => ({ now: "2026-11-22T00:00:00Z", seed: "1", locale: "de-DE" }),
  });
});

async function through(page: Uint8Array, type: string): Promise<Uint8Array> {
  const origin = async () =>
    new Response(Uint8Array.from(page), { headers: { "content-type": type } });
  const response = await handle(new Request("https://shop.example/thank-you/1"), origin);
  return new Uint8Array(await response.arrayBuffer());
}

/** The splice's text as a browser shows it. */
const shown = (splice: string) =>
  splice.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

async function spliceIn(charset: string, page: Uint8Array, type: string): Promise<string> {
  const got = await through(page, type);
  const after = new TextDecoder(charset).decode(got);
  const splice = assertSpliced(got, page);
  expect(splice).toMatch(/^[\0-\x7f]*$/);
  // In a style sheet a character reference would stand for itself.
  expect(/<style[\s\S]*<\/style>/.exec(splice)?.[0]).not.toContain("&#");
  expect(after).toContain(splice);
  return shown(splice);
}

describe("what is put into a page", () => {
  it.each(charsets)("reads the same in %s as in UTF-8", async (charset, name) => {
    const plain = new TextEncoder().encode(new TextDecoder(charset).decode(pageIn(charset, name)));
    const unescaped = assertSpliced(await through(plain, "text/html; charset=utf-8"), plain);
    expect(unescaped).toMatch(/[^\0-\x7f]/);
    const wanted = shown(unescaped);
    // Named by the header, by the page itself, and nowhere.
    const inHeader = pageIn(charset, name, false);
    expect(await spliceIn(charset, inHeader, `text/html; charset=${charset}`)).toBe(wanted);
    expect(await spliceIn(charset, pageIn(charset, name), "text/html")).toBe(wanted);
    expect(await spliceIn(charset, pageIn(charset, name, false), "text/html")).toBe(wanted);
  });

  it.each(charsets)("by inject reads the same in %s", (charset, name) => {
    const folder = mkdtempSync(join(tmpdir(), "afterglow-charset-"));
    const inject = (page: Uint8Array) => {
      const file = join(folder, "page.html");
      writeFileSync(file, page);
      const now = ["--now", "2026-11-22T00:00:00Z", "--locale", "de-DE"];
      const args = ["cli/bin.js", "inject", "--model", modelPath, "--page", file, ...now];
      return execFileSync(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
    };
    const page = pageIn(charset, name);
    const text = new TextDecoder(charset).decode(page).replace(charset, "utf-8");
    const plain = new TextEncoder().encode(text);
    const splice = assertSpliced(inject(page), page);
    expect(splice).toMatch(/^[\0-\x7f]*$/);
    expect(shown(splice)).toBe(shown(assertSpliced(inject(plain), plain)));
  });

  it("is nothing where the bytes of tags may be halves of letters", async () => {
    const html = new TextDecoder("windows-1252").decode(pageIn("windows-1252", "Zelt"));
    const shifting = new TextEncoder().encode(html.replace("windows-1252", "ISO-2022-JP"));
    assertUnchanged(await through(shifting, "text/html"), shifting);
    for (const mark of ["\ufeff", ""]) {
      const wide = Uint8Array.from(Buffer.from(mark + html, "utf16le"));
      assertUnchanged(await through(wide, "text/html"), wide);
      assertUnchanged(await through(wide, "text/html; charset=utf-16"), wide);
    }
  });
});
