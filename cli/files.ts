/** Reading inputs and writing outputs; an output appears whole or not at all. */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileFailure } from "./failure.ts";

/** The bytes of a file, or of standard input for "-". */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return path === "-" ? await buffer(process.stdin) : await readFile(path);
  } catch (error) {
    throw fileFailure(path, error);
  }
}

/** Writes beside the target, then renames. */
export async function writeOutput(path: string, content: Uint8Array | string): Promise<void> {
  const beside = `${path}.${process.pid}.partial`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, content);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw fileFailure(path, error);
  }
}
