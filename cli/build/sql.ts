// The SQL of cli/sql/, in the order it runs. The bundler puts the texts in.
import checkRows from "../sql/1_check_rows.sql";
import orders from "../sql/2_orders.sql";
import split from "../sql/3_split.sql";
import counts from "../sql/4_counts.sql";
import halfLife from "../sql/4_half_life.sql";
import together from "../sql/4_together.sql";
import repurchase from "../sql/5_repurchase.sql";
import contextsNext from "../sql/6_contexts_next.sql";
import contextsTogether from "../sql/6_contexts_together.sql";
import skus from "../sql/7_skus.sql";
import summary from "../sql/7_summary.sql";
import cards from "../sql/8_cards.sql";
import acceptance from "../sql/9_acceptance.sql";

export const sql = {
  checkRows,
  orders,
  split,
  halfLife,
  counts,
  together,
  repurchase,
  contextsNext,
  contextsTogether,
  skus,
  summary,
  cards,
  acceptance,
};
