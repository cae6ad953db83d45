// The playground: state in, decision out, everything in this tab.
import type { Afterglow } from "../../js-glue/afterglow.ts";
import type { RecordedOrder } from "../orders/recorded.ts";
import { showDecision } from "./decision-view.ts";
import { byId, bytesText, copyText, microseconds } from "./dom.ts";
import { decideAndRender, measure, startEngine, takeOverlay, todayOf } from "./engine.ts";
import { surfaceOf } from "./mocks.ts";
import { callsMade, gzipSize, showBytes, showRequests, showTimings } from "./numbers.ts";
import { orderAs } from "./order-formats.ts";
import { Preview } from "./preview.ts";
import { openSideBySide, tellSideBySide } from "./side-by-side.ts";
import { contextOf, readHash, type State, shareHash } from "./state.ts";
import { hearOfTemplates } from "./template-news.ts";
import { mountTheme } from "./theme.ts";
import { mountSample, paintSample, showSample } from "./theme-sample.ts";
import { showToday, type Today } from "./today.ts";

interface PlaygroundData {
  recorded: RecordedOrder[];
  sizes: Record<string, number>;
  model: string;
  version: number;
}

const data = JSON.parse(byId("playground-data").textContent ?? "") as PlaygroundData;
const form = byId<HTMLFormElement>("controls");
const broken = byId("broken");

const startState: State = {
  recorded: Math.max(
    0,
    data.recorded.findIndex((r) => r.title === "Camping for two"),
  ),
  order: "",
  format: "canonical",
  touchpoint: "confirmation",
  locale: "",
  places: "",
  arm: "",
  advertising: "yes",
  personalisation: "yes",
  off: [],
  prices: {},
  now: new Date().toISOString().slice(0, 16),
  seed: "1",
  viewport: innerWidth < 700 ? "phone" : "desktop",
  scheme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  part: "html",
  theme: {},
  both: "",
};

const state = readHash(location.hash, startState);

/** Puts the chosen recorded order into the editor, in the chosen format. */
function recall(): void {
  if (state.recorded === "own") return;
  const order = data.recorded[state.recorded]?.order ?? data.recorded[0]?.order;
  if (!order) return;
  state.order = JSON.stringify(orderAs(order, state.format), null, 2);
}

function fill(): void {
  const set = (name: string, value: string): void => {
    const field = document.querySelector<HTMLInputElement>(
      `[name="${name}"]${document.querySelector(`[name="${name}"][type=radio]`) ? `[value="${CSS.escape(value)}"]` : ""}`,
    );
    if (!field) return;
    if (field.type === "radio") field.checked = true;
    else if (field.type === "checkbox") field.checked = value === field.value;
    else field.value = value;
  };
  for (const name of [
    "format",
    "touchpoint",
    "locale",
    "places",
    "arm",
    "advertising",
    "personalisation",
    "now",
    "seed",
    "viewport",
    "scheme",
    "part",
    "order",
  ] as const)
    set(name, state[name]);
  set("recorded", String(state.recorded));
  byId("recorded-hint").textContent =
    state.recorded === "own" ? "" : (data.recorded[state.recorded]?.summary ?? "");
}

const preview = new Preview();
let engine: Afterglow;
let turn = 0;
/** The id of the decision shown. */
let decided = "";
let shown = "";
/** What the engine's overlay holds, and where the demo's server keeps it. */
let overlaid = { today: "", path: "" };

const today: Today = {
  off(offerId) {
    state.off = [...state.off, offerId];
    soon(0);
  },
  on(offerId) {
    state.off = state.off.filter((id) => id !== offerId);
    soon(0);
  },
  price(sku, price) {
    const { [sku]: _, ...others } = state.prices;
    state.prices = price === "" ? others : { ...others, [sku]: price };
    soon(0);
  },
};

/** Reads, decides, shows. A newer turn overtakes an older one that is still waiting for its page. */
async function update(): Promise<void> {
  const mine = ++turn;
  const status = byId("order-status");
  const read = engine.readOrder(state.order);
  status.className = read.ok ? "good" : "bad";
  status.textContent = read.ok
    ? `Read as ${read.value.format}: ${read.value.lines.length} ${read.value.lines.length === 1 ? "line" : "lines"}.`
    : `${read.error.message}${read.error.offset > 0 ? ` (byte ${read.error.offset})` : ""}`;
  if (!read.ok) return;
  try {
    await preview.prepare(state);
    if (mine !== turn) return;
    const wanted = todayOf(state);
    if (wanted !== overlaid.today) {
      overlaid = { today: wanted, path: await takeOverlay(engine, wanted) };
    }
    const made = decideAndRender(engine, state, preview.nonce);
    broken.hidden = made.ok;
    if (!made.ok) {
      broken.textContent = made.error.message;
      return;
    }
    const asData =
      surfaceOf(state.touchpoint) === "page"
        ? undefined
        : decideAndRender(engine, { ...state, part: "json" }, "");
    await preview.show(state, made.value.content, asData?.ok ? asData.value.content : "");
    decided = made.value.decision.decision_id;
    shown = made.value.content;
    showSample(state, sampleOf(state));
    showDecision(made.value.decision, made.value.decisionText, read.value, state, today, why());
    showToday(state, today);
    tellSideBySide(state);
    byId("figure-bytes").textContent = bytesText(
      new TextEncoder().encode(made.value.content).length,
    );
    document.documentElement.dataset.ready = "true";
    await count(mine, made.value.content);
  } catch (cause) {
    broken.hidden = false;
    broken.textContent = cause instanceof Error ? cause.message : String(cause);
  }
}

/** The widget in a page of the shop, whatever the touchpoint, arm and part are. */
function sampleOf(state: State): string {
  const touchpoint = surfaceOf(state.touchpoint) === "page" ? state.touchpoint : "confirmation";
  const made = decideAndRender(
    engine,
    { ...state, touchpoint, arm: "treatment", part: "html" },
    "",
  );
  return made.ok ? made.value.content : "";
}

/** What a merchant says of the recorded order's best offer, where it is one of the six. */
function why(): RecordedOrder["best"] {
  return state.recorded === "own" ? undefined : data.recorded[state.recorded]?.best;
}

/** The numbers come when the visitor has stopped changing things. */
async function count(mine: number, content: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 250));
  if (mine !== turn) return;
  const { order } = state;
  const context = contextOf(state);
  const before = callsMade();
  const plain = { ...context, explain: false };
  const calls = {
    "Read, decide, render": () => engine.render(order, plain),
    "Read and decide": () => engine.decide(order, plain),
    "Read and score": () => engine.recommend(order, { most: 4 }),
    "Read the order": () => engine.readOrder(order),
  };
  const timings = await measure(calls, () => mine !== turn);
  if (timings === null) return;
  const made = callsMade() - before;
  byId("figure-time").textContent = microseconds(timings[0]?.median ?? 0);
  byId("figure-calls").textContent = String(made);
  showTimings(timings);
  showBytes([
    ...Object.entries(data.sizes),
    ["Widget in the page (gzip)", await gzipSize(content)],
  ]);
  showRequests(
    timings.reduce((sum, timing) => sum + timing.calls, 0),
    made,
  );
  document.documentElement.dataset.counted = "true";
}

let waiting: ReturnType<typeof setTimeout> | undefined;
function soon(delay: number): void {
  clearTimeout(waiting);
  waiting = setTimeout(update, delay);
}

function changed(event: Event): void {
  const field = event.target as HTMLInputElement;
  const { name, value } = field;
  if (name === "order") {
    state.recorded = "own";
    state.order = value;
    fill();
  } else if (name === "recorded") {
    state.recorded = value === "own" ? "own" : Number(value);
    recall();
    fill();
  } else if (name === "format") {
    state.format = value as State["format"];
    recall();
    fill();
  } else if (name in state) {
    const given = field.type === "checkbox" && !field.checked ? "" : value;
    (state as unknown as Record<string, string>)[name] = given;
  }
  if (name === "scheme") repaint();
  soon(name === "order" || name === "seed" ? 250 : 0);
}

function repaint(): void {
  preview.paint(state);
  paintSample(state);
}

async function start(): Promise<void> {
  recall();
  fill();
  mountTheme(state, repaint);
  mountSample();
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.querySelector(".stage-bar")?.addEventListener("input", changed);
  byId("roll").addEventListener("click", () => {
    state.seed = String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 1);
    fill();
    soon(0);
  });
  const share = byId("share");
  share.addEventListener("click", () => {
    history.replaceState(null, "", shareHash(state));
    return copyText(location.href, share);
  });
  addEventListener("hashchange", () => {
    Object.assign(state, readHash(location.hash, startState));
    recall();
    fill();
    mountTheme(state, repaint);
    soon(0);
  });
  byId("open-twice").addEventListener("click", () => {
    state.both = "yes";
    openBoth();
  });
  engine = await startEngine(data.model);
  await update();
  if (state.both) openBoth();
  if (data.version > 0) void hearOfTemplates(data.version, takeTemplates);
}

/** What two pages ask for is not asked to decide: the numbers are taken again when they are there. */
function openBoth(): void {
  turn++;
  openSideBySide(engine, state, overlaid.path, decided)
    .catch((cause) => {
      byId("verdict").textContent = String(cause);
    })
    .finally(() => count(++turn, shown));
}

/** A saved template: the model with it, or what is wrong with it. */
async function takeTemplates({ problem }: { problem: string }): Promise<void> {
  const told = byId("template-problem");
  told.textContent = problem;
  told.hidden = problem === "";
  if (problem) return;
  engine = await startEngine(data.model);
  overlaid = { today: "", path: "" };
  await update();
}

start().catch((cause) => {
  broken.hidden = false;
  broken.textContent = cause instanceof Error ? cause.message : String(cause);
});
