import type { PictureTheme } from "../../experiments/lab.ts";
import type { LayerParameters } from "../../model/training.ts";
import { MAGNITUDE_STOPS, scaleBytes } from "../signal-picture/pictureColours.ts";

/** Steps from no weight to the scale's end, on either side. */
export const LEVELS = 32;

/** Purple below 0, near the paper at 0, orange above: CSS colours of levels -LEVELS … LEVELS. */
export function levelColours(theme: PictureTheme): string[] {
  const bytes = scaleBytes(MAGNITUDE_STOPS[theme]);
  const last = bytes.length / 4 - 1;
  return Array.from({ length: 2 * LEVELS + 1 }, (_, step) => {
    const at = 4 * Math.round((step * last) / (2 * LEVELS));
    return `rgb(${bytes[at]} ${bytes[at + 1]} ${bytes[at + 2]})`;
  });
}

/** Where a number stands on a scale that ends at ±end: a whole level; beyond the end, and for ±∞, the last one. */
export function levelOf(value: number, end: number): number {
  const level = Math.round((LEVELS * value) / end);
  return Number.isNaN(level) ? 0 : Math.min(LEVELS, Math.max(-LEVELS, level));
}

/** Ends of a scale within a decade: close enough for strong colours, far enough apart to stand still for a while. */
const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8];

/** The end of the scale: the next round number from the largest finite weight or bias up; 1 where all are 0. */
export function scaleEnd(parameters: readonly LayerParameters[]): number {
  let most = 0;
  for (const { weight, bias } of parameters) {
    for (const values of [weight, bias]) {
      for (const value of values) {
        const size = Math.abs(value);
        if (size > most && size < Infinity) most = size;
      }
    }
  }
  return most === 0 ? 1 : roundedUp(most);
}

function roundedUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const factor = ROUND.find((candidate) => candidate * decade >= value) ?? 10;
  return Math.min(Number.MAX_VALUE, Number((factor * decade).toPrecision(2)));
}
