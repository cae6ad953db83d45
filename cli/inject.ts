/** `afterglow inject`: the edge's work on a file. A page in, the page with the widget out. */
import type { Command } from "commander";
import { charsetInside, isUtf8, toAscii } from "../edge/charset.ts";
import type { Afterglow } from "../js-glue/afterglow.ts";
import type { PageSession, PageStep, Splice } from "../js-glue/page-session.ts";
import type { PageContext, PageReport } from "../js-glue/types.ts";
import { addContextOptions, type ContextOptions, contextOf } from "./context.ts";
import { BadData } from "./failure.ts";
import { readInput } from "./files.ts";
import { openModel, unwrap } from "./module.ts";

interface Options extends ContextOptions {
  model: string;
  page: string;
  slot?: string;
  order?: string;
}

/** The page's own bytes but for the splice, whose text is right in the page's charset. */
export function spliced(page: Uint8Array, splice: Splice | undefined): Uint8Array[] {
  if (splice === undefined) return [page];
  const bytes = isUtf8(charsetInside(page)?.name) ? splice.bytes : toAscii(splice.bytes);
  return [page.subarray(0, splice.at), bytes, page.subarray(splice.end)];
}

/** What one whole page gets: the splice, if any, and what happened. */
export function injectInto(
  afterglow: Afterglow,
  page: Uint8Array,
  context: PageContext,
  order?: Uint8Array,
): { splice: Splice | undefined; report: PageReport } {
  const session: PageSession = unwrap("--slot", afterglow.page(context));
  try {
    if (order !== undefined) unwrap("--order", session.order(order));
    const written: PageStep = unwrap("page", session.write(page));
    const last = written.done ? written : unwrap("page", session.end());
    return { splice: written.splice ?? last.splice, report: unwrap("page", session.report()) };
  } finally {
    session.close();
  }
}

async function inject(options: Options): Promise<void> {
  const context: PageContext = contextOf(options);
  if (options.slot !== undefined) {
    context.slots = [{ selector: options.slot, position: "append" }];
    context.fallbacks = [];
  }
  const [afterglow, page, order] = await Promise.all([
    openModel(options.model, options.overlay),
    readInput(options.page),
    options.order === undefined ? undefined : readInput(options.order),
  ]);
  const { splice, report } = injectInto(afterglow, page, context, order);
  for (const part of spliced(page, splice)) process.stdout.write(part);
  const reason = report.reason ?? report.decision?.notes.join("; ");
  console.error(`inject: ${report.outcome}${reason ? `: ${reason}` : ""}`);
  if (report.outcome === "failed") throw new BadData(`${options.page}: ${report.reason}`);
}

export function registerInject(program: Command): void {
  const command = program
    .command("inject")
    .description("put the offer into a saved confirmation page, as the edge does")
    .requiredOption("--model <file>", "model file")
    .option("--page <file>", "the page; - for stdin", "-")
    .option("--slot <selector>", "where the widget goes (default #afterglow, else the page's end)")
    .option("--order <file>", "the order, when the page does not hold it");
  addContextOptions(command).action(inject);
}
