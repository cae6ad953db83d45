-- Every row read, typed, with the reason it cannot be used (NULL: it can).
-- In:  raw_rows(order_id, customer_id, ordered_at, sku, quantity, unit_price, title, category,
--      currency, refused): texts in the order of the files; `refused` is the reader's own verdict.
--      Variable latest_time: Unix seconds after which no order can have been placed.
-- Out: checked_rows(row, order_id, customer_id, time, sku, price, currency, title, category, reason)
CREATE OR REPLACE TEMP TABLE checked_rows AS
WITH texts AS (
  SELECT
    rowid AS row,
    nullif(trim(order_id), '') AS order_id,
    nullif(trim(customer_id), '') AS customer_id,
    nullif(trim(ordered_at), '') AS ordered_at,
    nullif(trim(sku), '') AS sku,
    nullif(trim(quantity), '') AS quantity,
    nullif(trim(unit_price), '') AS unit_price,
    nullif(trim(title), '') AS title,
    nullif(trim(category), '') AS category,
    upper(nullif(trim(currency), '')) AS currency,
    refused
  FROM raw_rows
),
typed AS (
  SELECT
    *,
    CASE
      -- Unix seconds, or milliseconds as JavaScript counts them.
      WHEN regexp_full_match(ordered_at, '0|[0-9]{9,10}') THEN ordered_at::BIGINT
      WHEN regexp_full_match(ordered_at, '[0-9]{12,13}') THEN ordered_at::BIGINT // 1000
      WHEN regexp_full_match(ordered_at, '[0-9]{8}')
        THEN epoch(try_strptime(ordered_at, '%Y%m%d'))::BIGINT
      ELSE floor(epoch(coalesce(
        try_cast(ordered_at AS TIMESTAMPTZ),
        -- Shopify puts a blank before the offset: "2026-11-21 10:00:00 -0500".
        try_cast(regexp_replace(ordered_at, ' ([+-][0-9]{4})$', '\1') AS TIMESTAMPTZ)
      )))::BIGINT
    END AS time,
    try_cast(quantity AS DOUBLE) AS quantity_number,
    try_cast(unit_price AS DOUBLE) AS price
  FROM texts
)
SELECT
  row, order_id, customer_id,
  -- Before there were web shops: a zero that somebody's export wrote for "unknown".
  CASE WHEN time >= epoch(TIMESTAMP '1990-01-01') THEN time END AS time,
  sku, price, currency, title, category,
  CASE
    WHEN refused IS NOT NULL THEN refused
    WHEN order_id IS NULL THEN 'order_id is missing'
    WHEN sku IS NULL THEN 'sku is missing'
    WHEN strlen(sku) > 128 THEN 'sku is longer than 128 bytes'
    WHEN regexp_matches(sku, '[[:cntrl:]]') THEN 'sku has control characters'
    WHEN quantity IS NOT NULL AND (quantity_number IS NULL OR NOT isfinite(quantity_number))
      THEN 'quantity is not a number'
    WHEN quantity IS NOT NULL AND quantity_number <= 0 THEN 'quantity is not positive'
    WHEN unit_price IS NOT NULL AND (price IS NULL OR NOT isfinite(price))
      THEN 'unit_price is not a number'
    WHEN unit_price IS NOT NULL AND price < 0 THEN 'unit_price is negative'
    WHEN ordered_at IS NOT NULL AND time IS NULL THEN 'ordered_at is not a time'
    WHEN time > getvariable('latest_time') THEN 'ordered_at is in the future'
  END AS reason
FROM typed;
