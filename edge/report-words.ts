import type { PageReport } from "../js-glue/afterglow.ts";

/** Why a page got no widget, or undefined when it got one. */
export function whyNot(report: PageReport): string | undefined {
  switch (report.outcome) {
    case "spliced":
      return undefined;
    case "no-order": {
      const problem = report.payloads?.find((payload) => payload.problem)?.problem;
      return problem ?? "the page holds no order";
    }
    case "no-slot":
      return "the page has no place for the widget";
    case "holdout":
      return "this buyer is in the holdout arm";
    default:
      return report.reason ?? report.decision?.notes[0] ?? report.decision?.withheld[0]?.reason;
  }
}
