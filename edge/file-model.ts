import { readFile, stat } from "node:fs/promises";
import type { ModelSource } from "./model-source.ts";

/** A model file on this machine's disk, read again when it was replaced. */
export function fileModel(path: string): ModelSource {
  return {
    async load(version) {
      const { mtimeMs, size, ino } = await stat(path);
      const current = `${mtimeMs}-${size}-${ino}`;
      return current === version ? null : { bytes: await readFile(path), version: current };
    },
  };
}
