const euro = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });

/** Minor units -> "€199.00" */
export const money = (minor: number): string => euro.format(minor / 100);
