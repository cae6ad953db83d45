import { type Command, Option } from "commander";
import { table } from "../table.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import type { Estimate } from "./metrics.ts";
import type { Protocol } from "./split.ts";

const details = `
next      each customer's last order is predicted from the orders before it: the SKUs of it that
          are new to the customer.
complete  of each of the newest 15 % of the orders one SKU is hidden and predicted from the others.

Everything the build chooses is chosen on the orders before those. Intervals are 95 %, bootstrap.
Probabilities are judged given that the customer orders again, as every situation of "next" did: what
the model says, divided by the share of orders that another followed within the window.`;

const cellOf = ({ value, interval: [low, high] }: Estimate) =>
  `${value.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;

export function describeEvaluation(evaluation: Evaluation): string {
  const { contenders, calibration } = evaluation;
  return [
    `${evaluation.protocol}: learned from ${evaluation.train_orders} orders, judged on ${evaluation.situations} situations, ${evaluation.skus} SKUs\n`,
    table(
      ["", "HR@1", "HR@5", "HR@10", "NDCG@10", "coverage"],
      contenders.map(({ name, hr, ndcg10, coverage }) => [
        name,
        cellOf(hr[1]),
        cellOf(hr[5]),
        cellOf(hr[10]),
        cellOf(ndcg10),
        `${(100 * coverage).toFixed(1)} %`,
      ]),
    ),
    "Probabilities, in tenths of the recommendations:\n",
    table(
      ["recommended", "predicted", "bought"],
      calibration.rows.map((row) => [
        row.recommended,
        row.predicted.toFixed(4),
        row.bought.toFixed(4),
      ]),
    ),
    `expected calibration error ${calibration.ece.toFixed(5)}; of the raw score, scaled linearly to the same mean, ${calibration.linear_ece.toFixed(5)}\n`,
    `${evaluation.orders_over_basket_cap} orders of more than ${evaluation.basket_cap} SKUs were not counted in pairs: bots and wholesale\n`,
  ].join("\n");
}

export function registerEvaluate(program: Command): void {
  program
    .command("evaluate")
    .description("how well a model learned from these orders predicts their latest part")
    .requiredOption("--orders <file...>", "order exports, as build takes them")
    .addOption(
      new Option("--protocol <what>", "what is to be predicted")
        .choices(["next", "complete"])
        .default("next"),
    )
    .option("--json", "print one JSON document")
    .addHelpText("after", details)
    .action(async (flags: { orders: string[]; protocol: Protocol; json?: boolean }) => {
      const evaluation = await evaluate(flags.orders, flags.protocol);
      process.stdout.write(
        flags.json ? `${JSON.stringify(evaluation, null, 2)}\n` : describeEvaluation(evaluation),
      );
    });
}
