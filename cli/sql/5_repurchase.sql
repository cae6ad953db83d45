-- How often, and after how long, customers buy a SKU again.
-- In:  order_list, line, sku_list. Variables timed, window_seconds, last_time.
-- Out: repurchase(sku, repeat, days25, days50, days75): repeat is the share of purchases
--      followed by another within the window, drawn towards the shop's mean by five purchases'
--      weight; days are 0 where fewer than three intervals were seen.
CREATE OR REPLACE TEMP TABLE repurchase AS
WITH purchase AS (
  SELECT
    sku, customer, time, sequence,
    lead(time) OVER buying - time AS seconds,
    lead(sequence) OVER buying - sequence AS steps
  FROM line
  JOIN order_list USING (order_no)
  WHERE sequence IS NOT NULL
  WINDOW buying AS (PARTITION BY sku, customer ORDER BY sequence)
),
last_sequence AS (
  SELECT customer, max(sequence) AS last FROM order_list WHERE sequence IS NOT NULL GROUP BY customer
),
observed AS (
  SELECT
    sku, seconds,
    -- Only purchases whose window is over can say whether something followed.
    CASE
      WHEN getvariable('timed') THEN time <= getvariable('last_time') - getvariable('window_seconds')
      ELSE sequence < last
    END AS complete,
    CASE
      WHEN getvariable('timed') THEN coalesce(seconds <= getvariable('window_seconds'), false)
      ELSE coalesce(steps = 1, false)
    END AS again
  FROM purchase
  JOIN last_sequence USING (customer)
),
shop AS (
  SELECT coalesce(avg(again::INT) FILTER (complete), 0) AS propensity FROM observed
),
per_sku AS (
  SELECT
    sku,
    count(*) FILTER (complete) AS seen,
    count(*) FILTER (complete AND again) AS again,
    count(seconds) AS intervals,
    quantile_disc(seconds, [0.25, 0.5, 0.75]) AS quantiles
  FROM observed
  GROUP BY sku
)
SELECT
  sku,
  ((coalesce(again, 0) + 5 * propensity) / (coalesce(seen, 0) + 5))::FLOAT AS repeat,
  least(coalesce(CASE WHEN intervals >= 3 THEN round(quantiles[1] / 86400) END, 0), 65535)::USMALLINT
    AS days25,
  least(coalesce(CASE WHEN intervals >= 3 THEN round(quantiles[2] / 86400) END, 0), 65535)::USMALLINT
    AS days50,
  least(coalesce(CASE WHEN intervals >= 3 THEN round(quantiles[3] / 86400) END, 0), 65535)::USMALLINT
    AS days75
FROM sku_list
LEFT JOIN per_sku USING (sku)
CROSS JOIN shop
ORDER BY sku;
