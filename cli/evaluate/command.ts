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
Probabilities are judged where the customer ordered again within the window (without times: at all),
for something new or not: what the model says, divided by the share of orders that another followed
within the window. Beside them, the raw score times one number, fitted on the same earlier orders.`;

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
    `Probabilities on ${evaluation.within_window} situations, in tenths of the recommendations:\n`,
    table(
      ["recommended", "predicted", "bought"],
      calibration.rows.map((row) => [
        row.recommended,
        row.predicted.toFixed(4),
        row.bought.toFixed(4),
      ]),
    ),
    table(
      ["expected calibration error", "in tenths", "in steps of 0.02", "mean predicted", "bought"],
      [
        [
          "calibrated",
          calibration.ece.toFixed(5),
          calibration.ece_fixed.toFixed(5),
          calibration.predicted.toFixed(5),
          calibration.bought.toFixed(5),
        ],
        [
          "raw score, scaled linearly",
          calibration.linear_ece.toFixed(5),
          calibration.linear_ece_fixed.toFixed(5),
          calibration.linear_predicted.toFixed(5),
          calibration.bought.toFixed(5),
        ],
        [
          "chance alone, were it exact",
          calibration.chance_ece.toFixed(5),
          calibration.chance_ece_fixed.toFixed(5),
          calibration.predicted.toFixed(5),
          calibration.predicted.toFixed(5),
        ],
      ],
    ),
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
