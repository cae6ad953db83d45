/** The model in pieces: an entry that names them, a core, and the shards of an order's own lines. */

/** What `afterglow build --shards` writes as entry.json. */
export interface Entry {
  /** Version of the format. */
  afterglow: number;
  /** Checksum of the whole model. */
  model: string;
  /** What core ("<build>.core") and shards ("<build>.0", …) are called after: the core's hash. */
  build: string;
  /** SHA-256 of the core, as fetch checks it. The core vouches for the shards. */
  integrity: string;
  shards: number;
  skus: number;
}

/** Where a SKU's row is: FNV-1a (32 bits) of its UTF-8 bytes; the same as wasm/model/shard.h. */
function shardOf(sku: string, shards: number): number {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(sku)) hash = Math.imul(hash ^ byte, 16777619);
  return (hash >>> 0) % shards;
}

/** The names of the files that the lines need, each once. */
export function shardsFor({ build, shards }: Entry, lines: { sku: string }[]): string[] {
  return [...new Set(lines.map(({ sku }) => `${build}.${shardOf(sku, shards)}`))];
}

/** The entry, when the file is one: a line of JSON, and perhaps a signature. A model file begins with its magic instead of a brace. */
export function entryIn(bytes: Uint8Array): Entry | undefined {
  return bytes[0] === 0x7b
    ? JSON.parse(new TextDecoder().decode(bytes).split("\n")[0] as string)
    : undefined;
}
