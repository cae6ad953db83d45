// Every command line in the documentation names a command that there is, with options that it has.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const pages = [
  "README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

interface Line {
  place: string;
  command: string;
  options: string[];
}

/** The calls of afterglow in blocks of shell, and of indented code, with their lines joined. */
const lines: Line[] = pages.flatMap((page) => {
  const text = readFileSync(page, "utf8");
  const code = [
    ...text.matchAll(/^ *```(?:sh)?\n(.*?)^ *```$/gms),
    ...text.matchAll(/((?:^ {4}.*\n)+)/gm),
  ];
  return code.flatMap((block) => {
    const joined = (block[1] ?? "").replaceAll(/\s*\\\n\s*/g, " ");
    return [...joined.matchAll(/^\s*(?:npx )?afterglow ([a-z]+)(.*)$/gm)].map(
      ([, command = "", rest = ""]) => ({
        place: `${page}: afterglow ${command}`,
        command,
        options: [...(rest.split("#")[0] ?? "").matchAll(/(?<=\s)--[a-z][a-z-]*/g)].map(
          ([name]) => name,
        ),
      }),
    );
  });
});

const help = new Map<string, string>();
function helpOf(command: string): string {
  const known = help.get(command);
  if (known !== undefined) return known;
  const { status, stdout } = spawnSync(process.execPath, ["cli/bin.js", command, "--help"], {
    encoding: "utf8",
  });
  const text = status === 0 ? stdout : "";
  help.set(command, text);
  return text;
}

describe("the documentation's commands", () => {
  it("are many", () => expect(lines.length).toBeGreaterThan(15));

  it.each(lines)("$place exists, with its options", ({ command, options }) => {
    const told = helpOf(command);
    expect(told).toContain(`afterglow ${command}`);
    for (const option of options) expect(told, option).toMatch(new RegExp(`${option}\\b`));
  });
});
