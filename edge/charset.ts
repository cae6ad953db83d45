/** Which charset a page is in, and text that is right in each of them. */

/** Charsets in which "<" is not always the byte 3C: the scanner cannot read them. */
const unreadable = /^(utf-?(16|32|7)|iso-2022|hz-|cesu|scsu|bocu)/i;

/** How far into a page browsers look for a meta tag that names its charset. */
const prescan = 1024;

/** The charset that the content type names, in lower case. */
export function charsetOf(headers: Headers): string | undefined {
  const named = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers.get("content-type") ?? "");
  return named?.[1]?.toLowerCase();
}

/** What the page's own first bytes say: a byte order mark, else a meta tag. */
export function charsetInside(
  page: Uint8Array,
): { name: string; from: "mark" | "meta" } | undefined {
  const [a, b, c] = page;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: "utf-8", from: "mark" };
  if (a === 0xfe && b === 0xff) return { name: "utf-16be", from: "mark" };
  if (a === 0xff && b === 0xfe) return { name: "utf-16le", from: "mark" };
  const start = new TextDecoder("latin1").decode(page.subarray(0, prescan));
  const tags = start.replace(/<!--[\s\S]*?-->/g, "").match(/<meta\s[^>]*>/gi) ?? [];
  for (const tag of tags) {
    const name = /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(tag)?.[1]?.toLowerCase();
    // A page that is UTF-16 could not be read this far: browsers take such a name for UTF-8.
    if (name) return { name: /^utf-?16/.test(name) ? "utf-8" : name, from: "meta" };
  }
  return undefined;
}

export function isUtf8(charset: string | undefined): boolean {
  return /^utf-?8$/.test(charset ?? "");
}

/** Whether the charset is a superset of ASCII, as far as markup goes. */
export function readsAsAscii(charset: string | undefined): boolean {
  return !unreadable.test(charset ?? "");
}

/** The same HTML with everything else than ASCII as character references: right in every charset. */
export function toAscii(html: Uint8Array): Uint8Array {
  if (html.every((byte) => byte < 0x80)) return html;
  const text = new TextDecoder().decode(html);
  const ascii = text.replace(/[^\0-\x7f]/gu, (char) => `&#${char.codePointAt(0)};`);
  return new TextEncoder().encode(ascii);
}
