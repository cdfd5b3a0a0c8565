import type { TrainingCheck } from "../../experiments/training/trainingLab.ts";
import { formatNumber, plural, trimmed } from "../format.ts";
import type { ChartModel } from "../lab-chart/chartModel.ts";
import type { LossAxis } from "./lossAxes.ts";

/** Of each run, the loss after 0, 1, 2 … updates. */
export type Losses = readonly [readonly number[], readonly number[]];
export type RunNames = readonly [string, string];

/** A loss in so many digits; some have left float32. */
export function lossText(loss: number, digits = 4): string {
  return Number.isFinite(loss) ? formatNumber(loss, digits) : "beyond float32";
}

/** As the chart and its tooltip have it. */
function fineText(loss: number): string {
  return trimmed(lossText(loss, 5));
}

/** Both runs' losses after x updates, with what float64 and theory say. */
export function lossTooltip(
  losses: Losses,
  names: RunNames,
  check: TrainingCheck | null,
  x: number,
): ReturnType<ChartModel["tooltip"]> {
  const lines = losses.flatMap((values, side) => {
    const run = check?.runs[side];
    const told = [
      [names[side]!, values[x]],
      ["   in float64", run?.losses[x]],
      ["   by theory", run?.collapsed?.[x]],
    ] as const;
    return told.flatMap(([name, loss]) => (loss === undefined ? [] : [`${name} ${fineText(loss)}`]));
  });
  return lines.length === 0 ? null : { title: x === 0 ? "Before any update" : `After ${plural(x, "update")}`, lines };
}

/** The chart in words, for those who do not see it. */
export function lossSummary(losses: Losses, names: RunNames, { isLog }: LossAxis): string {
  const runs = losses.map((values, side) => {
    const [first, last] = [values[0], values.at(-1)];
    if (first === undefined || last === undefined) return `${names[side]}: no loss yet`;
    if (values.length === 1) return `${names[side]}: ${fineText(first)} before any update`;
    return `${names[side]}: from ${fineText(first)} to ${fineText(last)} after ${plural(values.length - 1, "update")}`;
  });
  return `Chart of the loss by update${isLog ? ", log scale" : ""}. ${runs.join("; ")}.`;
}

/** What the axis leaves out. */
export function lossNotes(losses: Losses, { isLog, isCut }: LossAxis): string[] {
  const hasZero = isLog && losses.some((values) => values.includes(0));
  return [
    ...(hasZero ? ["a loss of exactly 0 is left out, which a log axis cannot show"] : []),
    ...(isCut ? ["the axis does not begin at 0"] : []),
  ];
}
