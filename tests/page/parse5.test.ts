// The page scanner against parse5, which follows the HTML standard: the same tags, comments and
// doctypes at the same places, and slots that are where the tree says.
import fc from "fast-check";
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, serialize } from "parse5";
import { describe, expect, test } from "vitest";
import { wildBytes, wildPage } from "./generated-pages.ts";
import { parse5Tokens } from "./parse5-tokens.ts";
import { type Position, slot, tokens } from "./probe.ts";

const runs = Number(process.env.AFTERGLOW_PAGE_RUNS ?? 3000);
const seed = Number(process.env.AFTERGLOW_PAGE_SEED ?? 1);

// parse5 allows no CDATA right inside the SVG and MathML elements that take HTML; the standard and
// browsers do, and so do we.
const disputed = /<(?:foreignObject|desc|title|mi|mtext|annotation-xml)/;

function expectSameTokens(page: string): void {
  if (page.includes("<![CDATA[") && disputed.test(page)) return;
  const ours = tokens(page);
  const theirs = parse5Tokens(page);
  // A refused page ("stopped") claims nothing from there on.
  const stopped = ours.indexOf("stopped");
  if (stopped < 0) expect(ours, page).toEqual(theirs);
  else expect(ours.slice(0, stopped), page).toEqual(theirs.slice(0, stopped));
}

describe("tokens are those of parse5", () => {
  test("in pages of tags in any order", () => {
    fc.assert(fc.property(wildPage, expectSameTokens), { numRuns: runs, seed: seed });
  });
  test("in bytes of any order", () => {
    fc.assert(fc.property(wildBytes, expectSameTokens), { numRuns: runs, seed: seed + 1 });
  });
});

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

const mark = "<section data-mark></section>";

function find(node: Node, wanted: (element: Element) => boolean): Element | undefined {
  if ("tagName" in node && wanted(node)) return node;
  for (const child of "childNodes" in node ? node.childNodes : []) {
    const found = find(child, wanted);
    if (found) return found;
  }
  return undefined;
}

const has = (name: string, value?: string) => (element: Element) =>
  element.attrs.some((a) => a.name === name && (value === undefined || a.value === value));

function contains(outer: Element, inner: Element): boolean {
  for (let at: Node | null = inner; at; at = "parentNode" in at ? at.parentNode : null) {
    if (at === outer) return true;
  }
  return false;
}

/** The first node in `outer`, looking into what wraps `wanted`: formatting misnested later on does. */
function firstOf(outer: Element, wanted: Element): Node | undefined {
  const first = outer.childNodes[0];
  const wraps = first && first !== wanted && "tagName" in first && contains(first, wanted);
  return wraps ? firstOf(first, wanted) : first;
}

function expectMarkInPlace(page: string, position: Position): void {
  // A second body's attributes go to the first: with two of an id there is no telling which.
  if (page.split('id="slot"').length !== 2) return;
  const found = slot(page, "#slot", position);
  if (!found) return;
  const marked = page.slice(0, found.at) + mark + page.slice(found.at);
  const tree = parse(marked, { scriptingEnabled: true });
  const section = find(tree, has("data-mark"));
  expect(section, `the browser drops the widget: ${marked}`).toBeDefined();
  const element = find(tree, has("id", "slot"));
  if (!section || !element) return;
  const inside = contains(element, section);
  expect(inside, marked).toBe(position === "append" || position === "prepend");
  if (position === "prepend") expect(firstOf(element, section), marked).toBe(section);
  // Without the mark the tree is the page's own.
  defaultTreeAdapter.detachNode(section);
  expect(serialize(tree), marked).toBe(serialize(parse(page, { scriptingEnabled: true })));
}

describe("a slot is where the tree says", () => {
  for (const position of ["before", "prepend", "append", "after"] as const) {
    test(`${position} in pages of tags in any order`, () => {
      fc.assert(
        fc.property(wildPage, (page) =>
          expectMarkInPlace(`<!DOCTYPE html><body>${page}`, position),
        ),
        { numRuns: runs, seed: seed + 2 },
      );
    });
  }
});
