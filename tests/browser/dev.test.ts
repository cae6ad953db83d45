/** `afterglow dev` and the playground: a saved template is seen at once, a broken one is explained. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withTemplates } from "../../cli/dev/live-model.ts";
import { startDemo } from "../../demo/start.ts";
import { Afterglow } from "../../js-glue/afterglow.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { order } from "../runtimes/pages.ts";
import { chromiumOptions } from "./chromium.ts";

const folder = mkdtempSync(join(tmpdir(), "afterglow-dev-"));
const templates = join(folder, "templates");
const hero = readFileSync("templates/offer-hero.html", "utf8");
let browser: Browser;

beforeAll(async () => {
  buildModel();
  browser = await chromium.launch(chromiumOptions);
});
beforeEach(() => mkdirSync(templates, { recursive: true }));
afterEach(() => rmSync(templates, { recursive: true }));
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** As editors do: beside it, then in its place. */
function save(name: string, text: string): void {
  writeFileSync(join(folder, "saved"), text);
  renameSync(join(folder, "saved"), join(templates, name));
}

const marked = (mark: string): string => `${hero}<p class="mark">${mark}</p>`;

describe("a model with other templates", () => {
  const options = { folder: templates, currencies: ["EUR"], defaultLocale: "en" };
  const shown = async (model: Uint8Array, locale: string): Promise<string> => {
    const made = await Afterglow.instantiate(readFileSync("dist/afterglow.wasm"));
    if (!made.ok || !made.value.loadModel(model).ok) throw new Error("the model is not usable");
    const rendered = made.value.render(JSON.stringify(order), { locale });
    return rendered.ok ? rendered.value.content : rendered.error.message;
  };

  it("is the very model when the folder holds nothing", async () => {
    const model = readFileSync(modelPath);
    expect(Buffer.compare(await withTemplates({ ...options, model }), model)).toBe(0);
  });

  it("shows the folder's files and says its words", async () => {
    const model = readFileSync(modelPath);
    save("offer-hero.html", marked("{{words.cheers}}"));
    mkdirSync(join(templates, "words"));
    save("words/de.json", '{"cheers":"Prost!"}');
    const changed = await withTemplates({ ...options, model });
    expect(await shown(changed, "de-DE")).toContain('<p class="mark">Prost!</p>');
    expect(await shown(model, "de-DE")).not.toContain("mark");
  });

  it("is refused with file and line of a mistake", async () => {
    save("offer-hero.html", "<p>\n{{{title}}}</p>");
    await expect(withTemplates({ ...options, model: readFileSync(modelPath) })).rejects.toThrow(
      /offer-hero\.html:2/,
    );
  });
});

describe("afterglow dev", () => {
  let child: ChildProcess;
  let page: Page;
  const said: string[] = [];

  beforeEach(async () => {
    said.length = 0;
    save("offer-hero.html", marked("first"));
    const orderFile = join(folder, "order.json");
    writeFileSync(orderFile, JSON.stringify(order));
    const given = ["--model", modelPath, "--templates", templates, "--order", orderFile];
    child = spawn(process.execPath, ["cli/bin.js", "dev", ...given, "--port", "0"]);
    const lines = createInterface({ input: child.stderr as NodeJS.ReadableStream });
    const url = await new Promise<string>((found) => {
      lines.on("line", (line) => {
        said.push(line);
        const address = /^dev: (http:.*)$/.exec(line)?.[1];
        if (address) found(address);
      });
    });
    page = await browser.newPage();
    await page.goto(url);
  });
  afterEach(async () => {
    await page.close();
    child.kill();
    await once(child, "exit");
  });

  const mark = () => page.frameLocator("iframe").locator(".mark");

  it("redraws when a template is saved, and explains one that is broken while the last good stays", async () => {
    await mark().filter({ hasText: "first" }).waitFor();
    save("offer-hero.html", marked("second"));
    await mark().filter({ hasText: "second" }).waitFor();
    save("offer-hero.html", "{{#title}}");
    await page.locator("#problem", { hasText: "offer-hero.html:1" }).waitFor();
    expect(await mark().textContent()).toBe("second");
    save("offer-hero.html", marked("third"));
    await mark().filter({ hasText: "third" }).waitFor();
    expect(await page.locator("#problem").textContent()).toBe("");
    expect(said.filter((line) => line.includes("offer-hero.html:1"))).toHaveLength(1);
  });

  it("wants a folder that is there", async () => {
    const given = ["--model", modelPath, "--order", join(folder, "order.json"), "--port", "0"];
    const without = spawn(process.execPath, ["cli/bin.js", "dev", ...given, "--templates", "none"]);
    const lines = createInterface({ input: without.stderr });
    const [line] = await once(lines, "line");
    expect(line).toBe("afterglow: none: no such file");
    await once(without, "exit");
    expect(without.exitCode).toBe(1);
  });

  it("shows every touchpoint", async () => {
    for (const [touchpoint, pattern] of [
      ["receipt", /Recommended for you/],
      ["order-email", /You receive this message/],
      ["in-app", /"touchpoint": ?"in-app"/],
      ["push", /"decision_id"/],
    ] as const) {
      await page.locator("[name=touchpoint]").selectOption(touchpoint);
      await page.frameLocator("iframe").locator("body", { hasText: pattern }).waitFor();
    }
  });
});

describe("the playground", () => {
  it("shows a saved template, in its own page and at the edge, and explains a broken one", async () => {
    const demo = await startDemo({ root: resolve("."), templates });
    const page = await browser.newPage();
    await page.goto(`${demo.edgeUrl}/playground`);
    await page.locator("html[data-ready]").waitFor();
    save("offer-hero.html", marked("saved"));
    await page.frameLocator("#preview").locator(".mark", { hasText: "saved" }).waitFor();
    await page.getByRole("button", { name: "Open both" }).click();
    await page.locator("#verdict", { hasText: "log holds" }).waitFor();
    for (const frame of ["#frame-edge", "#frame-loader"]) {
      expect(await page.frameLocator(frame).locator(".mark").count(), frame).toBe(1);
    }
    save("offer-hero.html", "{{title");
    await page.locator("#template-problem", { hasText: "offer-hero.html:1" }).waitFor();
    expect(await page.frameLocator("#preview").locator(".mark").count()).toBe(1);
    await page.close();
    await demo.close();
  });
});
