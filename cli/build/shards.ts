// The model in pieces, for browsers: entry.json, a core, and the shards.
import { createHash } from "node:crypto";
import { appendFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Entry } from "../../js-glue/loader/shards.ts";
import { fileFailure } from "../failure.ts";
import { writeOutput } from "../files.ts";
import type { Trainer } from "./trainer.ts";

/**
 * After pack. Core and shards are named after the hash of the core, which vouches for the shards;
 * the entry, which names the core and vouches for it, comes last and goes through `finished`.
 */
export async function writeShards(
  trainer: Trainer,
  folder: string,
  finished: (entry: Uint8Array) => Uint8Array,
): Promise<void> {
  const { model, shards, skus } = await trainer.cut();
  // What the shards are called is known after the last of them.
  const beside = join(folder, `.${process.pid}.partial`);
  try {
    await mkdir(beside, { recursive: true });
    for (let shard = 0; shard < shards; shard++) {
      await writeFile(join(beside, `${shard}`), await trainer.shard(shard));
    }
    const core = await trainer.core();
    const hash = createHash("sha256").update(core);
    const build = hash.copy().digest("hex").slice(0, 16);
    for (let shard = 0; shard < shards; shard++) {
      await appendFile(join(beside, `${shard}`), await trainer.proof(shard));
      await rename(join(beside, `${shard}`), join(folder, `${build}.${shard}`));
    }
    await writeOutput(join(folder, `${build}.core`), core);
    const integrity = `sha256-${hash.digest("base64")}`;
    const entry: Entry = { afterglow: 1, model, build, integrity, shards, skus };
    const line = new TextEncoder().encode(`${JSON.stringify(entry)}\n`);
    await writeOutput(join(folder, "entry.json"), finished(line));
  } catch (error) {
    throw error instanceof Error && "code" in error ? fileFailure(folder, error) : error;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
