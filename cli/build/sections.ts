// The sections that a model carries for other parts of Afterglow: offers, templates, words, money
// formats. Each is made here by one producer and read online by the folder that owns its bytes.
import type { BuildSettings } from "./settings.ts";

/** What a producer may look at. */
export interface SectionInput {
  /** The --offers file, if given. */
  offers: string | undefined;
  /** The --events files. */
  events: string[];
  settings: BuildSettings;
  /** ISO 4217 code of the model's prices; null unknown. */
  currency: string | null;
}

/** `tag` is four ASCII characters. */
export interface Section {
  tag: string;
  bytes: Uint8Array;
}

/** Null: nothing to carry. Bad input is a BadData that names file and line. */
export type SectionProducer = (input: SectionInput) => Promise<Section | null>;

/** In the order in which the sections stand in the file. */
export const sectionProducers: SectionProducer[] = [];

export async function makeSections(input: SectionInput): Promise<Section[]> {
  const sections: Section[] = [];
  for (const produce of sectionProducers) {
    const section = await produce(input);
    if (section !== null) sections.push(section);
  }
  return sections;
}
