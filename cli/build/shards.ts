// The model in pieces, for browsers: entry.json, a core, and the shards.
import { join } from "node:path";
import { writeOutput } from "../files.ts";
import type { Trainer } from "./trainer.ts";

/** After pack. Core and shards are named after the build; the entry, which names them, comes last. */
export async function writeShards(trainer: Trainer, folder: string): Promise<void> {
  const entry = await trainer.cut();
  await writeOutput(join(folder, entry.core), await trainer.core());
  for (let shard = 0; shard < entry.shards; shard++) {
    await writeOutput(join(folder, `${entry.model}.${shard}`), await trainer.shard(shard));
  }
  await writeOutput(join(folder, "entry.json"), `${JSON.stringify(entry)}\n`);
}
