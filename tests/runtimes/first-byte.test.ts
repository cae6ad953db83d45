/** When the first byte of a page goes out, and what is known of it by then. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { createHandler, type Handler } from "../../edge/handler.ts";
import { bundledModel } from "../../edge/model-source.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { assertSpliced, assertUnchanged, orderThenSlot, page, slot } from "./pages.ts";

let handle: Handler;
beforeAll(() => {
  buildModel();
  const module = new WebAssembly.Module(readFileSync("dist/afterglow-edge.wasm"));
  const model = bundledModel(readFileSync(modelPath));
  handle = createHandler({ module, model, routes: ["/thank-you/*"], holdTime: 200 });
});

/** A body that gives what it is told to, when it is told to. */
class Origin {
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  readonly #body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      this.#controller = controller;
    },
  });
  readonly #headers: Record<string, string>;

  constructor(length?: number) {
    this.#headers = { "content-type": "text/html; charset=utf-8", etag: '"v1"' };
    if (length !== undefined) this.#headers["content-length"] = String(length);
  }

  gives(html: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(html));
  }
  ends(): void {
    this.#controller?.close();
  }
  answer(): Promise<Response> {
    const request = new Request("https://shop.example/thank-you/1");
    return handle(request, async () => new Response(this.#body, { headers: this.#headers }));
  }
}

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

it("the first bytes go out while the origin still works on the rest", async () => {
  const origin = new Origin();
  const cut = orderThenSlot.indexOf("<h1>");
  origin.gives(orderThenSlot.slice(0, cut));
  const response = await origin.answer();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const seen: Uint8Array[] = [];
  const first = await reader.read();
  if (first.value) seen.push(first.value);
  expect(Buffer.concat(seen).length).toBeGreaterThan(cut - 200);
  origin.gives(orderThenSlot.slice(cut));
  origin.ends();
  for (let read = await reader.read(); !read.done; read = await reader.read())
    seen.push(read.value);
  assertSpliced(Buffer.concat(seen), orderThenSlot);
});

it("a page that is all there keeps its own headers when nothing is put into it", async () => {
  const html = page(slot);
  for (const length of [undefined, Buffer.byteLength(html)]) {
    const origin = new Origin(length);
    origin.gives(html);
    origin.ends();
    const response = await origin.answer();
    expect(response.headers.get("etag")).toBe('"v1"');
    expect(response.headers.get("server-timing")).toContain("order");
    assertUnchanged(await bytesOf(response), html);
  }
});

it("a page longer or shorter than its headers say still arrives as it is", async () => {
  const size = Buffer.byteLength(orderThenSlot);
  for (const length of [0, 1, size - 300, size - 1, size + 1, size * 2]) {
    const origin = new Origin(length);
    const cut = Math.min(length, orderThenSlot.length - 100);
    origin.gives(orderThenSlot.slice(0, cut));
    origin.gives(orderThenSlot.slice(cut));
    origin.ends();
    assertSpliced(await bytesOf(await origin.answer()), orderThenSlot);
  }
});

it("a page of known length whose end does not come goes out all the same", async () => {
  const origin = new Origin(Buffer.byteLength(orderThenSlot));
  origin.gives(orderThenSlot);
  const response = await origin.answer();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const first = await reader.read();
  assertSpliced(first.value ?? new Uint8Array(), orderThenSlot);
  origin.ends();
  expect((await reader.read()).done).toBe(true);
});
