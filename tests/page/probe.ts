import { readFileSync } from "node:fs";

interface ProbeExports {
  memory: WebAssembly.Memory;
  _initialize?: () => void;
  bytes_new(size: number): number;
  bytes_free(at: number): void;
  answer_size(): number;
  probe_tokens(...args: number[]): number;
  probe_slot(...args: number[]): number;
}

/** In the order of ContentModel in wasm/page/element.h. */
export const contents = [
  "markup",
  "escapable raw text",
  "raw text",
  "script",
  "plaintext",
] as const;
/** In the order of SlotPosition in wasm/page/page_scanner.h. */
export const positions = ["before", "prepend", "append", "after", "replace"] as const;
export type Position = (typeof positions)[number];

function load(): ProbeExports {
  const module = new WebAssembly.Module(readFileSync("build/wasm/tests/page/page_probe.wasm"));
  const imports: Record<string, Record<string, () => never>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => {
      throw new Error(`the scanner called ${name}`);
    };
  }
  const exports = new WebAssembly.Instance(module, imports).exports as unknown as ProbeExports;
  exports._initialize?.();
  return exports;
}

const probe = load();

/** Calls with the texts as (address, size) pairs and gives back the answer's text. */
function ask(call: (...texts: [number, number][]) => number, ...texts: string[]): string {
  const placed = texts.map((text): [number, number] => {
    const bytes = new TextEncoder().encode(text);
    const at = probe.bytes_new(bytes.length + 1);
    new Uint8Array(probe.memory.buffer).set(bytes, at);
    return [at, bytes.length];
  });
  const at = call(...placed);
  const answer = new Uint8Array(probe.memory.buffer, at, probe.answer_size()).slice();
  for (const [address] of placed) probe.bytes_free(address);
  return new TextDecoder().decode(answer);
}

/** One line per tag, comment and doctype: "start 0 6". */
export function tokens(
  page: string,
  content: (typeof contents)[number] = "markup",
  element = "",
): string[] {
  const model = contents.indexOf(content);
  const log = ask(
    (text = [0, 0], name = [0, 0]) => probe.probe_tokens(...text, model, ...name),
    page,
    element,
  );
  return log.split("\n").slice(0, -1);
}

export interface Slot {
  at: number;
  end: number;
}

export function slot(page: string, selector: string, position: Position): Slot | undefined {
  const found = ask(
    (text = [0, 0], rule = [0, 0]) =>
      probe.probe_slot(...text, ...rule, positions.indexOf(position)),
    page,
    selector,
  );
  if (found === "") return undefined;
  const [at = 0, end = 0] = found.split(" ").map(Number);
  return { at, end };
}
