/**
 * Money in whole minor units of ISO 4217. `Intl` is not asked for the exponent: its digits are those
 * that people write (CLDR gives the forint none, ISO 4217 two).
 */

// The codes whose exponent is not 2, as in wasm/base/money.cc.
const exponent0 = new Set(
  "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "),
);
const exponent3 = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));

/** Decimal places of the currency's minor unit; 2 when the currency is not known. */
export function exponentOf(currency: string | null): number {
  if (currency === null) return 2;
  if (exponent0.has(currency)) return 0;
  return exponent3.has(currency) ? 3 : 2;
}

/** Minor units in one of the currency's major unit: 100 for EUR, 1 for JPY; 100 when unknown. */
export const minorUnits = (currency: string | null): number => 10 ** exponentOf(currency);

/** An ISO 4217 code in use. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

/** Decimal text in minor units: "19.90" -> 1990 for EUR. Null when it is no amount of the currency. */
export function minorAmount(text: string, currency: string): number | null {
  const [, whole, fraction = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text) ?? [];
  const exponent = exponentOf(currency);
  if (whole === undefined || fraction.length > exponent) return null;
  // At most fifteen digits, which a number holds exactly.
  return Number(whole + fraction.padEnd(exponent, "0"));
}

/** Minor units as decimal text: 1990 -> "19.90" for EUR. */
export function decimalText(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  if (exponent === 0) return String(minor);
  const digits = String(minor).padStart(exponent + 1, "0");
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
