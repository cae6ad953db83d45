/** `afterglow recommend`: orders in, one line of recommendations for each out. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { BadCall, BadData, fileFailure } from "./failure.ts";
import { failureFor, openModel } from "./module.ts";

interface Options {
  model: string;
  orders: string;
  k: string;
  repeats?: boolean;
}

async function* linesOf(path: string): AsyncGenerator<[number, string]> {
  const input = path === "-" ? process.stdin : createReadStream(path);
  let number = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line.trim() !== "") yield [number, line];
    }
  } catch (error) {
    throw fileFailure(path, error);
  }
}

async function recommend(options: Options): Promise<void> {
  const most = Number(options.k);
  if (!Number.isInteger(most) || most < 1 || most > 1000) {
    throw new BadCall(`--k ${options.k}: expected a whole number from 1 to 1000`);
  }
  const afterglow = await openModel(options.model);
  const repeats = options.repeats === true;
  let refused = 0;
  for await (const [number, line] of linesOf(options.orders)) {
    const answer = afterglow.recommend(line, { most, repeats });
    if (answer.ok) {
      process.stdout.write(`${answer.text}\n`);
    } else {
      refused += 1;
      console.error(failureFor(`${options.orders} line ${number}`, answer.error).message);
    }
  }
  if (refused > 0) {
    throw new BadData(`${options.orders}: ${refused} of its orders could not be read`);
  }
}

export function registerRecommend(program: Command): void {
  program
    .command("recommend")
    .description("rank products for each order: relevance alone, no offers, no reserve")
    .requiredOption("--model <file>", "model file")
    .requiredOption(
      "--orders <file>",
      "orders as NDJSON, one canonical order per line; - for stdin",
    )
    .option("--k <n>", "how many products per order, 1 to 1000", "10")
    .option("--repeats", "also recommend what the customer bought before")
    .action(recommend);
}
