/** How a locale writes amounts of a currency, taken apart from what `Intl.NumberFormat` writes. */

export interface MoneyShape {
  decimal: string;
  group: string;
  /** Code point of the locale's digit zero. */
  zero: number;
  /** Digits in the last group and in the others; 0: none are grouped. */
  primary: number;
  secondary: number;
  /** Digits needed before the first separator. */
  minimum: number;
  /** Digits after the decimal separator. */
  digits: number;
}

export interface MoneyFormat {
  positivePrefix: string;
  positiveSuffix: string;
  negativePrefix: string;
  negativeSuffix: string;
  shape: MoneyShape;
}

const isDigits = ({ type }: Intl.NumberFormatPart) => type === "integer" || type === "fraction";
const textOf = (parts: Intl.NumberFormatPart[]) => parts.map(({ value }) => value).join("");

/** What stands before the first and behind the last digit. */
function around(parts: Intl.NumberFormatPart[]): [prefix: string, suffix: string] {
  const first = parts.findIndex(isDigits);
  const last = parts.findLastIndex(isDigits);
  return [textOf(parts.slice(0, first)), textOf(parts.slice(last + 1))];
}

/** Throws a RangeError for a locale or a currency that `Intl` refuses. */
export function moneyFormat(locale: string, currency: string): MoneyFormat {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const parts = format.formatToParts(123456789012.5);
  const groups = parts.filter(({ type }) => type === "integer").map(({ value }) => value);
  const isGrouped = (amount: number) =>
    format.formatToParts(amount).some(({ type }) => type === "group");
  const [positivePrefix, positiveSuffix] = around(parts);
  const [negativePrefix, negativeSuffix] = around(format.formatToParts(-1));
  const length = (at: number) => [...(groups.at(at) ?? "")].length;
  const partText = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? "";
  return {
    positivePrefix,
    positiveSuffix,
    negativePrefix,
    negativeSuffix,
    shape: {
      decimal: partText("decimal"),
      group: partText("group"),
      zero: textOf(format.formatToParts(0).filter(isDigits)).codePointAt(0) ?? 0x30,
      primary: groups.length > 1 ? length(-1) : 0,
      secondary: groups.length > 2 ? length(-2) : 0,
      minimum: isGrouped(1000) ? 1 : isGrouped(10000) ? 2 : 3,
      digits: format.resolvedOptions().maximumFractionDigits ?? 2,
    },
  };
}
