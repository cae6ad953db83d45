#!/usr/bin/env node
// What `npx afterglow` starts: the bundled command line, once it is built.
import { existsSync } from "node:fs";

const bundle = new URL("../dist/cli.js", import.meta.url);
if (!existsSync(bundle)) {
  console.error("afterglow: dist/cli.js is missing; run `npm run build` first");
  process.exit(2);
}
await import(bundle);
