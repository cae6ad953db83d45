// What the build and its training thread say to each other. One request at a time is answered;
// values are handed over, not copied.

export type TrainRequest =
  | { kind: "reserve"; column: string; values: number }
  | { kind: "put"; column: string; values: ArrayBuffer }
  | { kind: "section"; tag: string; bytes: ArrayBuffer }
  | { kind: "templates"; files: ArrayBuffer }
  | { kind: "offers"; book: string }
  | { kind: "jobs"; options: string }
  | { kind: "choose"; options: string }
  | { kind: "solve"; job: string }
  | { kind: "weights"; part: string; weights: ArrayBuffer }
  | { kind: "learn"; options: string }
  | { kind: "pack"; settings: string }
  | { kind: "describe" }
  | { kind: "cut" }
  | { kind: "core" }
  | { kind: "shard"; number: number }
  | { kind: "refit"; model: ArrayBuffer }
  | { kind: "proof"; number: number }
  | { kind: "overlay"; overlay: string };

/** The trainer's answer, or why it could not. */
export type TrainReply = { ok: true; bytes: ArrayBuffer } | { ok: false; message: string };
