/**
 * What the codes are called. Codes 1 to 13 mirror `ErrorCode` in wasm/base/result.h; from 100 on they
 * are the glue's own.
 */
export const allErrorNames = {
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

export type ErrorCode = keyof typeof allErrorNames;
export type ErrorName = (typeof allErrorNames)[ErrorCode];
