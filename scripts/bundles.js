// What esbuild makes: one row for each file in dist/.
const node = { platform: "node", target: "node20", format: "esm", packages: "external" };
const web = { platform: "browser", target: "es2022", format: "esm", minify: true };

// Names of our own classes, which no page and no browser knows, may be short in the loader.
const shorten =
  /^(heap|poison|guard|give|statusAt|responseText|errorAt|loadModel|attachShard|readOrder|usable|prepare|decisionText|needsConsent)$/;
const loader = { entry: "js-glue/loader.ts", ...web, mangleProps: shorten };

export const bundles = [
  { entry: "cli/main.ts", out: "cli.js", ...node },
  { entry: "cli/build/train-worker.ts", out: "train-worker.js", ...node },
  { entry: "demo/main.ts", out: "demo/main.js", ...node },
  { entry: "demo/playground/app.ts", out: "demo/playground.js", ...web },
  {
    entry: "demo/edge/worker.ts",
    out: "demo/worker.js",
    ...web,
    minify: false,
    external: ["*.wasm", "*.afterglow"],
  },
  { entry: "bench/edge/main.ts", out: "bench/edge.js", ...node },
  { entry: "bench/edge/origin.ts", out: "bench/edge-origin.js", ...node },
  { ...loader, out: "loader.js" },
  { ...loader, out: "loader.classic.js", format: "iife" },
  { entry: "js-glue/loader/history.ts", out: "history.js", ...web },
  { entry: "js-glue/loader/signature.ts", out: "signature.js", ...web },
  { entry: "js-glue/events.ts", out: "events.js", ...web },
  { entry: "js-glue/afterglow.ts", out: "afterglow.js", ...web },
  // The worker imports afterglow-edge.wasm as a module; the platform compiles it.
  { entry: "edge/cloudflare.ts", out: "worker.js", ...web, minify: false, external: ["*.wasm"] },
  { entry: "edge/deno.ts", out: "deno.js", ...web, minify: false },
  { entry: "edge/bun.ts", out: "bun.js", ...web, minify: false },
  { entry: "edge/edge-function.ts", out: "edge-function.js", ...web, minify: false },
  // For pages whose CSP allows style sheets of their own origin alone.
  { entry: "templates/widget.css", out: "widget.css", minify: true, loader: { ".css": "css" } },
];
