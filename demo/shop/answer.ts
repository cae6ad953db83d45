// What the shop answers, as a value: written to the socket in one place.
import type { Html } from "./html.ts";

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'`,
  ].join("; ");
}

export function htmlAnswer(status: number, body: Html, policy: string): Answer {
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "private, no-store",
      "referrer-policy": "same-origin",
    },
    body: body.text,
  };
}

export const redirect = (location: string): Answer => ({
  status: 303,
  headers: { location, "cache-control": "no-store" },
  body: "",
});

/** A file that may be cached for as long as the demo runs. */
export const file = (
  body: string | Uint8Array,
  type: string,
  cache = "public, max-age=300",
): Answer => ({
  status: 200,
  headers: { "content-type": type, "cache-control": cache },
  body,
});

export const jsonAnswer = (status: number, value: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  body: JSON.stringify(value),
});
