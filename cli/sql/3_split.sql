-- The temporal validation split: which orders settings are chosen on, and which are learned from
-- meanwhile.
-- In:  order_list. Variables window_days; validation_share: share of orders to validate on;
--      most_contexts; wanted: the objective asked for.
-- Out: fit_order(order_no): orders before the split; held_order(order_no): orders after it.
--      context_order(context, order_no, customer, sequence): the situations to predict from, for
--      the objective "next".
-- Variables set: window_seconds: the window, shortened where the orders span too little time;
--      returning_share: of the orders of known customers with a whole window after them, those that
--      another followed within it; 1 without times, where the next order is the window.

SET VARIABLE first_time = (SELECT min(time) FROM order_list);
SET VARIABLE last_time = (SELECT max(time) FROM order_list);
SET VARIABLE window_seconds = (
  SELECT least(
    getvariable('window_days')::BIGINT * 86400,
    (getvariable('last_time') - getvariable('first_time')) // 4
  )
);

SET VARIABLE returning_share = (
  SELECT CASE WHEN getvariable('timed') THEN coalesce(avg(returned::INT), 0) ELSE 1 END
  FROM (
    SELECT
      time,
      coalesce(lead(time) OVER (PARTITION BY customer ORDER BY sequence) - time
        <= getvariable('window_seconds'), false) AS returned
    FROM order_list
    WHERE sequence IS NOT NULL
  )
  WHERE time <= getvariable('last_time') - getvariable('window_seconds')
);

-- To complete baskets: the newest orders.
SET VARIABLE split_order = (
  SELECT coalesce(
    CASE WHEN getvariable('timed') THEN (
      SELECT quantile_disc(order_no, 1 - getvariable('validation_share'))
      FROM order_list
      WHERE time IS NOT NULL
    ) END,
    floor((SELECT count(*) FROM order_list) * (1 - getvariable('validation_share')))
  )::BIGINT
);

-- For the next order: the last order of so many customers that it makes the wanted share. Multiplying by
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
  WHERE (getvariable('wanted') = 'next' OR NOT getvariable('timed'))
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
WHERE order_no >= getvariable('split_order') AND NOT EXISTS (FROM last_order);

CREATE OR REPLACE TEMP TABLE fit_order AS
SELECT order_no FROM order_list WHERE order_no NOT IN (SELECT order_no FROM held_order);

CREATE OR REPLACE TEMP TABLE context_order AS
WITH candidates AS (
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
