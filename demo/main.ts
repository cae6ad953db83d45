// `npm run demo`: the shop, workerd in front of it, and the playground.
//   --check         drives both confirmation pages in Chromium, prints what it found, exit 0 or 1
//   --screenshots   writes pictures of every page into demo/.data/screenshots
//   --model         only makes the shop's data and its model, demo/.data/model.afterglow
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkDemo } from "./check.ts";
import { takeScreenshots } from "./screenshots.ts";
import { makeShop, startDemo } from "./start.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const modes = ["--check", "--screenshots", "--model"];

/** The port if it is free, else 0 for any. */
function ifFree(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(0));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(port)));
  });
}

async function serve(): Promise<void> {
  const demo = await startDemo({
    root,
    originPort: await ifFree(8788),
    edgePort: await ifFree(8787),
    templates: join(root, "templates"),
    say: (line) => console.error(line),
  });
  console.log(`
  The shop, through workerd   ${demo.edgeUrl}
  The playground              ${demo.edgeUrl}/playground
  The shop's own origin       ${demo.originUrl}

  Try this:
    1. Put a tent into the cart and place the order: the confirmation page comes with an offer that
       the edge put in. It is there with JavaScript switched off, too.
    2. At checkout choose "by the browser loader": the same page, the same offer, no edge.
    3. In the playground edit the order and see the decision, its reasons and its time.
    4. Edit templates/offer-hero.html and save it: the playground and the shop show it at once.

  Ctrl-C stops everything.
`);
  const stop = (): void => {
    demo.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

const unknown = process.argv.slice(2).filter((argument) => !modes.includes(argument));
if (unknown.length > 0) {
  console.error(`demo: unknown option ${unknown[0]}; it takes ${modes.join(", ")}`);
  process.exit(2);
}
try {
  if (process.argv.includes("--check")) process.exitCode = (await checkDemo(root)) ? 0 : 1;
  else if (process.argv.includes("--screenshots")) await takeScreenshots(root);
  else if (process.argv.includes("--model"))
    console.log((await makeShop(root, console.error)).model.path);
  else await serve();
} catch (cause) {
  console.error(`demo: ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit(1);
}
