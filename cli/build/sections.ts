// The sections that a model carries for other parts of Afterglow, such as words and money formats.
// Each is made here by one producer and read online by the folder that owns its bytes.
import { localeSection } from "./locales.ts";
import type { BuildSettings } from "./settings.ts";
import type { Words } from "./words.ts";

/** What a producer may look at. */
export interface SectionInput {
  settings: BuildSettings;
  /** ISO 4217 code of the model's prices; null unknown. */
  currency: string | null;
  /** The shop's own texts by locale. */
  words: Record<string, Words>;
}

/** `tag` is four ASCII characters. */
export interface Section {
  tag: string;
  bytes: Uint8Array;
}

/** Null: nothing to carry. Bad input is a BadData that names file and line. */
export type SectionProducer = (input: SectionInput) => Promise<Section | null>;

/** In the order in which the sections stand in the file. */
export const sectionProducers: SectionProducer[] = [words];

// What offers and partners are often priced in, besides the shop's own currency.
const usualCurrencies = ["AUD", "CAD", "CHF", "EUR", "GBP", "JPY", "USD"];

export function spokenCurrencies(currency: string | null): string[] {
  return currency === null ? usualCurrencies : [currency, ...usualCurrencies];
}

async function words({ currency, settings, words }: SectionInput): Promise<Section> {
  const currencies = spokenCurrencies(currency);
  return {
    tag: "WORD",
    bytes: localeSection({ currencies, defaultLocale: settings.locale, words }),
  };
}

export async function makeSections(input: SectionInput): Promise<Section[]> {
  const sections: Section[] = [];
  for (const produce of sectionProducers) {
    const section = await produce(input);
    if (section !== null) sections.push(section);
  }
  return sections;
}
