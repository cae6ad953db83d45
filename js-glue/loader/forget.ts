/** Where this device's history is; see history.ts. */
export const key = "afterglow.skus";

export function forgetHistory(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was stored either.
  }
}
