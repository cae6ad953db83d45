// The spec cases: builds their model, runs them natively, and compares with tests/spec/expected.json.
//   --update   write expected.json instead
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const spec = "tests/spec";
export const modelPath = "build/spec/shop.afterglow";
export const shardsPath = "build/spec/shards";

export function buildModel() {
  mkdirSync("build/spec", { recursive: true });
  const files = [
    "--orders",
    `${spec}/shop/orders.csv`,
    "--products",
    `${spec}/shop/products.csv`,
    "--settings",
    `${spec}/shop/settings.json`,
  ];
  execFileSync(
    process.execPath,
    ["cli/bin.js", "build", ...files, "--out", modelPath, "--shards", shardsPath],
    {
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
}

const callFiles = () =>
  readdirSync(`${spec}/calls`)
    .sort()
    .map((file) => `${spec}/calls/${file}`);

export const cases = () => callFiles().flatMap((file) => JSON.parse(readFileSync(file, "utf8")));

export const expected = () => JSON.parse(readFileSync(`${spec}/expected.json`, "utf8"));

export function nativeAnswers() {
  const program = "build/native/tests/cpp/spec_answers";
  return JSON.parse(execFileSync(program, [modelPath, ...callFiles()], { encoding: "utf8" }));
}

if (process.argv[1]?.endsWith("spec.js")) {
  buildModel();
  const answers = nativeAnswers();
  if (process.argv.includes("--update")) {
    writeFileSync(`${spec}/expected.json`, `${JSON.stringify(answers, null, 1)}\n`);
    console.log(`wrote ${answers.length} answers`);
  } else {
    const wanted = new Map(expected().map((answer) => [answer.name, answer]));
    const same = (a) => JSON.stringify(a) === JSON.stringify(wanted.get(a.name));
    const wrong = answers.filter((answer) => !same(answer));
    for (const { name } of wrong) console.error(`differs: ${name}`);
    console.log(`${answers.length - wrong.length} of ${answers.length} answers as expected`);
    process.exitCode = wrong.length > 0 ? 1 : 0;
  }
}
