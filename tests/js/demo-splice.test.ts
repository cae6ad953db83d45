import fc from "fast-check";
import { expect, test } from "vitest";
import { findInsertion } from "../../demo/splice.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("one piece put in is found, with its place", () => {
  const found = findInsertion(bytes("<p></p>"), bytes("<p>hello</p>"));
  expect(found).toEqual({ at: 3, text: "hello" });
});

test("a piece that begins like what it pushes back is found where the hint says", () => {
  const found = findInsertion(
    bytes('<div id="a"></div>'),
    bytes('<div id="a"><section></section></div>'),
    "<section",
  );
  expect(found).toEqual({ at: 12, text: "<section></section>" });
});

test("anything more than one insertion is not an insertion", () => {
  expect(findInsertion(bytes("<p>a</p>"), bytes("<p>b</p>"))).toBeNull();
  expect(findInsertion(bytes("<p>ab</p>"), bytes("<q>a1b</q>"))).toBeNull();
  expect(findInsertion(bytes("<p>ab</p>"), bytes("<p></p>"))).toBeNull();
  expect(findInsertion(bytes("abc"), bytes("xabcx"))).toBeNull();
});

test("whatever is put in anywhere, taking it out again gives the page back", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(), (page, piece, place) => {
      const before = Buffer.from(page);
      const at = before.length === 0 ? 0 : place % (before.length + 1);
      const put = Buffer.from(piece);
      const after = Buffer.concat([before.subarray(0, at), put, before.subarray(at)]);
      const found = findInsertion(before, after);
      expect(found).not.toBeNull();
      const back = Buffer.concat([
        after.subarray(0, found?.at),
        after.subarray((found?.at ?? 0) + put.length),
      ]);
      expect(back.equals(before)).toBe(true);
    }),
  );
});
