/** `afterglow render`: one order in, what a touchpoint shows out. */
import type { Command } from "commander";
import type { RenderContext } from "../js-glue/types.ts";
import { addContextOptions, type ContextOptions, contextOf } from "./context.ts";
import { BadCall } from "./failure.ts";
import { readInput } from "./files.ts";
import { openModel, unwrap } from "./module.ts";

interface Options extends ContextOptions {
  model: string;
  order: string;
  part: string;
  nonce?: string;
}

async function render(options: Options): Promise<void> {
  if (options.part !== "html" && options.part !== "text" && options.part !== "json") {
    throw new BadCall(`--part ${options.part}: expected html, text or json`);
  }
  const context: RenderContext = { ...contextOf(options), part: options.part };
  if (options.nonce !== undefined) context.nonce = options.nonce;
  const [afterglow, order] = await Promise.all([
    openModel(options.model, options.overlay),
    readInput(options.order),
  ]);
  const rendered = unwrap(options.order, afterglow.render(order, context));
  if (rendered.content === "") {
    const notes = rendered.decision.notes.join("; ");
    console.error(`nothing to show (arm ${rendered.decision.arm})${notes && `: ${notes}`}`);
  }
  process.stdout.write(rendered.content);
}

export function registerRender(program: Command): void {
  const command = program
    .command("render")
    .description("render what one touchpoint shows after one order")
    .requiredOption("--model <file>", "model file")
    .requiredOption("--order <file>", "the order, in any known format; - for stdin")
    .requiredOption("--touchpoint <name>", "confirmation, receipt, order-email, … push")
    .option("--part <part>", "html, text or json", "html")
    .option("--nonce <nonce>", "CSP nonce for the style element");
  addContextOptions(command).action(render);
}
