import { figure } from "../bench-lab/benchFigures.ts";
import type { AxisTick } from "../lab-chart/axisTicks.ts";

/** Labels nearer than this share of the axis would touch on a narrow screen. */
const APART = 0.13;
const FACTORS = [1, 2, 5];

/** Marks of operations a byte, as log10: the ridge, a round figure near each end, and powers of ten between. */
export function intensityTicks(low: number, high: number, ridge: number): AxisTick[] {
  const round = roundValues(low, high);
  const powers = round.filter((value) => Number.isInteger(value));
  const ends = [round.at(0), round.at(-1)].filter((value) => value !== undefined);
  const taken: number[] = [];
  // The first come first: what stands too near to them is left out.
  for (const value of [ridge, ...ends, ...powers]) {
    if (taken.every((other) => Math.abs(other - value) >= APART * (high - low))) taken.push(value);
  }
  return taken.toSorted((one, other) => one - other).map((value) => ({ value, label: figure(10 ** value) }));
}

/** 1, 2 and 5 times each power of ten, as log10, within the axis. */
function roundValues(low: number, high: number): number[] {
  const decades = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, index) => Math.floor(low) + index);
  return decades
    .flatMap((decade) => FACTORS.map((factor) => decade + Math.log10(factor)))
    .filter((value) => value >= low && value <= high);
}
