/** Pages and origins that go wrong in every way, drawn by a seed. */
import { gzipSync } from "node:zlib";
import type { Served } from "../runtimes/origin.ts";
import { dataScript, order, orderThenSlot, page, slot } from "../runtimes/pages.ts";

/** xorshift32: the same faults in the same order for the same seed. */
export function chance(seed: number): (below: number) => number {
  let state = seed || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

export interface Fault {
  name: string;
  served: Served;
  /** The bytes the origin sends, decoded. */
  sent: Uint8Array;
  /** A break may lose what was under way, but nothing may be added or changed. */
  cut: boolean;
}

const soup = [
  "<p>",
  "</p>",
  "<div class='a",
  "'>",
  "<!-- ",
  "-->",
  "<script>",
  "</script>",
  "<style>",
  "</style>",
  "<textarea>",
  "</textarea>",
  "<![CDATA[",
  "]]>",
  "<",
  ">",
  "&amp;",
  "\0",
  "é",
  '"',
  "<svg>",
  "</svg>",
  "<template>",
  "</template>",
  "<title>",
  "</title>",
  "</",
  "<a href=x",
  "</body>",
  "</main>",
  "<main>",
];

function garbage(draw: (below: number) => number): string {
  const parts = Array.from({ length: 40 + draw(200) }, () => soup[draw(soup.length)] ?? "");
  parts.splice(draw(parts.length), 0, dataScript());
  parts.splice(draw(parts.length), 0, slot);
  return parts.join("");
}

function inChunks(text: string, draw: (below: number) => number): Uint8Array[] {
  const bytes = Buffer.from(text);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + draw(bytes.length);
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

/** The next page: `kind` names what is wrong with it. */
export function nextFault(draw: (below: number) => number): Fault {
  const whole = (name: string, html: string, more: Partial<Served> = {}): Fault => {
    const chunks = inChunks(html, draw);
    const pause = draw(4);
    return { name, served: { chunks, pause, ...more }, sent: Buffer.from(html), cut: false };
  };
  switch (draw(12)) {
    case 0:
      return whole("order behind the slot", page(slot, dataScript()));
    case 1:
      return whole("no order", page(slot));
    case 2:
      return whole("broken order", page(dataScript(`{"order_id":"${draw(99)}","lines":[`) + slot));
    case 3:
      return whole("broken order header", page(slot), { headers: { "afterglow-order": "%%%" } });
    case 4:
      return whole("unknown SKUs", page(dataScript({ ...order, lines: [{ sku: "?" }] }) + slot));
    case 5:
      return whole("origin error", orderThenSlot, { status: 500 });
    case 6:
    case 7:
      return whole("garbage", garbage(draw));
    case 8: {
      const html = orderThenSlot.slice(0, 1 + draw(orderThenSlot.length - 1));
      return { ...whole("origin cut", html, { cut: true }), cut: true };
    }
    case 9:
      return whole("slow origin", orderThenSlot, { pause: 40 });
    case 10: {
      const headers = { "content-encoding": "gzip" };
      const fault = whole("compressed origin", orderThenSlot, { headers });
      return { ...fault, served: { ...fault.served, chunks: [gzipSync(orderThenSlot)] } };
    }
    default:
      return whole("nothing wrong", orderThenSlot);
  }
}
