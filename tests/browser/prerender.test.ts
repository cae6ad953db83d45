/**
 * A confirmation page that Chromium prerenders. Chromium does not prerender where a debugger looks on,
 * so this one runs by itself, and the pages say how it went.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dataScript } from "../runtimes/pages.ts";
import { chromiumOptions } from "./chromium.ts";
import { LoaderStage, slot } from "./loader-stage.ts";

let stage: LoaderStage;
const profile = mkdtempSync(join(tmpdir(), "afterglow-prerender-"));
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(async () => {
  await stage.close();
  rmSync(profile, { recursive: true, maxRetries: 5 });
});

const told = (what: string): string => `navigator.sendBeacon("/collect", JSON.stringify(${what}));`;

it("a prerendered page fetches nothing for the widget until the buyer sees it, then shows it", async () => {
  const confirmation = stage.address({
    body: `<script>${told('{ step: "prerendering", is: document.prerendering }')}
      let seen = false;
      document.addEventListener("prerenderingchange", () => { seen = true; });
      const timer = setInterval(() => {
        if (afterglow?.why?.() !== "shown") return;
        clearInterval(timer);
        const widgets = document.querySelectorAll("[data-afterglow-decision]").length;
        ${told('{ step: "shown", seen, widgets }')}
      }, 50);
    </script>${dataScript()}${slot}`,
    attributes: 'data-events="/collect"',
  });
  const rules = JSON.stringify({ prerender: [{ urls: [confirmation], eagerness: "immediate" }] });
  const checkout = stage.address({
    head: `<script type="speculationrules">${rules}</script>`,
    body: `<a href="${confirmation}">Pay</a>
      <script>
        // Pays when the test says so.
        const timer = setInterval(async () => {
          if (!(await fetch("/paid")).ok) return;
          clearInterval(timer);
          document.querySelector("a").click();
        }, 200);
      </script>`,
  });
  const chromium = spawn(
    chromiumOptions.executablePath as string,
    [...(chromiumOptions.args ?? []), "--headless", `--user-data-dir=${profile}`, checkout],
    { stdio: "ignore" },
  );
  try {
    const steps = () => stage.collected.map(({ step, event }) => step ?? event);
    await expect.poll(steps, { timeout: 20_000 }).toContain("prerendering");
    expect(stage.collected[0]).toEqual({ step: "prerendering", is: true });
    await expect.poll(() => stage.asked, { timeout: 20_000 }).toContain("/afterglow/loader.js");
    await new Promise((later) => setTimeout(later, 1000));
    expect(steps()).toEqual(["prerendering"]);
    expect(stage.asked.filter((path) => /wasm|\.afterglow|events/.test(path))).toEqual([]);
    stage.put("/paid", new Uint8Array());
    await expect.poll(steps, { timeout: 20_000 }).toContain("impression");
    expect(stage.collected[1]).toEqual({ step: "shown", seen: true, widgets: 1 });
  } finally {
    chromium.kill();
    await once(chromium, "exit");
  }
});
