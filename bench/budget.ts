/** What every benchmark says of what it measured: rows that stand beside a budget. */
import { cpus, loadavg } from "node:os";
import { table } from "../cli/table.ts";

export interface Row {
  what: string;
  ours: string;
  /** What the peer took; empty where there is none. */
  peer: string;
  /** How many times better than the peer. */
  ratio: number | null;
  /** Empty where the design sets none. */
  budget: string;
  met: boolean;
}

/** Something that has a limit of its own, and no peer. */
export function atMost(what: string, ours: number, limit: number | null, unit: string): Row {
  const budget = limit === null ? "" : `≤ ${limit} ${unit}`;
  const met = limit === null || ours <= limit;
  return { what, ours: `${ours.toFixed(2)} ${unit}`, peer: "", ratio: null, budget, met };
}

/** Kilobytes of a thousand bytes, as budgets count them. */
export const kilobytes = (bytes: number): number => bytes / 1000;

export const machine = (): string =>
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}; node ${process.version}`;

export function rowsTable(rows: Row[]): string {
  const cells = rows.map(({ what, ours, peer, ratio, budget, met }) => [
    what,
    ours,
    peer,
    ratio === null ? "" : `${ratio.toFixed(1)}×`,
    budget,
    budget === "" ? "" : met ? "met" : "MISSED",
  ]);
  return table(["", "ours", "peer", "better by", "budget", ""], cells);
}
