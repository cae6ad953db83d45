/** `afterglow serve`: the edge handler as a reverse proxy in front of a shop. */
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import type { Command } from "commander";
import { cookieConsent, readSlots } from "../../edge/environment.ts";
import { fileModel } from "../../edge/file-model.ts";
import { asLines, createHandler, type HandlerOptions } from "../../edge/handler.ts";
import { logFile } from "../../edge/log-file.ts";
import { createProxy } from "../../edge/node.ts";
import { BadCall, BadData } from "../failure.ts";
import { mustBeSigned, openModel } from "../module.ts";

interface Options {
  origin: string;
  model: string;
  overlay?: string;
  publicKey?: string;
  port: string;
  host: string;
  route: string[];
  slot?: string;
  consentCookie?: string;
  events?: string;
  eventsOrigin?: string[];
  decisions?: string;
  refresh: string;
}

function handlerOptions(options: Options): Omit<HandlerOptions, "module" | "model"> {
  const { AFTERGLOW_STATUS_TOKEN: statusToken, AFTERGLOW_PUBLIC_KEY } = process.env;
  const publicKey = options.publicKey ?? AFTERGLOW_PUBLIC_KEY;
  return {
    routes: options.route,
    // The file is on this disk: even on a busy machine the first page need not go without.
    modelPatience: 2000,
    refreshEvery: wholeNumber("--refresh", options.refresh, 86_400),
    ...(options.overlay ? { overlay: fileModel(options.overlay) } : {}),
    ...(options.slot ? { slots: readSlots("--slot", options.slot), fallbacks: [] } : {}),
    ...(options.consentCookie ? { consent: cookieConsent(options.consentCookie) } : {}),
    ...(statusToken ? { statusToken } : {}),
    ...(publicKey ? { publicKey } : {}),
    ...logsOf(options),
  };
}

/** What is shown and what becomes of it, in the files that `afterglow build --events` reads. */
function logsOf({ events, eventsOrigin: origins, decisions }: Options): Partial<HandlerOptions> {
  const logs: Partial<HandlerOptions> = {};
  if (events) {
    const write = logFile(events);
    logs.events = { sink: (told) => write(asLines(told)), ...(origins && { origins }) };
  }
  if (decisions) {
    const write = logFile(decisions);
    logs.onReport = ({ decision }) => {
      if (!decision) return undefined;
      const at = new Date().toISOString();
      return write(`${JSON.stringify({ at, ...decision })}\n`);
    };
  }
  return logs;
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new BadCall(`${name} ${text}: a whole number from 0 to ${most} was expected`);
}

async function serve(options: Options): Promise<void> {
  if (!URL.canParse(options.origin) || !/^https?:/.test(options.origin)) {
    throw new BadCall(`--origin ${options.origin}: an http or https address was expected`);
  }
  const port = wholeNumber("--port", options.port, 65_535);
  // A model that cannot be used is said now, not with the first page.
  (await openModel(options.model)).close();
  const told = asCall(() => handlerOptions(options));
  if (told.publicKey) {
    await mustBeSigned(options.model, await readFile(options.model), told.publicKey);
  }
  const module = await readFile(new URL("./afterglow-edge.wasm", import.meta.url));
  const handle = asCall(() => createHandler({ ...told, module, model: fileModel(options.model) }));
  const server = createProxy(handle, options.origin);
  await new Promise<void>((resolve, reject) => {
    server.on("error", (cause) => reject(new BadData(`port ${port}: ${cause.message}`)));
    server.listen(port, options.host, resolve);
  });
  const at = server.address() as AddressInfo;
  console.error(`serve: http://${options.host}:${at.port} in front of ${options.origin}`);
}

/** A selector or a key that cannot be read is a wrong call. */
function asCall<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RangeError) throw new BadCall(cause.message);
    throw cause;
  }
}

export function registerServe(program: Command): void {
  program
    .command("serve")
    .description("stand in front of a shop as a reverse proxy and add the offer to its pages")
    .requiredOption("--origin <url>", "the shop")
    .requiredOption("--model <file>", "model file; replaced files are picked up while running")
    .option("--overlay <file>", "overlay file, picked up again like the model")
    .option(
      "--public-key <key>",
      "use only what this key signed (afterglow keys); default AFTERGLOW_PUBLIC_KEY",
    )
    .option("--port <n>", "port to listen on; 0 takes a free one", "8787")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--route <path...>", "paths to act on, * for anything", ["/*"])
    .option(
      "--slot <rules>",
      '"SELECTOR POSITION", comma separated (default: [data-afterglow-slot], #afterglow, else the page\'s end)',
    )
    .option("--consent-cookie <cookie>", "NAME or NAME=VALUE: only visitors with it see an offer")
    .option(
      "--events <file>",
      "append what the loader reports to /afterglow/events, for build --events; without it nothing is taken",
    )
    .option(
      "--events-origin <origin...>",
      "pages of these origins may report (default: of the host that is asked)",
    )
    .option("--decisions <file>", "append every decision, for build --events")
    .option("--refresh <seconds>", "how often to look for a replaced model; 0 never", "10")
    .addHelpText(
      "after",
      "\nWith AFTERGLOW_STATUS_TOKEN in the environment, /afterglow/status answers the counters to\nrequests with that bearer token.",
    )
    .action(serve);
}
