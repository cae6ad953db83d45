-- Validation contexts for the customer's next order.
-- In:  context_order, order_list, line, basket. Variable most_history.
-- Out: contexts(context, part, place, sku): part 0 the basket, 1 the history with the most
--      recent order first, 2 what the customer ordered next.
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
SELECT context, 0::UTINYINT AS part, sku AS place, sku
FROM context_order
JOIN basket USING (order_no)
UNION ALL
SELECT context, 1, place, sku FROM placed_history WHERE place <= getvariable('most_history')
UNION ALL
SELECT context, 2, sku, sku FROM target;
