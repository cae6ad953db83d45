-- After how many days a pair of SKUs in one basket counts half.
-- In:  order_list, order_size, basket. Variables timed, first_time, last_time, split_order,
--      basket_cap; pair_half_life_days: what the shop wants, or NULL.
-- Variables set: pair_half_life_days.
-- Where what belongs together stays so, old orders say as much as new ones, and a shop that sells
-- little needs them; where it changes, they mislead. Which it is, orders that span long enough tell:
-- of each of a sample of the newest, one SKU is taken out and ranked among all by its cosine with
-- the others in the orders before the newest, as each half-life weighs them. What ranks it best
-- (NDCG@10) is taken where it is better than half a year by a fiftieth: less is chance.

CREATE OR REPLACE TEMP TABLE judged_line AS
WITH judged_order AS (
  SELECT order_no
  FROM order_size
  WHERE getvariable('pair_half_life_days') IS NULL
    AND getvariable('timed')
    AND getvariable('last_time') - getvariable('first_time') >= 360 * 86400
    AND order_no >= getvariable('split_order')
    AND size BETWEEN 2 AND getvariable('basket_cap')
  ORDER BY (order_no::BIGINT * 2654435761) % 4294967296, order_no
  LIMIT 1000
)
-- The first drawn is taken out, the next four say what it may be.
SELECT
  order_no, sku,
  row_number() OVER (
    PARTITION BY order_no
    ORDER BY ((sku::BIGINT + 1) * 2654435761 + order_no::BIGINT * 40503) % 4294967291, sku
  ) AS draw
FROM basket
JOIN judged_order USING (order_no);

-- Whole numbers in doubles, as in 4_counts.sql.
CREATE OR REPLACE TEMP TABLE aged_order AS
WITH aged AS (
  SELECT
    order_no, 1048576 / sqrt(size) AS weight,
    (getvariable('last_time') - coalesce(time, getvariable('first_time'))) / 86400 AS days
  FROM order_list
  JOIN order_size USING (order_no)
  WHERE order_no < getvariable('split_order') AND EXISTS (FROM judged_line)
)
SELECT
  order_no,
  round(weight * pow(2, -least(days / 90, 20))) AS quarter,
  round(weight * pow(2, -least(days / 180, 20))) AS half,
  round(weight * pow(2, -least(days / 365, 20))) AS one,
  round(weight * pow(2, -least(days / 730, 20))) AS two,
  round(weight * pow(2, -least(days / 1460, 20))) AS four
FROM aged;

CREATE OR REPLACE TEMP TABLE aged_pair AS
WITH source AS (SELECT DISTINCT sku FROM judged_line WHERE draw BETWEEN 2 AND 5),
summed AS (
  SELECT
    first.sku AS a, second.sku AS b,
    sum(quarter) AS quarter, sum(half) AS half, sum(one) AS one, sum(two) AS two, sum(four) AS four
  FROM source
  JOIN basket AS first ON first.sku = source.sku
  JOIN aged_order ON aged_order.order_no = first.order_no
  JOIN basket AS second ON second.order_no = first.order_no
  GROUP BY a, b
)
SELECT
  a, b,
  unnest([90, 180, 365, 730, 1460]) AS days,
  unnest([quarter, half, one, two, four]) AS weight
FROM summed;

CREATE OR REPLACE TEMP TABLE aged_sku AS
WITH summed AS (
  SELECT
    sku,
    sum(quarter) AS quarter, sum(half) AS half, sum(one) AS one, sum(two) AS two, sum(four) AS four
  FROM basket
  JOIN aged_order USING (order_no)
  GROUP BY sku
)
SELECT
  sku,
  unnest([90, 180, 365, 730, 1460]) AS days,
  unnest([quarter, half, one, two, four]) AS weight
FROM summed;

CREATE OR REPLACE TEMP TABLE half_life_gain AS
WITH score AS (
  SELECT
    source.order_no, aged_pair.days, b,
    sum(round(1048576 * aged_pair.weight / sqrt(own.weight * others.weight))) AS score
  FROM judged_line AS source
  JOIN aged_pair ON a = source.sku
  JOIN aged_sku AS own ON own.sku = a AND own.days = aged_pair.days
  JOIN aged_sku AS others ON others.sku = b AND others.days = aged_pair.days
  ANTI JOIN judged_line AS kept
    ON kept.order_no = source.order_no AND kept.sku = b AND kept.draw > 1
  WHERE source.draw BETWEEN 2 AND 5 AND own.weight > 0 AND others.weight > 0
  GROUP BY ALL
),
wanted AS (
  SELECT score.*
  FROM score
  JOIN judged_line AS taken ON taken.order_no = score.order_no AND sku = b AND draw = 1
  WHERE score > 0
),
ranked AS (
  SELECT days, count(*) FILTER (score.score > wanted.score) AS better
  FROM wanted
  JOIN score USING (order_no, days)
  GROUP BY order_no, days
)
SELECT days, sum(round(1048576 / log2(better + 2))) AS gain
FROM ranked
WHERE better < 10
GROUP BY days;

SET VARIABLE pair_half_life_days = (
  SELECT coalesce(
    getvariable('pair_half_life_days'),
    max_by(days, (gain, days)) FILTER (
      gain > 1.02 * coalesce((SELECT gain FROM half_life_gain WHERE days = 180), 0)
    ),
    180
  )::DOUBLE
  FROM half_life_gain
);
DROP TABLE half_life_gain;
DROP TABLE aged_sku;
DROP TABLE aged_pair;
DROP TABLE aged_order;
DROP TABLE judged_line;
