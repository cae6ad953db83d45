// The offers' part of a build: file and events in, the section OFFR and its report out.
import { BadData } from "../../failure.ts";
import type { Database } from "../database.ts";
import { type BuildSettings, defaultSettings } from "../settings.ts";
import type { Trainer } from "../trainer.ts";
import { learnAcceptance, type TypeBelief } from "./acceptance.ts";
import { makeBook } from "./book.ts";
import { unknownNames } from "./catalogue.ts";
import type { OffersFile } from "./offers-file.ts";
import { type EventsRead, readEvents } from "./read-events.ts";
import { unixSeconds } from "./times.ts";

export interface OffersContext {
  /** Where the offers were read from. */
  file: string;
  /** Event and decision logs. */
  events: readonly string[];
  settings: BuildSettings;
  /** The model's; null unknown. */
  currency: string | null;
  /** Unix seconds. */
  now: number;
}

export interface OffersAdded {
  offers: number;
  rules: number;
  /** What was learned of each type. */
  types: TypeBelief[];
  /** Null without logs. */
  events: EventsRead | null;
  notes: string[];
}

/** Needs the table card. Null: the shop has no offers file. */
export async function addOffers(
  database: Database,
  trainer: Trainer,
  content: OffersFile | null,
  { file, events, settings, currency, now }: OffersContext,
): Promise<OffersAdded | null> {
  const { experiment, locale } = settings;
  if (content === null) {
    // The arms of products alone have a key, too.
    if (experiment !== defaultSettings.experiment) {
      await trainer.offers({ experiment_key: experiment });
    }
    return null;
  }
  if (currency !== null && currency !== content.currency) {
    throw new BadData(
      `${file}: currency is "${content.currency}"; expected "${currency}", as the prices of the model`,
    );
  }
  const notes = [
    ...(await unknownNames(database, content, file)),
    ...endedOffers(content, file, now),
  ];
  const read = events.length > 0 ? await readEvents(database, events, content.offers) : null;
  const { byOffer, types } = learnAcceptance(content.offers, read?.counts ?? []);
  await trainer.offers(
    makeBook(content, { experiment, defaultLocale: locale, acceptance: byOffer }),
  );
  if (read !== null && read.counts.length === 0) {
    notes.push("the events say nothing about the offers of the file: acceptance is a guess");
  }
  const { offers, rules = [] } = content;
  return { offers: offers.length, rules: rules.length, types, events: read, notes };
}

/** Offers that no buyer will ever see. */
function endedOffers({ offers }: OffersFile, file: string, now: number): string[] {
  return offers.flatMap(({ eligible }, i) => {
    const until = eligible?.until;
    const ended = until !== undefined && (unixSeconds(until) ?? now) <= now;
    return ended ? [`${file}: offers[${i}] ended at ${until} and is never shown`] : [];
  });
}
