-- Same-basket counts of docs/counts.md.
-- In:  basket, order_size, counted_order, sku_counts.
-- Out: together(a, b, weight, fit_weight).
-- Variables set: far_share: what a pair of lines far apart in an order counts, of what one of lines
--      side by side does.
-- Weights are summed as in 4_counts.sql.

CREATE OR REPLACE TEMP TABLE pair AS
SELECT
  a, b,
  count(*) AS orders,
  sum(piece) AS piece,
  sum(near_piece) AS near_piece,
  coalesce(sum(piece) FILTER (in_fit), 0) AS fit_piece,
  coalesce(sum(near_piece) FILTER (in_fit), 0) AS fit_near_piece
FROM (
  SELECT
    one.sku AS a, other.sku AS b, in_fit,
    together_weight AS piece,
    round(together_weight * exp(-abs(one.place - other.place) / 5)) AS near_piece
  FROM basket AS one
  JOIN basket AS other ON one.order_no = other.order_no AND one.sku <= other.sku
  JOIN counted_order ON counted_order.order_no = one.order_no
)
GROUP BY a, b;

-- Buyers put things that belong together into the basket one after the other; some shops' exports
-- keep that order, others sort the lines. Which it is the orders tell: by how much more often than
-- chance SKUs of neighbouring lines meet in other orders, and how much SKUs ten lines apart.
-- Both are drawn towards what they have in common by the weight of 100 meetings.
SET VARIABLE far_share = (
  WITH apart AS (
    SELECT
      lines,
      sum(pair.orders - 1)::DOUBLE AS met,
      -- Times the number of orders, which is the same for both.
      sum((first.orders - 1)::BIGINT * (second.orders - 1))::DOUBLE AS by_chance
    FROM (SELECT *, unnest([1, 10]) AS lines FROM basket) AS one
    JOIN order_size ON order_size.order_no = one.order_no AND size > 10
    JOIN basket AS other
      ON other.order_no = one.order_no AND other.place = one.place + lines
    JOIN pair ON a = least(one.sku, other.sku) AND b = greatest(one.sku, other.sku)
    JOIN sku_counts AS first ON first.sku = one.sku
    JOIN sku_counts AS second ON second.sku = other.sku
    GROUP BY lines
  ),
  common AS (SELECT sum(met) / nullif(sum(by_chance), 0) AS lift FROM apart),
  lifts AS (SELECT lines, (met + 100) / (by_chance + 100 / lift) AS lift FROM apart, common)
  SELECT coalesce(least(max(lift) FILTER (lines = 10) / max(lift) FILTER (lines = 1), 1), 1)
  FROM lifts
);

CREATE OR REPLACE TEMP TABLE together AS
WITH mixed AS (
  SELECT
    a, b,
    near_piece + getvariable('far_share') * (piece - near_piece) AS weight,
    fit_near_piece + getvariable('far_share') * (fit_piece - fit_near_piece) AS fit_weight
  FROM pair
)
SELECT a, b, (weight / 1048576)::FLOAT AS weight, (fit_weight / 1048576)::FLOAT AS fit_weight
FROM mixed
WHERE weight > 0;
DROP TABLE pair;
