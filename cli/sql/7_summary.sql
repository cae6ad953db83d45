-- What the trainer and the report need to know of the whole: summary.parquet of docs/counts.md.
-- In:  the tables so far. Variables objective, currency.
-- Out: summary, one row.
CREATE OR REPLACE TEMP TABLE summary AS
SELECT
  span_counts.*,
  (SELECT count(*) FROM held_order)::UBIGINT AS held_orders,
  (SELECT count(DISTINCT customer) FROM order_list)::UBIGINT AS customers,
  (SELECT count(*) FROM order_size WHERE size > getvariable('basket_cap'))::UBIGINT
    AS orders_over_cap,
  getvariable('timed')::BOOLEAN AS timed,
  CASE
    WHEN getvariable('timed') THEN greatest(1, round(getvariable('window_seconds') / 86400))
    ELSE getvariable('window_days')
  END::UINTEGER AS window_days,
  -- To complete a basket is to predict this very order.
  CASE WHEN getvariable('objective') = 'next' THEN getvariable('returning_share') ELSE 1 END::DOUBLE
    AS returning_share,
  getvariable('far_share')::DOUBLE AS far_share,
  CASE WHEN getvariable('timed') THEN getvariable('pair_half_life_days') END::DOUBLE
    AS pair_half_life_days,
  coalesce(getvariable('last_time'), 0)::BIGINT AS last_time,
  getvariable('objective')::VARCHAR AS objective,
  getvariable('currency')::VARCHAR AS currency
FROM span_counts;
