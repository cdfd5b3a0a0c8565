import type { SignalReport } from "./signalReport.ts";

/** Even a signal that holds takes this many decades, so that the spread of its units does not look like an explosion. */
const LEAST_DECADES = 2;
const STEPS = [2, 4, 8];

/**
 * Decades on either side of magnitude 1 that the picture's colours span: 2, 4, 8, 20, 40, 80, 200 ..., the least that
 * holds every layer's std, signal and gradient alike. Steps this coarse keep the colours still while a knob turns.
 */
export function pictureRange({ forward, gradient }: Pick<SignalReport, "forward" | "gradient">): number {
  const sizes = [...forward, ...gradient].map(({ log10Std }) => Math.abs(log10Std ?? 0));
  const least = Math.max(LEAST_DECADES, ...sizes);
  const power = 10 ** Math.floor(Math.log10(least / LEAST_DECADES));
  return STEPS.map((step) => step * power).find((step) => step >= least) ?? LEAST_DECADES * 10 * power;
}
