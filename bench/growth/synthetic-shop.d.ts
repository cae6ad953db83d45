/** SQL for a number in [0, 1) that depends on its arguments, SQL too, alone. */
export declare function random(...parts: string[]): string;
/** Writes `orders` orders of `skus` SKUs to the Parquet file `out`. */
export declare function writeSyntheticOrders(
  skus: number,
  orders: number,
  out: string,
): Promise<void>;
