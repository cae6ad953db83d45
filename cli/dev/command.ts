/** `afterglow dev`: what every touchpoint shows after an order, redrawn whenever a template is saved. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Command } from "commander";
import { spokenCurrencies } from "../build/sections.ts";
import { readSettings } from "../build/settings.ts";
import { BadCall, BadData } from "../failure.ts";
import { readInput } from "../files.ts";
import { openModel, unwrap } from "../module.ts";
import { LiveModel } from "./live-model.ts";
import { answerTo } from "./pages.ts";

interface Options {
  model: string;
  templates: string;
  order: string;
  settings?: string;
  port: string;
}

/** How long a page waits for news before it asks again. */
const patience = 25_000;

async function dev(options: Options): Promise<void> {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new BadCall(`--port ${options.port}: a whole number from 0 to 65535 was expected`);
  }
  const [model, order, plain] = await Promise.all([
    readInput(options.model),
    readInput(options.order),
    openModel(options.model),
  ]);
  unwrap(options.order, plain.readOrder(order));
  const described = unwrap(options.model, plain.describe()) as { settings: { currency: string } };
  plain.close();
  const live = await LiveModel.open({
    model,
    folder: options.templates,
    currencies: spokenCurrencies(described.settings.currency || null),
    defaultLocale: readSettings(options.settings).locale,
  });
  const tell = () => console.error(`dev: ${live.problem ?? "templates compiled"}`);
  tell();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://dev.invalid");
    const { status, type, body } = await answerTo(url, { live, order, patience });
    response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.on("error", (cause) => reject(new BadData(`port ${port}: ${cause.message}`)));
    server.listen(port, "127.0.0.1", resolve);
  });
  console.error(`dev: http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (let seen = live.version; server.listening; seen = live.version) {
    await live.changeAfter(seen, patience);
    if (live.version !== seen) tell();
  }
}

export function registerDev(program: Command): void {
  program
    .command("dev")
    .description("show every touchpoint after an order, redrawn whenever a template is saved")
    .requiredOption("--model <file>", "model file; it is not changed")
    .requiredOption("--templates <folder>", "your own templates and texts, over ours")
    .requiredOption("--order <file>", "the order, in any known format")
    .option("--settings <file>", "the settings that the model was built with, for their locale")
    .option("--port <n>", "port to listen on; 0 takes a free one", "8789")
    .action(dev);
}
