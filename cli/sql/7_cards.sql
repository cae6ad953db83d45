-- What each SKU is to a buyer: from the products file where there is one, else from the newest
-- order line that says it.
-- In:  checked_rows, line, sku_list, products(sku, title, url, image, category, price, margin,
--      available). Variables has_products; currency: that of the shop, '' unknown; minor_units: 10^exponent
--      of it. A price in another currency says nothing.
-- Out: card(sku, text, title, url, image, category, price, margin, offered)
CREATE OR REPLACE TEMP TABLE card AS
WITH sold AS (
  SELECT
    line.sku,
    arg_max(title, order_no::BIGINT * 4294967296 + line.row) AS title,
    arg_max(category, order_no::BIGINT * 4294967296 + line.row) AS category,
    arg_max(price, order_no::BIGINT * 4294967296 + line.row) FILTER (
      price > 0 AND coalesce(currency = getvariable('currency'), true)) AS price
  FROM line
  JOIN checked_rows USING (row)
  GROUP BY line.sku
)
SELECT
  sku_list.sku,
  sku_list.text,
  coalesce(products.title, sold.title, '') AS title,
  coalesce(products.url, '') AS url,
  coalesce(products.image, '') AS image,
  coalesce(products.category, sold.category, '') AS category,
  coalesce(round(coalesce(products.price, sold.price) * getvariable('minor_units')), -1)::BIGINT
    AS price,
  coalesce(round(products.margin * getvariable('minor_units')), -1)::BIGINT AS margin,
  (NOT getvariable('has_products') OR coalesce(products.available, products.sku IS NOT NULL))
    ::UTINYINT AS offered
FROM sku_list
LEFT JOIN sold USING (sku)
LEFT JOIN products ON products.sku = sku_list.text
ORDER BY sku_list.sku;
