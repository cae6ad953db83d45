-- Validation contexts for completing a basket: one SKU of each held order is taken out, and where
-- orders are few, of each as often anew: one alone says less of an order than a few do.
-- In:  held_order, order_list, line, basket. Variables most_contexts, most_taken, most_history.
-- Out: context_order(context, order_no, customer, sequence, taken), contexts(context, part, place,
--      sku, weight) as in 6_contexts_next.sql.
CREATE OR REPLACE TEMP TABLE context_order AS
WITH usable AS (
  SELECT order_no FROM held_order JOIN basket USING (order_no) GROUP BY order_no HAVING count(*) >= 2
),
drawn AS (
  SELECT *, row_number() OVER (ORDER BY (order_no::BIGINT * 2654435761) % 4294967296, order_no) AS draw
  FROM usable
),
kept AS (
  SELECT * FROM drawn WHERE draw <= getvariable('most_contexts')
),
-- Every order as often, whatever its size.
repeated AS (
  SELECT
    *,
    unnest(range(greatest(1, least(
      getvariable('most_taken'),
      getvariable('most_contexts') // (SELECT greatest(count(*), 1) FROM kept)
    )))) AS taken
  FROM kept
)
SELECT
  (row_number() OVER (ORDER BY taken, order_no) - 1)::UINTEGER AS context,
  order_no, customer, sequence, taken
FROM repeated
JOIN order_list USING (order_no);

CREATE OR REPLACE TEMP TABLE contexts AS
WITH shuffled AS (
  SELECT
    context, sku,
    row_number() OVER (
      PARTITION BY context
      ORDER BY
        ((sku::BIGINT + 1) * 2654435761 + order_no::BIGINT * 40503 + taken * 858993458) % 4294967291,
        sku
    ) AS draw
  FROM context_order
  JOIN basket USING (order_no)
),
history AS (
  SELECT context, sku, max(order_list.order_no) AS latest
  FROM context_order
  JOIN order_list
    ON order_list.customer = context_order.customer
    AND order_list.sequence < context_order.sequence
    AND order_list.sequence >= context_order.sequence::BIGINT - getvariable('most_history')
  JOIN line ON line.order_no = order_list.order_no
  GROUP BY context, sku
),
placed_history AS (
  SELECT
    context, sku,
    row_number() OVER (PARTITION BY context ORDER BY latest DESC, sku) AS place
  FROM history
)
SELECT context, 0::UTINYINT AS part, sku AS place, sku, 1::FLOAT AS weight FROM shuffled WHERE draw > 1
UNION ALL
SELECT context, 1, place, sku, 1 FROM placed_history WHERE place <= getvariable('most_history')
UNION ALL
SELECT context, 2, sku, sku, 1 FROM shuffled WHERE draw = 1;
