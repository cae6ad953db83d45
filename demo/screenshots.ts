// `npm run screenshots`: every page as buyers and developers see it, into demo/.data/screenshots, and
// the README's picture, into docs.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { startDemo } from "./start.ts";

interface View {
  name: string;
  width: number;
  height: number;
  dark?: boolean;
}

const desktop: View = { name: "desktop", width: 1280, height: 900 };
const phone: View = { name: "phone", width: 390, height: 844 };
const views: readonly View[] = [
  desktop,
  phone,
  { ...desktop, name: "desktop-dark", dark: true },
  { ...phone, name: "phone-dark", dark: true },
];

async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = "eager";
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    await document.fonts.ready;
  });
}

async function buyInto(page: Page, shop: string): Promise<string> {
  for (const query of ["kestrel 2 tent", "moss foam"]) {
    await page.goto(`${shop}/search?q=${encodeURIComponent(query)}`);
    await page.locator(".card a").first().click();
    await page.getByRole("button", { name: "Add to cart" }).click();
  }
  await page.goto(`${shop}/checkout`);
  await page.getByRole("button", { name: "Place order" }).click();
  await page.waitForURL("**/orders/*/confirmation");
  return new URL(page.url()).pathname;
}

async function shopPictures(
  browser: Browser,
  shop: string,
  view: View,
  save: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.dark ? "dark" : "light",
  });
  const page = await context.newPage();
  for (const [name, path] of [
    ["home", "/"],
    ["category", "/c/coffee"],
    ["product", "/products/fell-runner-3-trail-running-shoes"],
  ] as const) {
    await page.goto(shop + path);
    await save(page, `${name}-${view.name}`);
  }
  const path = await buyInto(page, shop);
  await save(page, `confirmation-edge-${view.name}`);
  await page.goto(shop + path.replace("confirmation", "thank-you"));
  await page
    .locator("[data-afterglow-offer]")
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(() => {});
  await save(page, `confirmation-loader-${view.name}`);
  for (const name of ["receipt", "history"]) {
    await page.goto(shop + path.replace("confirmation", name));
    await save(page, `${name}-edge-${view.name}`);
  }
  await page.goto(`${shop}/playground`);
  await page.locator("html[data-counted]").waitFor({ timeout: 60_000 });
  await save(page, `playground-${view.name}`);
  await context.close();
}

/** The confirmation page down to the widget's end, in both schemes. */
async function readmePictures(browser: Browser, shop: string, docs: string): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    const context = await browser.newContext({
      viewport: { width: 1040, height: 900 },
      colorScheme: scheme,
    });
    const page = await context.newPage();
    await buyInto(page, shop);
    await settle(page);
    const end = await page.locator("#afterglow").boundingBox();
    const height = Math.ceil((end?.y ?? 800) + (end?.height ?? 0)) + 36;
    await page.screenshot({
      path: join(docs, `confirmation-${scheme}.png`),
      clip: { x: 0, y: 0, width: 1040, height },
      fullPage: true,
    });
    console.log(`docs/confirmation-${scheme}.png`);
    await context.close();
  }
}

async function playgroundPictures(
  browser: Browser,
  shop: string,
  save: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  const page = await context.newPage();
  await page.goto(`${shop}/playground`);
  await page.locator("html[data-counted]").waitFor({ timeout: 60_000 });
  await page.getByLabel("Language").selectOption("ar-EG");
  await page.getByText("Phone", { exact: true }).click();
  await page.getByRole("button", { name: "Candy" }).click();
  await page.getByRole("button", { name: "Open both" }).click();
  await page.locator("#verdict", { hasText: "log holds" }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1500);
  // The bar sticks to where the page was scrolled.
  await page.evaluate(() => scrollTo(0, 0));
  await save(page, "playground-rtl-phone-theme-twins");
  await context.close();
}

/** Every touchpoint as its buyers meet it, in two scripts, light and dark. */
async function touchpointPictures(
  browser: Browser,
  shop: string,
  save: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  for (const { scheme, locale } of [
    { scheme: "Light", locale: "en-IE" },
    { scheme: "Dark", locale: "ar-EG" },
    { scheme: "Light", locale: "ja-JP" },
  ]) {
    // High enough for all of the stage, so that it is painted whole and nothing sticks over it.
    const context = await browser.newContext({ viewport: { width: 1440, height: 1400 } });
    const page = await context.newPage();
    await page.goto(`${shop}/playground`);
    await page.locator("html[data-counted]").waitFor({ timeout: 60_000 });
    await page.getByLabel("Language").selectOption(locale);
    await page.getByText(scheme, { exact: true }).click();
    const touchpoints = await page
      .locator("select[name=touchpoint] option")
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    for (const touchpoint of touchpoints) {
      await page.getByLabel("Touchpoint").selectOption(touchpoint);
      await page.waitForTimeout(600);
      await save(page, `touchpoint-${touchpoint}-${locale}`);
    }
    await page.getByLabel("Touchpoint").selectOption("confirmation");
    await page.getByText("320 px", { exact: true }).click();
    await page.waitForTimeout(600);
    await save(page, `touchpoint-confirmation-${locale}-narrow`);
    await context.close();
  }
}

export async function takeScreenshots(root: string): Promise<void> {
  const folder = join(root, "demo/.data/screenshots");
  mkdirSync(folder, { recursive: true });
  const demo = await startDemo({ root, say: (line) => console.error(line) });
  const browser = await launchChromium();
  try {
    const save = async (page: Page, name: string): Promise<void> => {
      await settle(page);
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
      console.log(`demo/.data/screenshots/${name}.png`);
    };
    await readmePictures(browser, demo.edgeUrl, join(root, "docs"));
    for (const view of views) await shopPictures(browser, demo.edgeUrl, view, save);
    await playgroundPictures(browser, demo.edgeUrl, save);
    await touchpointPictures(browser, demo.edgeUrl, async (page, name) => {
      await page.evaluate(() => scrollTo(0, 0));
      await page.locator(".stage").screenshot({ path: join(folder, `${name}.png`) });
      console.log(`demo/.data/screenshots/${name}.png`);
    });
  } finally {
    await browser.close();
    await demo.close();
  }
}
