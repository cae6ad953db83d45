-- What the orders say about each SKU: skus.parquet of docs/counts.md.
-- In:  checked_rows, line, sku_list, sku_counts, repurchase. Variable currency: that of the shop, ''
--      unknown; a price in another currency says nothing.
-- Out: skus(sku, text, title, category, price, orders, popularity, discovery, next_mass, the same
--      four with fit_, repeat, days25, days50, days75): title, category and price from the newest
--      line that says it.
CREATE OR REPLACE TEMP TABLE skus AS
WITH sold AS (
  SELECT
    line.sku,
    arg_max(title, order_no::BIGINT * 4294967296 + line.row) AS title,
    arg_max(category, order_no::BIGINT * 4294967296 + line.row) AS category,
    arg_max(price, order_no::BIGINT * 4294967296 + line.row) FILTER (
      price > 0 AND coalesce(currency = getvariable('currency'), true)
    ) AS price
  FROM line
  JOIN checked_rows USING (row)
  GROUP BY line.sku
)
SELECT
  sku, text, title, category, price, orders, popularity, discovery, next_mass, fit_orders,
  fit_popularity, fit_discovery, fit_next_mass, repeat, days25, days50, days75
FROM sku_list
JOIN sold USING (sku)
JOIN sku_counts USING (sku)
JOIN repurchase USING (sku)
ORDER BY sku;
