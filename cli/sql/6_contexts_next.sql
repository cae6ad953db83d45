-- Validation contexts for the customer's next order.
-- In:  context_order, order_list, line, basket. Variables most_history, timed, window_seconds,
--      last_time, fewest_contexts.
-- Out: contexts(context, part, place, sku, weight): part 0 the basket, 1 the history with the most
--      recent order first, 2 what the customer ordered next; weight: how much the situation counts
--      in calibration, the same in all its rows.
-- A probability is one of a purchase within the window: situations after which the customer came
-- back later than that do not count. The others count so that together they are as old as the
-- customers' latest orders are, which are the situations to come: the newer a situation, the less
-- has been learned of what came after it, and the less of that is recommended.
CREATE OR REPLACE TEMP TABLE context_weight AS
WITH latest AS (
  SELECT max(time) AS time FROM order_list WHERE sequence IS NOT NULL GROUP BY customer
),
situation AS (
  SELECT
    context,
    earlier.time,
    later.time - earlier.time <= getvariable('window_seconds') AS within
  FROM context_order
  JOIN order_list AS earlier USING (order_no)
  JOIN order_list AS later
    ON later.customer = context_order.customer AND later.sequence = context_order.sequence + 1
),
aged AS (
  SELECT
    *, least((getvariable('last_time') - time) // greatest(getvariable('window_seconds'), 1), 11) AS age
  FROM situation
),
latest_aged AS (
  SELECT
    least((getvariable('last_time') - time) // greatest(getvariable('window_seconds'), 1), 11) AS age,
    count(*) AS orders
  FROM latest
  GROUP BY ALL
),
-- A few situations must not stand for most of those to come.
ratio AS (
  SELECT
    age,
    least(
      coalesce(any_value(orders), 0) / sum(any_value(orders)) OVER ()
        / (count(*) / sum(count(*)) OVER ()),
      5
    ) AS ratio
  FROM aged
  LEFT JOIN latest_aged USING (age)
  GROUP BY age
)
SELECT
  context,
  CASE
    WHEN NOT getvariable('timed')
      OR (SELECT count(*) FROM situation WHERE within) < getvariable('fewest_contexts')
      THEN 1
    WHEN within THEN ratio
    ELSE 0
  END::FLOAT AS weight
FROM aged
LEFT JOIN ratio USING (age);

CREATE OR REPLACE TEMP TABLE contexts AS
WITH context_time AS (
  SELECT context, context_order.*, time FROM context_order JOIN order_list USING (order_no)
),
-- Orders far enough back to fill the history, whatever their size, and no more.
history AS (
  SELECT context, sku, max(order_list.order_no) AS latest
  FROM context_time
  JOIN order_list
    ON order_list.customer = context_time.customer
    AND order_list.sequence < context_time.sequence
    AND order_list.sequence >= context_time.sequence::BIGINT - getvariable('most_history')
  JOIN line ON line.order_no = order_list.order_no
  GROUP BY context, sku
),
placed_history AS (
  SELECT
    context, sku,
    row_number() OVER (PARTITION BY context ORDER BY latest DESC, sku) AS place
  FROM history
),
target AS (
  SELECT DISTINCT context, sku
  FROM context_time
  JOIN order_list AS later
    ON later.customer = context_time.customer
    AND later.sequence = context_time.sequence + 1
  JOIN line ON line.order_no = later.order_no
)
SELECT context, part, place, sku, weight
FROM (
  SELECT context, 0::UTINYINT AS part, sku AS place, sku
  FROM context_order
  JOIN basket USING (order_no)
  UNION ALL
  SELECT context, 1, place, sku FROM placed_history WHERE place <= getvariable('most_history')
  UNION ALL
  SELECT context, 2, sku, sku FROM target
)
JOIN context_weight USING (context);
