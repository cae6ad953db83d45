/**
 * Makes the model's section "WORD": what is said to buyers and how prices are written, per locale.
 * Its layout is told in wasm/model/words.cc. Same Node (its CLDR data), same bytes.
 */
import { type MoneyFormat, moneyFormat } from "./money-formats.ts";
import { type Words, wordsOf } from "./words.ts";

/** The locales a model speaks unless it is told otherwise. Their texts fall back along the tag. */
export const defaultLocales = [
  "ar",
  "ar-EG",
  "bg",
  "cs",
  "da",
  "de",
  "de-AT",
  "de-CH",
  "el",
  "en",
  "en-AU",
  "en-CA",
  "en-GB",
  "en-IN",
  "es",
  "es-MX",
  "fi",
  "fr",
  "fr-CA",
  "fr-CH",
  "he",
  "hi",
  "hu",
  "id",
  "it",
  "ja",
  "ko",
  "nb",
  "nl",
  "pl",
  "pt",
  "pt-PT",
  "ro",
  "sv",
  "th",
  "tr",
  "uk",
  "vi",
  "zh",
  "zh-TW",
];

export interface LocaleOptions {
  /** ISO 4217 codes: the shop's and those of its offers. */
  currencies: readonly string[];
  locales?: readonly string[];
  /** Spoken to a buyer whose language is not among the locales; "en" unless given. */
  defaultLocale?: string;
  /** The shop's own texts by locale, over ours; further names may be used in its templates. */
  words?: Readonly<Record<string, Words>>;
}

const rightToLeft = new Set(["ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"]);

/** Texts, each once, by number. */
class StringTable {
  readonly #numbers = new Map<string, number>([["", 0]]);

  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    if (this.#numbers.size > 0xffff) throw new RangeError("more than 65535 texts for buyers");
    return this.#numbers.size - 1;
  }

  get texts(): string[] {
    return [...this.#numbers.keys()];
  }
}

/** Little-endian bytes, appended. */
class ByteWriter {
  readonly #bytes: number[] = [];

  u8(...values: number[]): void {
    this.#bytes.push(...values);
  }
  u16(...values: number[]): void {
    for (const value of values) this.#bytes.push(value & 255, value >> 8);
  }
  u32(value: number): void {
    this.u16(value & 0xffff, value >>> 16);
  }
  append(bytes: Uint8Array): void {
    for (const byte of bytes) this.#bytes.push(byte);
  }
  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/**
 * The bytes of a WORD section. Throws a RangeError that names a locale or currency `Intl` does not
 * know.
 */
export function localeSection(options: LocaleOptions): Uint8Array {
  const defaultLocale = options.defaultLocale ?? "en";
  const locales = [...new Set([...(options.locales ?? defaultLocales), defaultLocale])].sort();
  const currencies = [...new Set(options.currencies)].sort();
  const texts = locales.map((locale) => wordsOf(locale, defaultLocale, options.words));
  const names = [...new Set(texts.flatMap(({ words }) => Object.keys(words)))].sort();

  const strings = new StringTable();
  const shapes = new Map<string, number>();
  const shapeBytes = new ByteWriter();
  const shapeNumber = ({ shape }: MoneyFormat): number => {
    const key = JSON.stringify(shape);
    const known = shapes.get(key);
    if (known !== undefined) return known;
    shapeBytes.u16(strings.number(shape.decimal), strings.number(shape.group));
    shapeBytes.u32(shape.zero);
    shapeBytes.u8(shape.primary, shape.secondary, shape.minimum, shape.digits);
    shapes.set(key, shapes.size);
    return shapes.size - 1;
  };

  const body = new ByteWriter();
  locales.forEach((locale, i) => {
    const language = texts[i]?.language ?? "en";
    const flags = rightToLeft.has(language.split("-")[0] ?? "") ? 1 : 0;
    body.u16(strings.number(locale), strings.number(language), flags);
  });
  body.u16(...names.map((name) => strings.number(name)));
  for (const { words } of texts)
    body.u16(...names.map((name) => strings.number(words[name] ?? "")));
  for (const currency of currencies) body.u8(...[...currency].map((c) => c.charCodeAt(0)), 0);
  for (const locale of locales) {
    for (const currency of currencies) {
      const format = moneyFormat(locale, currency);
      body.u16(
        strings.number(format.positivePrefix),
        strings.number(format.positiveSuffix),
        strings.number(format.negativePrefix),
        strings.number(format.negativeSuffix),
        shapeNumber(format),
      );
    }
  }
  body.append(shapeBytes.bytes);

  const encoded = strings.texts.map((text) => new TextEncoder().encode(text));
  let at = 0;
  for (const text of encoded) {
    body.u32(at);
    at += text.length;
  }
  body.u32(at);
  for (const text of encoded) body.append(text);

  const section = new ByteWriter();
  const counts = [locales.length, names.length, currencies.length, shapes.size, encoded.length];
  section.u16(1, ...counts, locales.indexOf(defaultLocale), 0);
  section.append(body.bytes);
  return section.bytes;
}
