// The spec cases: builds their models, runs them natively, and compares with expected.json.
//   --update   write expected.json instead
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const spec = "tests/spec";
// The small shop, where everybody is shown the best: what tests of pages need.
export const modelPath = "build/spec/shop.afterglow";
export const shardsPath = "build/spec/shards";

export const buildModel = () =>
  buildShop("all-treated.json", "--out", modelPath, "--shards", shardsPath);

function buildShop(settings, ...out) {
  mkdirSync("build/spec", { recursive: true });
  const files = [
    "--orders",
    `${spec}/shop/orders.csv`,
    "--products",
    `${spec}/shop/products.csv`,
    "--offers",
    `${spec}/shop/offers.json`,
    "--settings",
    `${spec}/shop/${settings}`,
  ];
  execFileSync(process.execPath, ["cli/bin.js", "build", ...files, ...out], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

const casesPath = "build/spec/cases.afterglow";

/** The small shop with a holdout and exploration: what decisions are tested on. */
const buildCasesModel = () => buildShop("settings.json", "--out", casesPath);

/** The demo's shop, with offers of every type. */
function buildDemoModel() {
  execFileSync(process.execPath, ["dist/demo/main.js", "--model"], { stdio: "ignore" });
}

/** Cases and the model that answers them. */
export const suites = [
  { name: "a small shop", folder: spec, model: casesPath, build: buildCasesModel },
  {
    name: "the demo's shop",
    folder: `${spec}/demo`,
    model: "demo/.data/model.afterglow",
    build: buildDemoModel,
  },
];

const callFiles = ({ folder }) =>
  readdirSync(`${folder}/calls`)
    .sort()
    .map((file) => `${folder}/calls/${file}`);

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

export const cases = (suite) => callFiles(suite).flatMap(readJson);

export const expected = ({ folder }) => readJson(`${folder}/expected.json`);

export function nativeAnswers(suite) {
  const program = "build/native/tests/cpp/spec_answers";
  const files = [suite.model, ...callFiles(suite)];
  return JSON.parse(execFileSync(program, files, { encoding: "utf8", maxBuffer: 1 << 26 }));
}

function compare(suite) {
  const answers = nativeAnswers(suite);
  const wanted = new Map(expected(suite).map((answer) => [answer.name, answer]));
  const same = (a) => JSON.stringify(a) === JSON.stringify(wanted.get(a.name));
  const wrong = answers.filter((answer) => !same(answer));
  for (const { name } of wrong) console.error(`differs: ${name}`);
  console.log(`${suite.name}: ${answers.length - wrong.length} of ${answers.length} as expected`);
  if (wrong.length > 0) process.exitCode = 1;
}

function update(suite) {
  const answers = nativeAnswers(suite);
  writeFileSync(`${suite.folder}/expected.json`, `${JSON.stringify(answers, null, 1)}\n`);
  console.log(`${suite.name}: wrote ${answers.length} answers`);
}

if (process.argv[1]?.endsWith("spec.js")) {
  for (const suite of suites) {
    suite.build();
    if (process.argv.includes("--update")) update(suite);
    else compare(suite);
  }
}
