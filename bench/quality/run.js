// npm run bench:quality [-- --json] [-- --data DIR] [-- --only next,complete,tafeng,online_retail]
// Relevance beside the classical peers, on real orders. Makes a Python environment of its own in
// .cache/ for the peers, then hands over to compare.py, which runs our own command line for ours.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const environment = join(root, ".cache/bench-quality");
const python = join(environment, "bin/python");
const requirements = join(here, "requirements.txt");

function prepareEnvironment() {
  const wanted = readFileSync(requirements, "utf8");
  const stamp = join(environment, "requirements.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("bench:quality: making a Python environment for the peers");
  mkdirSync(dirname(environment), { recursive: true });
  execFileSync("python3", ["-m", "venv", environment], { stdio: "inherit" });
  execFileSync(python, ["-m", "pip", "install", "--quiet", "-r", requirements], {
    stdio: "inherit",
  });
  writeFileSync(stamp, wanted);
}

if (!existsSync(join(root, "dist/cli.js"))) {
  console.error("bench:quality: dist/cli.js: no such file; run `npm run build` first");
  process.exit(1);
}
prepareEnvironment();
const data = process.env.AFTERGLOW_DATA ?? join(root, "../shared/data");
const run = spawnSync(
  python,
  [join(here, "compare.py"), "--root", root, "--data", data, ...process.argv.slice(2)],
  { stdio: "inherit" },
);
process.exit(run.status ?? 1);
