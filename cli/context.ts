/** The options that decide, render and inject share: what is not in the order or the model. */
import type { Command } from "commander";
import type { Arm, Consent, Context, Touchpoint } from "../js-glue/types.ts";
import { BadCall } from "./failure.ts";

export interface ContextOptions {
  overlay?: string;
  touchpoint?: string;
  now?: string;
  seed?: string;
  locale?: string;
  unit?: string;
  places?: string;
  consent?: string;
  seen?: string[];
  arm?: string;
  explain?: boolean;
}

export function addContextOptions(command: Command): Command {
  return command
    .option("--overlay <file>", "today's prices, stock and blocks (see afterglow overlay)")
    .option("--now <iso>", "decide as if it were this time (default: the current time)")
    .option(
      "--seed <n>",
      "64-bit seed of exploration; the same seed replays the same decision",
      "0",
    )
    .option("--locale <tag>", "buyer's language, instead of the order's (BCP 47)")
    .option("--unit <id>", "what is randomised, instead of the customer")
    .option("--places <n>", "most offers shown, instead of the model's setting")
    .option("--consent <list>", "what the buyer agreed to: advertising,personalisation")
    .option("--seen <shown...>", "how often the buyer saw an offer: club=2@2026-11-20T10:00:00Z")
    .option("--arm <name>", "treatment or holdout, instead of the arm that the unit is in");
}

const consents: readonly string[] = ["advertising", "personalisation"] satisfies Consent[];
const arms: readonly string[] = ["treatment", "holdout"] satisfies Arm[];

function consentOf(list: string): Consent[] {
  const given = list.split(",").map((one) => one.trim());
  for (const one of given) {
    if (!consents.includes(one)) {
      throw new BadCall(`--consent ${list}: expected advertising, personalisation, or both`);
    }
  }
  return given as Consent[];
}

function seenOf(text: string): { offer_id: string; count: number; last: string } {
  const [, offer_id, count, last] = /^(.+)=(\d{1,9})@(.+)$/.exec(text) ?? [];
  if (!offer_id || !count || !last || Number.isNaN(Date.parse(last))) {
    throw new BadCall(`--seen ${text}: expected an offer as club=2@2026-11-20T10:00:00Z`);
  }
  return { offer_id, count: Number(count), last: new Date(last).toISOString() };
}

function wholeNumber(option: string, text: string, most: bigint): string {
  if (!/^\d+$/.test(text) || BigInt(text) > most) {
    throw new BadCall(`--${option} ${text}: expected a whole number from 0 to ${most}`);
  }
  return text;
}

export function contextOf(options: ContextOptions): Context {
  const now = options.now === undefined ? new Date() : new Date(options.now);
  if (Number.isNaN(now.getTime())) {
    throw new BadCall(`--now ${options.now}: expected a time such as 2026-11-21T10:00:00Z`);
  }
  const context: Context = {
    now: Math.floor(now.getTime() / 1000),
    seed: wholeNumber("seed", options.seed ?? "0", 2n ** 64n - 1n),
  };
  if (options.touchpoint !== undefined) context.touchpoint = options.touchpoint as Touchpoint;
  if (options.locale !== undefined) context.locale = options.locale;
  if (options.unit !== undefined) context.unit = options.unit;
  if (options.places !== undefined) {
    context.places = Number(wholeNumber("places", options.places, 255n));
  }
  if (options.consent !== undefined) context.consent = consentOf(options.consent);
  if (options.seen !== undefined) context.seen = options.seen.map(seenOf);
  if (options.arm !== undefined) {
    if (!arms.includes(options.arm)) {
      throw new BadCall(`--arm ${options.arm}: expected treatment or holdout`);
    }
    context.arm = options.arm as Arm;
  }
  if (options.explain) context.explain = true;
  return context;
}
