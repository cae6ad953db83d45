/** Where a model file, or an overlay file, comes from. */
export interface ModelSource {
  /**
   * The current bytes, with a name for them if there is one; null when they are still those that
   * `version` names. Rejects when there is no model to be had.
   */
  load(version: string | undefined): Promise<{ bytes: Uint8Array; version?: string } | null>;
}

/** A model deployed together with the code. It never changes while the process runs. */
export function bundledModel(bytes: ArrayBuffer | Uint8Array): ModelSource {
  const model = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  return { load: async (version) => (version ? null : { bytes: model, version: "bundled" }) };
}

const fetchTime = 10_000;

/** A model behind a URL, asked for again with its ETag. `fetcher` may be an assets binding's. */
export function urlModel(url: string | URL, fetcher: typeof fetch = fetch): ModelSource {
  return {
    async load(version) {
      const response = await fetcher(String(url), {
        headers: version ? { "if-none-match": version } : {},
        signal: AbortSignal.timeout(fetchTime),
      });
      if (response.status === 304) return null;
      if (!response.ok) throw new Error(`the model's address answered ${response.status}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const etag = response.headers.get("etag");
      return etag ? { bytes, version: etag } : { bytes };
    },
  };
}

/** The two calls of a Workers KV namespace that a model needs. */
export interface KeyValueStore {
  getWithMetadata(
    key: string,
    type: "arrayBuffer",
  ): Promise<{ value: ArrayBuffer | null; metadata: unknown }>;
}

/** A model under one key of a KV namespace; its metadata may hold {"version":"…"}. */
export function kvModel(store: KeyValueStore, key: string): ModelSource {
  return {
    async load(version) {
      const { value, metadata } = await store.getWithMetadata(key, "arrayBuffer");
      if (!value) throw new Error(`the KV namespace has no key ${key}`);
      const stored = (metadata as { version?: unknown } | null)?.version;
      if (typeof stored !== "string") return { bytes: new Uint8Array(value) };
      return stored === version ? null : { bytes: new Uint8Array(value), version: stored };
    },
  };
}
