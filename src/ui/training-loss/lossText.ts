import type { TrainingCheck } from "../../experiments/training/trainingLab.ts";
import { formatNumber, plural, trimmed } from "../format.ts";
import type { ChartModel } from "../lab-chart/chartModel.ts";
import type { LossAxis } from "./lossAxes.ts";

/** Of each run, the loss after 0, 1, 2 … updates. */
export type Losses = readonly [readonly number[], readonly number[]];
export type RunNames = readonly [string, string];

function lossText(loss: number): string {
  return Number.isFinite(loss) ? trimmed(formatNumber(loss, 5)) : "beyond float32";
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
    return told.flatMap(([name, loss]) => (loss === undefined ? [] : [`${name} ${lossText(loss)}`]));
  });
  return lines.length === 0 ? null : { title: x === 0 ? "Before any update" : `After ${plural(x, "update")}`, lines };
}

/** The chart in words, for those who do not see it. */
export function lossSummary(losses: Losses, names: RunNames, { isLog }: LossAxis): string {
  const runs = losses.map((values, side) => {
    const [first, last] = [values[0], values.at(-1)];
    if (first === undefined || last === undefined) return `${names[side]}: no loss yet`;
    if (values.length === 1) return `${names[side]}: ${lossText(first)} before any update`;
    return `${names[side]}: from ${lossText(first)} to ${lossText(last)} after ${plural(values.length - 1, "update")}`;
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
