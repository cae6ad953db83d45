/** Runs the spec cases on a module; the same code in Node, workerd, Chromium and every other runtime. */
import type { Afterglow } from "../../js-glue/afterglow.ts";
import type { AfterglowError } from "../../js-glue/errors.ts";
import type { PageSession, PageStep, Splice } from "../../js-glue/page-session.ts";
import type { Context, PageContext } from "../../js-glue/types.ts";

export interface SpecCase {
  name: string;
  call: "decide" | "recommend" | "render" | "read_order" | "page";
  order?: unknown;
  context?: Context & PageContext;
  most?: number;
  repeats?: boolean;
  page?: string;
}
export interface SpecAnswer {
  name: string;
  status: number;
  text: string;
}

const piece = 7;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

function refusal(error: AfterglowError): { status: number; text: string } {
  return { status: error.code, text: error.message };
}

function cut(page: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < page.length; at += size) pieces.push(page.subarray(at, at + size));
  return pieces;
}

function apply(page: Uint8Array, splice: Splice | undefined): string {
  if (!splice) return decoder.decode(page);
  return (
    decoder.decode(page.subarray(0, splice.at)) +
    decoder.decode(splice.bytes) +
    decoder.decode(page.subarray(splice.end))
  );
}

function throughSession(session: PageSession, page: Uint8Array, size: number): string {
  let splice: Splice | undefined;
  const take = (step: PageStep): boolean => {
    splice ??= step.splice;
    return step.done;
  };
  let done = false;
  for (const chunk of cut(page, size)) {
    const written = session.write(chunk);
    if (!written.ok) return `write failed: ${written.error.message}`;
    done = take(written.value);
    if (done) break;
  }
  if (!done) {
    const ended = session.end();
    if (!ended.ok) return `end failed: ${ended.error.message}`;
    take(ended.value);
  }
  const report = session.report();
  // The slots a report lists are those found by then, which depends on the pieces.
  const { slots, payloads, ...rest } = report.ok ? report.value : { outcome: "no report" };
  return `${JSON.stringify(rest)}\n${apply(page, splice)}`;
}

function throughPage(afterglow: Afterglow, spec: SpecCase): { status: number; text: string } {
  const page = encoder.encode(spec.page);
  const answers = [page.length, piece].map((size) => {
    const session = afterglow.page(spec.context);
    if (!session.ok) return refusal(session.error);
    const text = throughSession(session.value, page, size);
    session.value.close();
    return { status: 0, text };
  });
  const [whole, cutUp] = answers as [SpecAnswer, SpecAnswer];
  if (whole.text !== cutUp.text) {
    return { status: -1, text: `whole: ${whole.text}\nin pieces: ${cutUp.text}` };
  }
  return whole;
}

function answerTo(afterglow: Afterglow, spec: SpecCase): { status: number; text: string } {
  if (spec.call === "page") return throughPage(afterglow, spec);
  const order = JSON.stringify(spec.order);
  if (spec.call === "render") {
    const rendered = afterglow.render(order, spec.context);
    if (!rendered.ok) return refusal(rendered.error);
    return { status: 0, text: `${rendered.value.decisionText}\n${rendered.value.content}` };
  }
  const answer =
    spec.call === "decide"
      ? afterglow.decide(order, spec.context)
      : spec.call === "recommend"
        ? afterglow.recommend(order, { most: spec.most ?? 10, repeats: spec.repeats ?? false })
        : afterglow.readOrder(order);
  return answer.ok ? { status: 0, text: answer.text } : refusal(answer.error);
}

export function runCases(afterglow: Afterglow, cases: SpecCase[]): SpecAnswer[] {
  return cases.map((spec) => ({ name: spec.name, ...answerTo(afterglow, spec) }));
}
