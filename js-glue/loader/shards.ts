/** The model in pieces: an entry that names them, a core, and the shards of an order's own lines. */

/** What `afterglow build --shards` writes as entry.json. */
export interface Entry {
  model: string;
  core: string;
  shards: number;
}

/** Where a SKU's row is: FNV-1a (32 bits) of its UTF-8 bytes; the same as wasm/model/shard.h. */
function shardOf(sku: string, shards: number): number {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(sku)) hash = Math.imul(hash ^ byte, 16777619);
  return (hash >>> 0) % shards;
}

/** The names of the files that the lines need, each once. */
export function shardsFor({ model, shards }: Entry, lines: { sku: string }[]): string[] {
  return [...new Set(lines.map(({ sku }) => `${model}.${shardOf(sku, shards)}`))];
}

/** The entry, when the file is one; a model file begins with its magic instead of a brace. */
export function entryIn(bytes: Uint8Array): Entry | undefined {
  return bytes[0] === 0x7b ? JSON.parse(new TextDecoder().decode(bytes)) : undefined;
}
