import type { SignalReport } from "./signalReport.ts";

/** Even a signal that holds spans so much, or else the spread of its units would look like an explosion. */
const LEAST_DECADES = 8;
/** Times a power of ten. */
const STEPS = [2, 4, 8, 20];

/**
 * Decades on either side of magnitude 1 that the picture's colours span: 8, 20, 40, 80, 200, 400 ..., the least that
 * holds every layer's std, signal and gradient alike. Steps this coarse keep the colours still while a knob turns.
 */
export function pictureRange({ forward, gradient }: Pick<SignalReport, "forward" | "gradient">): number {
  const sizes = [...forward, ...gradient].map(({ log10Std }) => Math.abs(log10Std ?? 0));
  const least = Math.max(LEAST_DECADES, ...sizes);
  const power = 10 ** Math.floor(Math.log10(least / STEPS[0]!));
  return STEPS.map((step) => step * power).find((step) => step >= least)!;
}
