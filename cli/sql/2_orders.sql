-- Orders numbered in the order of time, and the distinct SKUs in each.
-- In:  checked_rows. Variable basket_cap: most distinct SKUs of an order whose
--      pairs are counted; larger ones are bots and wholesale.
-- Out: order_list(order_no, customer, time, sequence, size, order_id), sku_list(sku, text),
--      line(order_no, sku, row, place), basket(order_no, sku,
--      place): orders of at most basket_cap SKUs only; place counts the order's lines from 1.
-- Variables set: timed: whether orders are placed by their time, or by their place in the files.

CREATE OR REPLACE TEMP TABLE order_heads AS
SELECT
  order_id,
  arg_min(customer_id, row) AS customer_id,
  min(time) AS time,
  min(row) AS first_row
FROM checked_rows
WHERE reason IS NULL
GROUP BY order_id;

SET VARIABLE timed = (
  SELECT count(time) * 2 > count(*) AND min(time) < max(time) FROM order_heads
);

CREATE OR REPLACE TEMP TABLE order_list AS
WITH customers AS (
  SELECT customer_id, (row_number() OVER (ORDER BY min(first_row)) - 1)::UINTEGER AS customer
  FROM order_heads
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id
),
placed AS (
  SELECT
    order_id, customer_id, first_row,
    CASE WHEN getvariable('timed') THEN time END AS time
  FROM order_heads
),
numbered AS (
  SELECT
    *,
    (row_number() OVER (ORDER BY time NULLS FIRST, first_row) - 1)::UINTEGER AS order_no
  FROM placed
)
SELECT
  order_no, customer, time, order_id,
  -- The customer's first order is 1. Where times count, an order without one has no place.
  CASE
    WHEN customer IS NOT NULL AND (time IS NOT NULL OR NOT getvariable('timed'))
    THEN row_number() OVER (
      PARTITION BY customer, time IS NULL ORDER BY order_no
    )::UINTEGER
  END AS sequence
FROM numbered
LEFT JOIN customers USING (customer_id)
ORDER BY order_no;

CREATE OR REPLACE TEMP TABLE line_texts AS
SELECT order_no, sku AS text, min(row) AS first_row, max(row) AS row
FROM checked_rows
JOIN order_list USING (order_id)
WHERE reason IS NULL
GROUP BY order_no, sku;

CREATE OR REPLACE TEMP TABLE sku_list AS
SELECT
  (row_number() OVER (ORDER BY count(*) DESC, text) - 1)::UINTEGER AS sku,
  text
FROM line_texts
GROUP BY text
ORDER BY sku;

CREATE OR REPLACE TEMP TABLE line AS
SELECT
  order_no, sku, row,
  row_number() OVER (PARTITION BY order_no ORDER BY first_row)::INTEGER AS place
FROM line_texts
JOIN sku_list USING (text)
ORDER BY order_no, sku;

CREATE OR REPLACE TEMP TABLE order_size AS
SELECT order_no, count(*)::UINTEGER AS size FROM line GROUP BY order_no;

CREATE OR REPLACE TEMP TABLE basket AS
SELECT order_no, sku, place
FROM line
JOIN order_size USING (order_no)
WHERE size <= getvariable('basket_cap');
DROP TABLE line_texts;
DROP TABLE order_heads;
