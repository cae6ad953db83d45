/** `afterglow audit`: what a saved confirmation page offers, and why not more. */
import type { Command } from "commander";
import { readSlots } from "../../edge/environment.ts";
import { BadCall } from "../failure.ts";
import { readInput } from "../files.ts";
import { openModule } from "../module.ts";
import { table } from "../table.ts";
import type { Place } from "./places.ts";
import { type Audit, auditPage, type FoundOrder } from "./survey.ts";

interface Options {
  slot?: string[];
  order?: string;
  contentType?: string;
  csp?: string[];
  json?: boolean;
}

const where = (place: Place | undefined) =>
  place ? `line ${place.line}, column ${place.column}` : "response header";

function contents({ order, why }: FoundOrder): string {
  if (!order) return why ?? "";
  const lines = `${order.lines.length} ${order.lines.length === 1 ? "line" : "lines"}`;
  const what = `${order.format}, order ${order.order_id}, ${order.currency}, ${lines}`;
  return [what, ...(why ? [why] : []), ...order.notes].join("; ");
}

function allowances({ policies, allowed }: Audit): [string, string][] {
  if (policies.length === 0) return [["content security policy", "none in the page"]];
  const style = {
    yes: "allowed",
    nonce: "allowed with the page's nonce, which the edge gives it",
    no: allowed.own_stylesheet
      ? "forbidden: set AFTERGLOW_STYLESHEET to your copy of widget.css"
      : "forbidden, and so is a style sheet of your own: the widget has the page's look alone",
  }[allowed.inline_style];
  const images = allowed.any_images
    ? "allowed"
    : allowed.own_images
      ? "allowed from some addresses: check those of your catalogue"
      : "forbidden or limited to some addresses: check those of your catalogue";
  const loader =
    allowed.own_script && allowed.webassembly
      ? "allowed"
      : `needs ${[...(allowed.own_script ? [] : ["'self'"]), ...(allowed.webassembly ? [] : ["'wasm-unsafe-eval'"])].join(" and ")} in script-src`;
  return [
    ["content security policy", policies.join(" ⏎ ")],
    ["  the widget's style", style],
    ["  product pictures", images],
    ["  the browser loader", loader],
  ];
}

export function auditText(name: string, audit: Audit): string {
  const { charset, reason, widget } = audit;
  const from = { "content-type": "content type", mark: "byte order mark", meta: "meta tag" };
  const told =
    charset.from === "nothing" ? "named nowhere" : `${charset.name}, by ${from[charset.from]}`;
  const facts: [string, string][] = [
    ["page", `${name}, ${audit.bytes} bytes`],
    ["charset", told],
    ["an offer", widget ? `goes to ${where(widget)}` : `cannot be shown: ${reason}`],
    ...allowances(audit),
  ];
  const width = Math.max(...facts.map(([fact]) => fact.length));
  const parts = [facts.map(([fact, value]) => `${fact.padEnd(width)}  ${value}\n`).join("")];
  if (audit.orders.length > 0) {
    const rows = audit.orders.map((order) => [
      order.used ? "used" : order.order ? "" : "no",
      order.source,
      where(order.place),
      contents(order),
    ]);
    parts.push(table(["", "order in", "at", ""], rows));
  }
  if (audit.slots.length > 0) {
    const rows = audit.slots.map(({ used, selector, position, fallback, place, why }) => [
      used ? "used" : "",
      `${selector} ${position}${fallback ? " (fallback)" : ""}`,
      where(place),
      why ?? "",
    ]);
    parts.push(table(["", "place", "at", ""], rows));
  }
  return parts.join("\n");
}

async function audit(path: string, options: Options): Promise<void> {
  const [afterglow, page, order] = await Promise.all([
    openModule(),
    readInput(path),
    options.order === undefined ? undefined : readInput(options.order),
  ]);
  const found = auditPage(afterglow, page, {
    ...(options.slot ? { slots: slotsFrom(options.slot) } : {}),
    ...(order ? { order } : {}),
    ...(options.contentType ? { contentType: options.contentType } : {}),
    ...(options.csp ? { policies: options.csp } : {}),
  });
  const name = path === "-" ? "standard input" : path;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ page: name, ...found }, null, 2)}\n`
      : auditText(name, found),
  );
}

function slotsFrom(rules: string[]) {
  try {
    return rules.flatMap((rule) => readSlots("--slot", rule));
  } catch (cause) {
    throw new BadCall((cause as Error).message);
  }
}

const repeated = (value: string, before: string[] = []) => [...before, value];

export function registerAudit(program: Command): void {
  program
    .command("audit")
    .description(
      "show what a saved confirmation page offers: orders, places, policy, and why not more",
    )
    .argument("<page>", "the page; - for stdin")
    .option(
      "--slot <rule>",
      '"SELECTOR POSITION" instead of the usual places; repeatable',
      repeated,
    )
    .option("--order <file>", "the order that the origin sends in the afterglow-order header")
    .option("--content-type <value>", "the response's content-type header")
    .option("--csp <policy>", "a content-security-policy header; repeatable", repeated)
    .option("--json", "one JSON document on stdout")
    .action(audit);
}
