-- What each SKU is to a buyer: from the products file where there is one, else from the orders.
-- Products never sold come last, by their text.
-- In:  skus, products(sku, title, url, image, category, price, margin, available). Variables
--      has_products; minor_units: 10^exponent of the currency.
-- Out: card(sku, text, title, url, image, category, price, margin, offered, and the counts of
--      skus): no NULLs, -1 for an unknown price or margin, in minor units.
CREATE OR REPLACE TEMP TABLE card AS
WITH everything AS (
  SELECT * FROM skus
  UNION ALL BY NAME
  SELECT
    ((SELECT count(*) FROM skus) + row_number() OVER (ORDER BY sku) - 1)::UINTEGER AS sku,
    sku AS text
  FROM products
  WHERE sku NOT IN (SELECT text FROM skus)
)
SELECT
  everything.sku,
  text,
  coalesce(products.title, everything.title, '') AS title,
  coalesce(products.url, '') AS url,
  coalesce(products.image, '') AS image,
  coalesce(products.category, everything.category, '') AS category,
  coalesce(
    try_cast(round(coalesce(products.price, everything.price) * getvariable('minor_units'))
      AS BIGINT), -1) AS price,
  -- Sold below cost, a product earns nothing.
  coalesce(
    try_cast(round(CASE
      WHEN products.margin < 0 THEN 0
      ELSE products.margin * getvariable('minor_units')
    END) AS BIGINT), -1) AS margin,
  (NOT getvariable('has_products') OR coalesce(products.available, false))::UTINYINT AS offered,
  coalesce(orders, 0)::UINTEGER AS orders,
  coalesce(popularity, 0)::FLOAT AS popularity,
  coalesce(discovery, 0)::FLOAT AS discovery,
  coalesce(next_mass, 0)::DOUBLE AS next_mass,
  coalesce(fit_orders, 0)::UINTEGER AS fit_orders,
  coalesce(fit_popularity, 0)::FLOAT AS fit_popularity,
  coalesce(fit_discovery, 0)::FLOAT AS fit_discovery,
  coalesce(fit_next_mass, 0)::DOUBLE AS fit_next_mass,
  coalesce(repeat, 0)::FLOAT AS repeat,
  coalesce(days25, 0)::USMALLINT AS days25,
  coalesce(days50, 0)::USMALLINT AS days50,
  coalesce(days75, 0)::USMALLINT AS days75
FROM everything
LEFT JOIN products ON products.sku = text
ORDER BY everything.sku;
