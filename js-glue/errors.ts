/** Failure as a value. Nothing in js-glue/ throws for bad input: calls answer with a Result. */
import type { ErrorCode, ErrorName } from "./error-names.ts";

export type { ErrorCode, ErrorName } from "./error-names.ts";

/**
 * Filled with error-names.ts by afterglow.ts. The browser loader, which only ever tells messages,
 * does without: every byte of it is sent to buyers.
 */
export const errorNames: Partial<Record<number, ErrorName>> = {};

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
  return { ok: false, error: { code, name: errorNames[code] as ErrorName, message, offset } };
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
