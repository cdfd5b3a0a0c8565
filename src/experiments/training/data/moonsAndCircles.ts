import type { NumpyLegacy } from "../../../random/numpyLegacy.ts";
import { type DataMaker, type Points, pointsOf } from "./points.ts";

/** Radius of the inner circle. scikit-learn's own 0.8 leaves the circles no gap under noise; its examples take 0.5. */
const INNER_RADIUS = 0.5;

const PLAIN_AXES = [
  ["x", ""],
  ["y", ""],
] as const;

/** scikit-learn's make_moons(samples, noise=noise, random_state=seed): two half circles that reach into each other. */
export const MOONS: DataMaker = {
  noise: 0.1,
  axes: PLAIN_AXES,
  standardised: false,
  classNames: () => ["upper moon", "lower moon"],
  make: (random, samples) => {
    const upper = Math.floor(samples / 2);
    const lower = samples - upper;
    return shuffled(random, samples, (index) => {
      const isUpper = index < upper;
      const angle = isUpper ? (index * Math.PI) / (upper - 1 || 1) : ((index - upper) * Math.PI) / (lower - 1 || 1);
      return isUpper ? [Math.cos(angle), Math.sin(angle), 0] : [1 - Math.cos(angle), 1 - Math.sin(angle) - 0.5, 1];
    });
  },
};

/** scikit-learn's make_circles(samples, noise=noise, random_state=seed, factor=0.5): one circle around another. */
export const CIRCLES: DataMaker = {
  noise: 0.1,
  axes: PLAIN_AXES,
  standardised: false,
  classNames: () => ["outer circle", "inner circle"],
  make: (random, samples) => {
    const outer = Math.floor(samples / 2);
    const inner = samples - outer;
    return shuffled(random, samples, (index) => {
      const isOuter = index < outer;
      const angle = 2 * Math.PI * (isOuter ? index / outer : (index - outer) / inner);
      const radius = isOuter ? 1 : INNER_RADIUS;
      return [Math.cos(angle) * radius, Math.sin(angle) * radius, isOuter ? 0 : 1];
    });
  },
};

/** The points in the order in which scikit-learn shuffles them. */
function shuffled(
  random: NumpyLegacy,
  samples: number,
  place: (index: number) => readonly [x: number, y: number, ofClass: number],
): Points {
  const order = random.permutation(samples);
  return pointsOf(samples, (example) => place(order[example]!));
}
