// Where the built files are, seen from the bundle and from the sources alike.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BadData } from "./failure.ts";

/** A file of dist/, found from the bundles (dist/, dist/demo/) or from the sources (cli/). */
export function distFile(name: string): string {
  for (const folder of ["./", "../", "../dist/"]) {
    const path = fileURLToPath(new URL(folder + name, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new BadData(`dist/${name}: no such file; run \`npm run build\` first`);
}
