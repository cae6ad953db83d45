/** The scorer module with a model loaded, for the commands that decide. */
import { readFile } from "node:fs/promises";
import { Afterglow } from "../js-glue/afterglow.ts";
import type { AfterglowError, Result } from "../js-glue/errors.ts";
import { checkSignature, readPublicKeys } from "../js-glue/signature.ts";
import { distFile } from "./dist-file.ts";
import { BadCall, BadData, fileFailure } from "./failure.ts";
import { readInput } from "./files.ts";

/** The value, or the error as the sentence the user reads, with the name of the input before it. */
export function unwrap<T>(input: string, result: Result<T>): T {
  if (result.ok) return result.value;
  throw failureFor(input, result.error);
}

export function failureFor(input: string, error: AfterglowError): BadData | BadCall {
  if (error.name === "bad-argument") return new BadCall(error.message);
  const place = error.offset > 0 ? ` (byte ${error.offset})` : "";
  return new BadData(`${input}: ${error.message}${place}`);
}

export async function openModule(): Promise<Afterglow> {
  const bytes = await readFile(distFile("afterglow-edge.wasm")).catch((error) => {
    throw fileFailure("dist/afterglow-edge.wasm", error);
  });
  return unwrap("dist/afterglow-edge.wasm", await Afterglow.instantiate(bytes));
}

/** Fails unless one of the public keys, given with --public-key, signed the file. */
export async function mustBeSigned(path: string, file: Uint8Array, keys: string): Promise<void> {
  let read: Uint8Array<ArrayBuffer>[];
  try {
    read = readPublicKeys(keys);
  } catch (cause) {
    throw new BadCall(`--public-key: ${(cause as Error).message}`);
  }
  unwrap(path, await checkSignature("the model", file, read));
}

export async function openModel(path: string, overlay?: string): Promise<Afterglow> {
  const [afterglow, bytes] = await Promise.all([openModule(), readInput(path)]);
  unwrap(path, afterglow.loadModel(bytes));
  if (overlay !== undefined) unwrap(overlay, afterglow.loadOverlay(await readInput(overlay)));
  return afterglow;
}
