-- The counts of docs/counts.md, over all orders and (fit_) over those before the split.
-- In:  order_list, order_size, line, basket, sku_list, fit_order. Variables timed, first_time,
--      last_time, half_life_days, pair_half_life_days, following_orders, following_decay.
-- Out: counted_order(order_no, customer, sequence, in_fit, together_weight, earlier_weight): of at
--      most basket_cap SKUs; next(a, b, weight, fit_weight), sku_counts(sku, orders, popularity,
--      discovery, next_mass and the same with fit_), span_counts(orders, order_weight,
--      followed_weight and the same with fit_).
-- Weights are summed as whole numbers of 2^-20, held in doubles: such a sum does not depend on the
-- order of its terms, so neither do the bytes of the model on the number of threads.

-- An order without a time counts as the oldest.
CREATE OR REPLACE TEMP TABLE order_age AS
SELECT
  order_no,
  order_no IN (SELECT order_no FROM fit_order) AS in_fit,
  CASE
    WHEN getvariable('timed')
      THEN (getvariable('last_time') - coalesce(time, getvariable('first_time'))) / 86400
    ELSE 0
  END AS days
FROM order_list;

CREATE OR REPLACE TEMP TABLE counted_order AS
SELECT
  order_no, customer, sequence, in_fit,
  round(1048576 / sqrt(size)
    * pow(2, -least(days / getvariable('pair_half_life_days'), 20))) AS together_weight,
  1 / sqrt(size) AS earlier_weight
FROM order_list
JOIN order_size USING (order_no)
JOIN order_age USING (order_no)
WHERE size <= getvariable('basket_cap');

-- Each customer's first purchase of each SKU, those of the first order aside.
CREATE OR REPLACE TEMP TABLE discovery AS
SELECT order_no, sku
FROM (
  SELECT
    order_no, sku, sequence,
    row_number() OVER (PARTITION BY customer, sku ORDER BY sequence) AS time_bought
  FROM line
  JOIN order_list USING (order_no)
  WHERE sequence IS NOT NULL
)
WHERE time_bought = 1 AND sequence > 1;

-- The customer's following orders, at most following_orders of them: a customer number that stands
-- for "guest" must not pair every order with every other.
CREATE OR REPLACE TEMP TABLE order_pair AS
SELECT
  earlier.order_no AS earlier,
  later.order_no AS later,
  round(1048576 * earlier_weight * pow(getvariable('following_decay'), step - 1)) AS piece,
  earlier.in_fit AND order_age.in_fit AS in_fit
FROM (SELECT *, unnest(range(1, getvariable('following_orders') + 1)) AS step FROM counted_order)
  AS earlier
JOIN order_list AS later
  ON later.customer = earlier.customer AND later.sequence = earlier.sequence + earlier.step
JOIN order_age ON order_age.order_no = later.order_no;

CREATE OR REPLACE TEMP TABLE next AS
SELECT
  a, b,
  (sum(piece) / 1048576)::FLOAT AS weight,
  (sum(fit_piece) / 1048576)::FLOAT AS fit_weight
FROM (
  SELECT
    one.sku AS a, discovery.sku AS b, piece, CASE WHEN in_fit THEN piece ELSE 0 END AS fit_piece
  FROM order_pair
  JOIN discovery ON discovery.order_no = later
  JOIN basket AS one ON one.order_no = earlier
)
GROUP BY a, b
HAVING sum(piece) > 0;

CREATE OR REPLACE TEMP TABLE sku_counts AS
WITH popular AS (
  SELECT
    sku,
    count(*) AS orders,
    sum(piece) AS popularity,
    count(*) FILTER (in_fit) AS fit_orders,
    sum(piece) FILTER (in_fit) AS fit_popularity
  FROM line
  JOIN (
    SELECT
      order_no, in_fit,
      round(1048576 * pow(2, -least(days / getvariable('half_life_days'), 20))) AS piece
    FROM order_age
  ) USING (order_no)
  GROUP BY sku
),
-- How many orders of the customer's came after.
orders_back AS (
  SELECT
    order_no, in_fit,
    max(sequence) OVER (PARTITION BY customer) - sequence AS back,
    max(sequence) FILTER (in_fit) OVER (PARTITION BY customer)::BIGINT - sequence AS fit_back
  FROM order_list
  JOIN order_age USING (order_no)
  WHERE sequence IS NOT NULL
),
discovered AS (
  SELECT
    sku,
    sum(round(1048576 * pow(0.2, least(back, 8)))) AS discovery,
    sum(round(1048576 * pow(0.2, least(fit_back, 8)))) FILTER (in_fit) AS fit_discovery
  FROM discovery
  JOIN orders_back USING (order_no)
  GROUP BY sku
),
preceded AS (
  SELECT sku, sum(piece) AS next_mass, sum(piece) FILTER (in_fit) AS fit_next_mass
  FROM order_pair
  JOIN discovery ON discovery.order_no = later
  GROUP BY sku
)
SELECT
  sku,
  coalesce(popular.orders, 0)::UINTEGER AS orders,
  (coalesce(popularity, 0) / 1048576)::FLOAT AS popularity,
  (coalesce(discovery, 0) / 1048576)::FLOAT AS discovery,
  (coalesce(next_mass, 0) / 1048576)::DOUBLE AS next_mass,
  coalesce(fit_orders, 0)::UINTEGER AS fit_orders,
  (coalesce(fit_popularity, 0) / 1048576)::FLOAT AS fit_popularity,
  (coalesce(fit_discovery, 0) / 1048576)::FLOAT AS fit_discovery,
  (coalesce(fit_next_mass, 0) / 1048576)::DOUBLE AS fit_next_mass
FROM sku_list
LEFT JOIN popular USING (sku)
LEFT JOIN discovered USING (sku)
LEFT JOIN preceded USING (sku)
ORDER BY sku;

CREATE OR REPLACE TEMP TABLE span_counts AS
WITH followed AS (
  SELECT earlier, bool_or(in_fit) AS in_fit FROM order_pair GROUP BY earlier
),
followed_weight AS (
  SELECT
    sum(round(1048576 * earlier_weight)) AS whole,
    sum(round(1048576 * earlier_weight)) FILTER (followed.in_fit) AS fit
  FROM followed
  JOIN counted_order ON order_no = earlier
),
order_weight AS (
  SELECT sum(together_weight) AS whole, sum(together_weight) FILTER (in_fit) AS fit
  FROM counted_order
)
SELECT
  (SELECT count(*) FROM order_list)::UBIGINT AS orders,
  (coalesce(order_weight.whole, 0) / 1048576)::DOUBLE AS order_weight,
  (coalesce(followed_weight.whole, 0) / 1048576)::DOUBLE AS followed_weight,
  (SELECT count(*) FROM fit_order)::UBIGINT AS fit_orders,
  (coalesce(order_weight.fit, 0) / 1048576)::DOUBLE AS fit_order_weight,
  (coalesce(followed_weight.fit, 0) / 1048576)::DOUBLE AS fit_followed_weight
FROM order_weight
CROSS JOIN followed_weight;
