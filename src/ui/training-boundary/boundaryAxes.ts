import type { DataAxis, ShownData } from "../../experiments/training/trainingLab.ts";
import { type AxisTick, linearTicks } from "../lab-chart/axisTicks.ts";

/** An axis in its raw unit: its title, and round marks by their share of the way from its low end to its high one. */
export interface BoundaryAxis {
  readonly title: string;
  readonly ticks: readonly AxisTick[];
}

/** Both axes of a plot that has room for so many marks on each. */
export function boundaryAxes(
  { axes, extent }: Pick<ShownData, "axes" | "extent">,
  marks: number,
): [x: BoundaryAxis, y: BoundaryAxis] {
  return [rawAxis(axes[0], extent.x, marks), rawAxis(axes[1], extent.y, marks)];
}

function rawAxis(axis: DataAxis, [low, high]: readonly [number, number], marks: number): BoundaryAxis {
  const [from, to] = [axis.mean + axis.std * low, axis.mean + axis.std * high];
  const ticks = linearTicks(from, to, marks).map(({ value, label }) => ({
    value: (value - from) / (to - from),
    label,
  }));
  return { title: axis.unit === "" ? axis.name : `${axis.name} in ${axis.unit}`, ticks };
}
