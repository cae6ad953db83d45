/**
 * Failure as a value. Nothing in js-glue/ throws for bad input: calls answer with a Result.
 *
 * Codes 1 to 13 mirror `ErrorCode` in wasm/base/result.h; from 100 on they are the glue's own.
 */
export const errorNames = {
  1: "bad-argument",
  2: "bad-json",
  3: "bad-order",
  4: "limit",
  5: "bad-model",
  6: "model-version",
  7: "model-checksum",
  8: "no-model",
  9: "bad-overlay",
  10: "bad-template",
  11: "bad-offers",
  12: "bad-page",
  13: "bad-training-data",
  /** The bytes are not a module that this runtime can compile, or not Afterglow's. */
  100: "bad-module",
  /** The module trapped, now or earlier: the instance is unusable, make a new one. */
  101: "trap",
  /** The instance or the page session was closed before. */
  102: "closed",
  /** The module broke the contract of scorer_abi.h. */
  103: "bad-answer",
  /** A file without the signature that the public key asks for, or with another. */
  104: "bad-signature",
} as const;

export type ErrorCode = keyof typeof errorNames;
export type ErrorName = (typeof errorNames)[ErrorCode];

export interface AfterglowError {
  code: ErrorCode;
  name: ErrorName;
  /** One sentence that names the input and what was expected. */
  message: string;
  /** Byte in the input where it went wrong; 0 when there is no such place. */
  offset: number;
}

export interface Failure {
  ok: false;
  error: AfterglowError;
}
export type Result<T> = { ok: true; value: T } | Failure;

/** A call that answers in JSON: the exact text, and the value parsed from it on first use. */
export interface Answer<T> {
  ok: true;
  text: string;
  readonly value: T;
}
export type JsonResult<T> = Answer<T> | Failure;

export function failure(code: ErrorCode, message: string, offset = 0): Failure {
  return { ok: false, error: { code, name: errorNames[code], message, offset } };
}

export function answer<T>(text: string): Answer<T> {
  let parsed: T | undefined;
  return {
    ok: true,
    text,
    get value() {
      parsed ??= JSON.parse(text) as T;
      return parsed;
    },
  };
}
