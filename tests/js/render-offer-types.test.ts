/** Every type of offer at every touchpoint: the demo's shop, whose offers are of all six types. */
import { readFileSync } from "node:fs";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { beforeAll, describe, expect, it } from "vitest";
import {
  Afterglow,
  type Decision,
  type Offer,
  type OfferType,
  type Touchpoint,
} from "../../js-glue/afterglow.ts";
import { cases, suites } from "../../scripts/spec.js";
import type { SpecCase } from "../spec/run-cases.ts";

const pages: Touchpoint[] = ["confirmation", "receipt", "order-history"];
const mails: Touchpoint[] = ["order-email", "shipping-email", "delivery-email"];

const demo = suites.find(({ name }) => name === "the demo's shop") ?? suites[0];
const orders = (cases(demo as never) as SpecCase[]).map(({ order }) => JSON.stringify(order));

let afterglow: Afterglow;
beforeAll(async () => {
  demo?.build();
  const made = await Afterglow.instantiate(readFileSync("dist/afterglow.wasm"));
  if (!made.ok) throw new Error(made.error.message);
  const loaded = made.value.loadModel(readFileSync(demo?.model ?? ""));
  if (!loaded.ok) throw new Error(loaded.error.message);
  afterglow = made.value;
});

interface Shown {
  decision: Decision;
  content: string;
}

/** What each order shows, as many offers as there may be. */
function shown(touchpoint: Touchpoint, part: "html" | "text" | "json", locale = "en-IE"): Shown[] {
  return orders.map((order) => {
    const rendered = afterglow.render(order, {
      touchpoint,
      part,
      now: 1_794_830_400,
      seed: "1",
      arm: "treatment",
      locale,
      consent: ["advertising", "personalisation"],
      places: 6,
    });
    if (!rendered.ok) throw new Error(rendered.error.message);
    return rendered.value;
  });
}

type Node = DefaultTreeAdapterTypes.Node;
const childrenOf = (node: Node): Node[] =>
  "childNodes" in node ? [...node.childNodes, ...("content" in node ? [node.content] : [])] : [];
const below = (node: Node): Node[] => [node, ...childrenOf(node).flatMap(below)];
const textOf = (node: Node): string =>
  below(node)
    .map((one) => ("value" in one ? one.value : ""))
    .join(" ")
    .replace(/\s+/g, " ");
const attribute = (node: Node, name: string): string | undefined =>
  "attrs" in node ? node.attrs.find((one) => one.name === name)?.value : undefined;

/** What the buyer must be told of an offer, whatever its type. */
function wordsOf(offer: Offer): string[] {
  return [offer.title, offer.disclosure ?? "", offer.price?.text ?? ""]
    .filter(Boolean)
    .map((text) => text.replace(/\s+/g, " "));
}

const types = (all: Shown[]): Set<OfferType> =>
  new Set(all.flatMap(({ decision }) => decision.offers.map(({ type }) => type)));

describe("every offer", () => {
  for (const touchpoint of pages) {
    it(`is in the ${touchpoint} page, with a link, and marked where it is advertising`, () => {
      for (const { decision, content } of shown(touchpoint, "html")) {
        const all = below(parse(content));
        for (const offer of decision.offers) {
          const [card, ...more] = all.filter(
            (node) => attribute(node, "data-afterglow-offer") === offer.offer_id,
          );
          if (!card) throw new Error(`${offer.offer_id} is not in ${content}`);
          expect(more).toEqual([]);
          expect(attribute(card, "data-afterglow-type")).toBe(offer.type);
          for (const words of wordsOf(offer)) expect(textOf(card)).toContain(words);
          const links = below(card).filter((node) => node.nodeName === "a");
          expect(links.map((link) => attribute(link, "href"))).toEqual([offer.url]);
          const sponsored = links.map((link) => attribute(link, "rel"))[0]?.includes("sponsored");
          expect(sponsored ?? false, offer.offer_id).toBe(offer.type === "partner");
          expect(offer.disclosure !== undefined).toBe(offer.type === "partner");
        }
      }
    });
  }

  it("without a picture says what it is and what to do", () => {
    const plain = shown("confirmation", "html").flatMap(({ decision, content }) => {
      const all = below(parse(content));
      return decision.offers
        .filter(({ image, type }) => !image && type !== "review")
        .map((offer) => ({
          offer,
          card: all.find((node) => attribute(node, "data-afterglow-offer") === offer.offer_id),
        }));
    });
    expect(new Set(plain.map(({ offer }) => offer.type)).size).toBeGreaterThanOrEqual(4);
    for (const { offer, card } of plain) {
      const text = card ? textOf(card) : "";
      for (const part of [offer.text, offer.call_to_action]) expect(text).toContain(part);
    }
  });

  for (const touchpoint of mails) {
    it(`is in the ${touchpoint}, in both of its parts`, () => {
      const texts = shown(touchpoint, "text");
      for (const [i, { decision, content }] of shown(touchpoint, "html").entries()) {
        const html = textOf(parse(content));
        const text = texts[i]?.content.replace(/\s+/g, " ") ?? "";
        for (const offer of decision.offers) {
          for (const words of wordsOf(offer)) {
            expect(html).toContain(words);
            expect(text).toContain(words);
          }
          expect(content).toContain(offer.call_to_action);
        }
      }
    });
  }

  it("is in the app's screen as data, and a push message tells one", () => {
    for (const { decision, content } of shown("in-app", "json")) {
      const { offers, reviews } = JSON.parse(content) as Record<string, { id: string }[]>;
      const ids = [...(offers ?? []), ...(reviews ?? [])].map(({ id }) => id);
      expect(ids.sort()).toEqual(decision.offers.map(({ offer_id }) => offer_id).sort());
    }
    for (const { decision, content } of shown("push", "json")) {
      if (content === "") continue;
      const message = JSON.parse(content) as Record<string, string>;
      expect(decision.offers.map(({ offer_id }) => offer_id)).toContain(message.offer_id);
      expect(message.title).not.toBe("");
      expect(message.body).not.toBe("");
    }
  });

  for (const [locale, letters] of [
    ["en-IE", /[a-z]/i],
    ["de-DE", /[a-zäöüß]/i],
    ["fr-FR", /[a-zàâçéèêëîïôûù]/i],
    ["es-ES", /[a-záéíóúñ]/i],
    ["ar-EG", /\p{Script=Arabic}/u],
    ["ja-JP", /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u],
  ] as const) {
    it(`says why it is there, in ${locale}`, () => {
      const reasons = new Set<string>();
      for (const touchpoint of ["confirmation", "delivery-email", "order-history"] as const) {
        for (const { decision } of shown(touchpoint, "html", locale)) {
          for (const { offer_id, reason = "" } of decision.offers) {
            expect(reason, `${offer_id} at ${touchpoint}`).toMatch(letters);
            expect(reason).not.toContain("{");
            reasons.add(reason);
          }
        }
      }
      expect(reasons.size).toBeGreaterThan(4);
      if (locale !== "en-IE")
        expect([...reasons].filter((one) => / with |this/.test(one))).toEqual([]);
    });
  }

  it("is of one of six types, and all six were seen", () => {
    const seen = [...pages, ...mails].flatMap((touchpoint) => [
      ...types(shown(touchpoint, "html")),
    ]);
    expect([...new Set(seen)].sort()).toEqual([
      "loyalty",
      "partner",
      "product",
      "review",
      "service",
      "subscription",
    ]);
  });
});
