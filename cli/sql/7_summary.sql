-- What the trainer and the report need to know of the whole: summary.parquet of docs/counts.md.
-- In:  the tables so far. Variables objective, currency.
-- Out: summary, one row.
CREATE OR REPLACE TEMP TABLE summary AS
SELECT
  (SELECT count(*) FROM order_list)::UBIGINT AS orders,
  (SELECT count(*) FROM fit_order)::UBIGINT AS fit_orders,
  (SELECT count(*) FROM held_order)::UBIGINT AS held_orders,
  (SELECT count(DISTINCT customer) FROM order_list)::UBIGINT AS customers,
  (SELECT count(*) FROM order_size WHERE size > getvariable('basket_cap'))::UBIGINT
    AS orders_over_cap,
  getvariable('timed')::BOOLEAN AS timed,
  CASE
    WHEN getvariable('timed') THEN greatest(1, round(getvariable('window_seconds') / 86400))
    ELSE getvariable('window_days')
  END::UINTEGER AS window_days,
  coalesce(getvariable('last_time'), 0)::BIGINT AS last_time,
  getvariable('objective')::VARCHAR AS objective,
  getvariable('currency')::VARCHAR AS currency;
