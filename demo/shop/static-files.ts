// Files from disk, each named here: there is no way to ask for another.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { file } from "./answer.ts";
import type { Route } from "./routes.ts";

export function fileRoute(path: string, from: string, type: string): Route {
  const body = readFileSync(from);
  return { method: "GET", path, show: () => file(body, type) };
}

/** Style, script, icon and typefaces; `root` is the repository. */
export function assetRoutes(root: string): Route[] {
  const assets = join(root, "demo/shop/assets");
  const fonts = join(root, "node_modules/@fontsource-variable");
  return [
    fileRoute("/assets/shop.css", join(assets, "shop.css"), "text/css; charset=utf-8"),
    fileRoute("/assets/shop.js", join(assets, "shop.js"), "text/javascript; charset=utf-8"),
    fileRoute("/assets/icon.svg", join(assets, "icon.svg"), "image/svg+xml"),
    fileRoute(
      "/assets/fonts/bricolage.woff2",
      join(fonts, "bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2"),
      "font/woff2",
    ),
    fileRoute(
      "/assets/fonts/figtree.woff2",
      join(fonts, "figtree/files/figtree-latin-wght-normal.woff2"),
      "font/woff2",
    ),
  ];
}
