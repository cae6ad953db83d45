// What `afterglow dev` serves: one page with the choices, what is shown in a frame, and the news.
import type { RenderContext, Touchpoint } from "../../js-glue/types.ts";
import { BadData } from "../failure.ts";
import { openModule, unwrap } from "../module.ts";
import frame from "./frame.html";
import type { LiveModel } from "./live-model.ts";

export interface Answer {
  status: number;
  type: string;
  body: string;
}

export interface Shown {
  live: LiveModel;
  order: Uint8Array;
  /** Milliseconds that a page waits for news. */
  patience: number;
}

const html = "text/html; charset=utf-8";
const plain = "text/plain; charset=utf-8";

/** A page of no shop in particular, for a widget that is part of one. */
function aroundWidget(widget: string, scheme: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>Widget</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root{color-scheme:${scheme === "dark" ? "dark" : "light"}}body{margin:0 auto;padding:2rem 1rem;max-width:64rem;font:16px/1.5 system-ui,sans-serif}</style>
</head><body><h1>Thank you for your order</h1>${widget}</body></html>`;
}

/** What the touchpoint of the address shows, rendered by the model as it is now. */
async function show(query: URLSearchParams, { live, order }: Shown): Promise<Answer> {
  const part = query.get("part") ?? "html";
  const context: RenderContext = {
    touchpoint: (query.get("touchpoint") ?? "confirmation") as Touchpoint,
    part: part as "html" | "text" | "json",
    now: Math.floor(Date.now() / 1000),
    ...(query.get("locale") ? { locale: query.get("locale") as string } : {}),
  };
  const afterglow = await openModule();
  try {
    unwrap("the model", afterglow.loadModel(live.bytes));
    const { content, decision } = unwrap("the order", afterglow.render(order, context));
    const nothing = `Nothing is shown (arm ${decision.arm}). ${decision.notes.join(" ")}`;
    if (content === "" || part !== "html") {
      return { status: 200, type: plain, body: content || nothing };
    }
    const whole = /^\s*<!doctype/i.test(content);
    const body = whole ? content : aroundWidget(content, query.get("scheme") ?? "light");
    return { status: 200, type: html, body };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { status: error instanceof BadData ? 422 : 400, type: plain, body: error.message };
  } finally {
    afterglow.close();
  }
}

export async function answerTo(url: URL, shown: Shown): Promise<Answer> {
  const { live, patience } = shown;
  if (url.pathname === "/") return { status: 200, type: html, body: frame };
  if (url.pathname === "/show") return show(url.searchParams, shown);
  if (url.pathname === "/changes") {
    await live.changeAfter(Number(url.searchParams.get("after")), patience);
    const news = { version: live.version, problem: live.problem ?? "" };
    return { status: 200, type: "application/json", body: JSON.stringify(news) };
  }
  return { status: 404, type: plain, body: "Nothing lives here." };
}
