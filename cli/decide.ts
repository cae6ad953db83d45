/** `afterglow decide`: one order in, the decision out. */
import type { Command } from "commander";
import type { Afterglow } from "../js-glue/afterglow.ts";
import { addContextOptions, type ContextOptions, contextOf } from "./context.ts";
import { explanation } from "./explanation.ts";
import { readInput } from "./files.ts";
import { failureFor, openModel } from "./module.ts";

interface Options extends ContextOptions {
  model: string;
  order: string;
}

async function decide(options: Options): Promise<void> {
  const context = contextOf(options);
  const [afterglow, order] = await Promise.all([
    openModel(options.model, options.overlay),
    readInput(options.order),
  ]);
  const answer = afterglow.decide(order, context);
  if (!answer.ok) throw failureFor(options.order, answer.error);
  process.stdout.write(`${answer.text}\n`);
  if (options.explain) console.error(explanation(answer.value, currencyOf(afterglow)));
}

/** Of the model's prices, and of what offers earn. */
function currencyOf(afterglow: Afterglow): string | null {
  const model = afterglow.describe();
  const { settings } = (model.ok ? model.value : {}) as { settings?: { currency?: string } };
  return settings?.currency ?? null;
}

export function registerDecide(program: Command): void {
  const command = program
    .command("decide")
    .description("decide what to offer after one order, as JSON")
    .requiredOption("--model <file>", "model file")
    .requiredOption("--order <file>", "the order, in any known format; - for stdin")
    .option("--touchpoint <name>", "confirmation, receipt, order-email, … push", "confirmation")
    .option("--explain", "also say what was withheld and why; for people on stderr");
  addContextOptions(command).action(decide);
}
