import type { WeightPlan } from "../../experiments/initializers/weightPlan.ts";

/** What one number could have been: a density up to a factor, over the part of the axis that is worth drawing. */
export interface Density {
  readonly low: number;
  readonly high: number;
  /** Up to a factor; 0 where no number can lie. */
  at(x: number): number;
  /** Values worth a mark on the axis, rising. */
  readonly marks: readonly number[];
}

/** Deviations of a bell curve that are drawn. */
const REACH = 3.4;
const AIR = 0.14;

/** The density of a plan; null where every number is given. `tall` is the longer side of the weight. */
export function densityOf(plan: WeightPlan, tall: number): Density | null {
  switch (plan.kind) {
    case "uniform":
      return plan.high === plan.low ? null : bounded(plan.low, plan.high, () => 1);
    case "normal":
      return bell(plan.mean, plan.std, -Infinity, Infinity);
    case "truncated_normal":
      return bell(plan.mean, plan.std, plan.low, plan.high);
    case "sparse":
      return bell(0, plan.std, -Infinity, Infinity);
    case "orthogonal":
      // One coordinate of a direction drawn evenly from all: (1 − x²)^((n − 3) / 2) on (−1, 1).
      if (tall < 3) return null;
      return tall > 60
        ? bell(0, plan.gain / Math.sqrt(tall), -plan.gain, plan.gain)
        : bounded(-plan.gain, plan.gain, (x) => Math.max(0, 1 - (x / plan.gain) ** 2) ** ((tall - 3) / 2));
    default:
      return null;
  }
}

function bounded(low: number, high: number, at: (x: number) => number): Density {
  const air = (high - low) * AIR;
  const middle = (low + high) / 2;
  return {
    low: low - air,
    high: high + air,
    at: (x) => (x < low || x > high ? 0 : at(x)),
    marks: [low, middle, high],
  };
}

function bell(mean: number, std: number, low: number, high: number): Density {
  const isCut = low > mean - REACH * std || high < mean + REACH * std;
  return {
    low: mean - (isCut ? 2.8 : REACH) * std,
    high: mean + (isCut ? 2.8 : REACH) * std,
    at: (x) => (x < low || x > high ? 0 : Math.exp(-(((x - mean) / std) ** 2) / 2)),
    marks: [-2, -1, 0, 1, 2].map((count) => mean + count * std),
  };
}
