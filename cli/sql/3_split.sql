-- The temporal validation split: which orders settings are chosen on, and which are learned from
-- meanwhile.
-- In:  order_list. Variables window_days; validation_share: share of orders to validate on;
--      most_contexts.
-- Out: fit_order(order_no): orders before the split; held_order(order_no): orders after it.
--      context_order(context, order_no, customer, sequence): the situations to predict from, for
--      the objective "next".
-- Variables set: window_seconds: the window, shortened where the orders span too little time.

SET VARIABLE first_time = (SELECT min(time) FROM order_list);
SET VARIABLE last_time = (SELECT max(time) FROM order_list);
SET VARIABLE window_seconds = (
  SELECT least(
    getvariable('window_days')::BIGINT * 86400,
    (getvariable('last_time') - getvariable('first_time')) // 4
  )
);

-- By time: situations need the whole window after them, so the last of them is a window before the
-- end; the split is where the wanted share of the orders up to there begins.
SET VARIABLE split_order = (
  SELECT coalesce(
    CASE WHEN getvariable('timed') THEN (
      SELECT quantile_disc(order_no, 1 - getvariable('validation_share'))
      FROM order_list
      WHERE time <= getvariable('last_time') - getvariable('window_seconds')
    ) END,
    floor((SELECT count(*) FROM order_list) * (1 - getvariable('validation_share')))
  )::BIGINT
);

-- By sequence: the last order of so many customers that it makes the wanted share. Multiplying by
-- 2^32 / φ spreads the customer numbers evenly.
CREATE OR REPLACE TEMP TABLE last_order AS
WITH returning_customer AS (
  SELECT customer, max(sequence) AS sequence
  FROM order_list
  WHERE sequence IS NOT NULL
  GROUP BY customer
  HAVING max(sequence) >= 2
),
chosen AS (
  SELECT *
  FROM returning_customer
  WHERE NOT getvariable('timed')
    AND (customer::BIGINT * 2654435761) % 4294967296 <= 4294967296
      * getvariable('validation_share') * (SELECT count(*) FROM order_list)
      / (SELECT count(*) FROM returning_customer)
)
SELECT order_no, customer, sequence FROM order_list JOIN chosen USING (customer, sequence);

CREATE OR REPLACE TEMP TABLE held_order AS
SELECT order_no FROM last_order
UNION ALL
SELECT order_no
FROM order_list
WHERE order_no >= getvariable('split_order')
  AND (getvariable('timed') OR NOT EXISTS (FROM last_order));

CREATE OR REPLACE TEMP TABLE fit_order AS
SELECT order_no FROM order_list WHERE order_no NOT IN (SELECT order_no FROM held_order);

CREATE OR REPLACE TEMP TABLE context_order AS
WITH candidates AS (
  SELECT order_no, customer, sequence
  FROM order_list
  WHERE getvariable('timed')
    AND customer IS NOT NULL
    AND order_no >= getvariable('split_order')
    AND time <= getvariable('last_time') - getvariable('window_seconds')
  UNION ALL
  SELECT order_list.order_no, customer, order_list.sequence
  FROM last_order
  JOIN order_list USING (customer)
  WHERE order_list.sequence = last_order.sequence - 1
),
usable AS (
  SELECT *, row_number() OVER (ORDER BY (order_no::BIGINT * 2654435761) % 4294967296, order_no) AS draw
  FROM candidates
  WHERE order_no IN (SELECT order_no FROM basket)
)
SELECT (row_number() OVER (ORDER BY order_no) - 1)::UINTEGER AS context, order_no, customer, sequence
FROM usable
WHERE draw <= getvariable('most_contexts');
