// The demo's offers on its recorded orders: six types, each the best of one order, told in words.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { makeCatalogue } from "../../demo/catalogue/catalogue.ts";
import { seed } from "../../demo/data.ts";
import { bestOf } from "../../demo/orders/best-of.ts";
import { makeOrders } from "../../demo/orders/generate.ts";
import { recordedOrders } from "../../demo/orders/recorded.ts";
import { shopRoutes } from "../../demo/shop/routes.ts";
import type { Decision } from "../../js-glue/types.ts";

const model = "demo/.data/model.afterglow";
const fileOf = (type: string) => `demo/orders/best-of/${type}.json`;

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, ["dist/demo/main.js", "--model"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
});

function afterglow(...args: string[]) {
  return spawnSync(process.execPath, ["cli/bin.js", ...args], { encoding: "utf8" });
}
function decide(type: string, ...args: string[]) {
  const given = ["--model", model, "--order", fileOf(type), "--now", "2026-11-16T12:00:00Z"];
  const { status, stdout, stderr } = afterglow("decide", ...given, ...args);
  expect(status, stderr).toBe(0);
  return { decision: JSON.parse(stdout) as Decision, told: stderr };
}

describe("the six orders", () => {
  it("are recorded ones, of six types", () => {
    const catalogue = makeCatalogue(seed);
    const recorded = recordedOrders(catalogue, makeOrders(catalogue, seed));
    for (const { type, order } of bestOf) {
      const found = recorded.find((one) => one.order.order_id === order);
      expect(found?.best?.type, order).toBe(type);
      expect(JSON.parse(readFileSync(fileOf(type), "utf8")), type).toEqual(found?.order);
    }
    expect(new Set(bestOf.map(({ type }) => type)).size).toBe(6);
  });

  it("are the orders of the spec cases", () => {
    const cases = JSON.parse(readFileSync("tests/spec/demo/calls/best-of.json", "utf8")) as {
      order: { order_id: string };
    }[];
    for (const { type, order } of bestOf) {
      const asked = cases.find((one) => one.order.order_id === order);
      expect(asked?.order, type).toEqual(JSON.parse(readFileSync(fileOf(type), "utf8")));
    }
  });

  it.each(bestOf)("best served by another type: $type", ({ type, offer, touchpoint, consent }) => {
    const agreed = consent.length > 0 ? ["--consent", consent.join(",")] : [];
    const { decision } = decide(type, "--touchpoint", touchpoint, ...agreed);
    expect(decision.offers[0]).toMatchObject({ offer_id: offer, type });
    const [best, second] = decision.offers;
    expect(best?.expected_value).toBeGreaterThan(second?.expected_value ?? 0);
  });

  it("are explained in words, on stderr, beside the decision on stdout", () => {
    const { decision, told } = decide("service", "--explain");
    expect(told).toMatch(/^Decision [0-9a-f]{16} for c-01118 at confirmation, treatment\n/);
    expect(told).toMatch(
      /1\. Trois ans de plus : Ferryman E61 espresso machine +service +6\.0 % +69\.39 EUR +4\.16 EUR +100\.0 % +ESPRESSO-MACHINE-FERRYMAN-E61\n/,
    );
    expect(told).toMatch(/storkline-books +partner +0\.88 EUR +the buyer's consent is missing\n/);
    expect(told).toMatch(/ and \d+ more +product +expected value below the reserve\n/);
    expect(decision.withheld.length).toBeGreaterThan(20);
    expect(decide("service").told).toBe("");
  });

  it("show no advertising without consent, and label it with", () => {
    const without = decide("partner").decision;
    expect(without.offers.map(({ type }) => type)).not.toContain("partner");
    const given = decide("partner", "--consent", "advertising").decision.offers[0];
    expect(given?.disclosure).toBe("Advertisement · Storkline");
  });

  it("do not show again what was seen often enough", () => {
    const seen = (when: string) =>
      decide("loyalty", "--seen", `larkfell-club=3@${when}`).decision.offers[0]?.type;
    expect(seen("2026-11-10T00:00:00Z")).toBe("product");
    expect(seen("2026-07-01T00:00:00Z")).toBe("loyalty");
  });

  it("can be looked at as the holdout, which would have been shown the same", () => {
    const { decision, told } = decide("loyalty", "--arm", "holdout", "--explain");
    expect(decision.arm).toBe("holdout");
    expect(decision.offers[0]?.type).toBe("loyalty");
    expect(told).toContain("The holdout sees none of this");
  });
});

it.each([
  [["--consent", "cookies"], "--consent cookies: expected advertising, personalisation, or both"],
  [["--seen", "club=often"], "--seen club=often: expected an offer as club=2@2026-11-20T10:00:00Z"],
  [["--arm", "control"], "--arm control: expected treatment or holdout"],
])("a wrong flag is a wrong call: %s", (flags, sentence) => {
  const { status, stderr } = afterglow(
    ...["decide", "--model", model, "--order", fileOf("loyalty"), ...flags],
  );
  expect({ status, stderr }).toEqual({ status: 2, stderr: `afterglow: ${sentence}\n` });
});

it("the shop has a page for every offer of its own", () => {
  const { offers } = JSON.parse(readFileSync("demo/offers.json", "utf8")) as {
    offers: { creative: { en: { url: string } } }[];
  };
  const own = offers
    .map(({ creative }) => creative.en.url)
    .filter((url) => url.startsWith("/offers/"));
  expect(own.length).toBeGreaterThan(3);
  const route = shopRoutes.find(({ path }) => path === "/offers/");
  for (const url of own) {
    const shown: string[] = [];
    const visit = { page: (title: string) => shown.push(title), notFound: () => shown.push("") };
    route?.show(visit as never, url.slice("/offers/".length));
    expect(shown[0], url).toBeTruthy();
  }
});
