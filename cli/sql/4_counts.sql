-- The counts of docs/counts.md, over all orders and (fit_) over those before the split.
-- In:  order_list, order_size, line, basket, fit_order. Variables timed, window_seconds,
--      last_time, half_life_days, following_orders.
-- Out: together(a, b, weight, fit_weight), next(a, b, weight, fit_weight), sku_counts(sku, orders, popularity,
--      fit_orders, fit_popularity).
-- Weights are summed as whole numbers of 2^-20, held in doubles: such a sum does not depend on the
-- order of its terms, so neither do the bytes of the model on the number of threads.

CREATE OR REPLACE TEMP TABLE counted_order AS
SELECT
  order_no, customer, time, sequence,
  round(1048576 / sqrt(size)) AS together_weight,
  1 / sqrt(size) AS side_weight,
  order_no IN (SELECT order_no FROM fit_order) AS in_fit
FROM order_list
JOIN order_size USING (order_no)
WHERE size <= getvariable('basket_cap');

CREATE OR REPLACE TEMP TABLE together AS
SELECT
  a, b,
  (sum(piece) / 1048576)::FLOAT AS weight,
  (coalesce(sum(piece) FILTER (in_fit), 0) / 1048576)::FLOAT AS fit_weight
FROM (
  SELECT one.sku AS a, other.sku AS b, together_weight AS piece, in_fit
  FROM basket AS one
  JOIN basket AS other ON one.order_no = other.order_no AND one.sku <= other.sku
  JOIN counted_order ON counted_order.order_no = one.order_no
)
GROUP BY a, b;

-- The customer's next orders, at most following_orders of them: a customer number that stands for
-- "guest" must not pair every order with every other.
CREATE OR REPLACE TEMP TABLE order_pair AS
SELECT
  earlier.order_no AS earlier,
  later.order_no AS later,
  round(1048576 * earlier.side_weight * later.side_weight) AS piece,
  earlier.in_fit AND later.in_fit AS in_fit
FROM (SELECT *, unnest(range(1, getvariable('following_orders') + 1)) AS step FROM counted_order)
  AS earlier
JOIN counted_order AS later
  ON later.customer = earlier.customer AND later.sequence = earlier.sequence + earlier.step
WHERE NOT getvariable('timed')
  OR later.time - earlier.time BETWEEN 1 AND getvariable('window_seconds');

CREATE OR REPLACE TEMP TABLE next AS
SELECT
  a, b,
  (sum(piece) / 1048576)::FLOAT AS weight,
  (coalesce(sum(piece) FILTER (in_fit), 0) / 1048576)::FLOAT AS fit_weight
FROM (
  SELECT one.sku AS a, other.sku AS b, piece, in_fit
  FROM order_pair
  JOIN basket AS one ON one.order_no = earlier
  JOIN basket AS other ON other.order_no = later
)
GROUP BY a, b
HAVING sum(piece) > 0;

-- Popularity halves every half-life; an order without a time counts as the oldest.
CREATE OR REPLACE TEMP TABLE sku_counts AS
WITH recency AS (
  SELECT
    order_no,
    order_no IN (SELECT order_no FROM fit_order) AS in_fit,
    CASE
      WHEN NOT getvariable('timed') THEN 1048576
      ELSE round(1048576 * pow(2, -least(
        (getvariable('last_time') - coalesce(time, getvariable('first_time')))
          / (86400 * getvariable('half_life_days')),
        20)))
    END AS weight
  FROM order_list
),
counted AS (
  SELECT
    sku,
    count(*) AS orders,
    sum(weight) AS popularity,
    count(*) FILTER (in_fit) AS fit_orders,
    coalesce(sum(weight) FILTER (in_fit), 0) AS fit_popularity
  FROM line
  JOIN recency USING (order_no)
  GROUP BY sku
)
SELECT
  sku,
  orders::UINTEGER AS orders,
  (popularity / 1048576)::FLOAT AS popularity,
  fit_orders::UINTEGER AS fit_orders,
  (fit_popularity / 1048576)::FLOAT AS fit_popularity
FROM counted;
