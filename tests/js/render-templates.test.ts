/** A shop's own templates and texts, from a folder to what buyers see. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readShopTemplates } from "../../cli/build/templates.ts";
import { openShop, orderOf, shopModel } from "./render-shop.ts";

const root = mkdtempSync(join(tmpdir(), "afterglow-templates-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(root, "shop-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

async function show(folder: string, context = {}): Promise<string> {
  const { files, words } = readShopTemplates(folder);
  const afterglow = await openShop({
    products: [{ title: "Bag & Co", url: "/p/bag", price: 8900 }],
    templates: files,
    locales: { currencies: ["EUR"], words },
  });
  const shown = afterglow.render(orderOf(), context);
  if (!shown.ok) throw new Error(shown.error.message);
  return shown.value.content;
}

describe("a shop's templates", () => {
  it("replace one file and keep the rest", async () => {
    const folder = folderOf({ "offer-hero.html": '<b class="own">{{title}}</b>' });
    const html = await show(folder);
    expect(html).toContain('<b class="own">Bag &amp; Co</b>');
    expect(html).toContain('<section class="afterglow"');
  });

  it("may add partials and words of their own", async () => {
    const folder = folderOf({
      "confirmation.html": "{{> own.html}}",
      "own.html": "<p>{{words.gift_note}}: {{hero.title}}</p>",
      "words/de.json": '{"gift_note": "Als Geschenk", "recommended": "Unsere Wahl"}',
      ".DS_Store": "",
    });
    expect(await show(folder, { locale: "de-AT" })).toBe("<p>Als Geschenk: Bag &amp; Co</p>");
    expect(await show(folderOf({}), { locale: "de" })).toContain("Für dich empfohlen");
  });

  it("leave no text of ours empty, so that partners' offers keep their label", async () => {
    const folder = folderOf({
      "confirmation.html": "{{words.advertisement}}, {{words.gift_note}}, {{words.view}}",
      "words/de.json": '{"advertisement": "", "gift_note": "", "view": "Schau"}',
    });
    expect(await show(folder, { locale: "de" })).toBe("Anzeige, , Schau");
  });

  it("say where a mistake is", async () => {
    const compile = (files: Record<string, string>) =>
      shopModel({ products: [{}], templates: readShopTemplates(folderOf(files)).files });
    await expect(compile({ "widget.html": "<p>\n{{{title}}}" })).rejects.toThrow(
      'templates/widget.html:2: "{{{title" asks for output without escaping',
    );
    await expect(compile({ "push.json": '{"a": {{title}}}' })).rejects.toThrow(
      "templates/push.json:1: {{title}} stands outside of a JSON string",
    );
  });

  it("refuse files that are none", () => {
    expect(() => readShopTemplates(join(root, "nowhere"))).toThrow("nowhere: no such file");
    expect(() => readShopTemplates(folderOf({ "page.php": "" }))).toThrow("expected .html, .txt");
    expect(() => readShopTemplates(folderOf({ "words/de.json": "[1]" }))).toThrow(
      "expected a JSON object of texts",
    );
    expect(() => readShopTemplates(folderOf({ "words/de.json": "{" }))).toThrow("words/de.json");
  });
});
