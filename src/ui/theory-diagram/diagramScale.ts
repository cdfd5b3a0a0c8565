import type { DiagramQuantity } from "../../model/diagram.ts";
import { COLOUR_STEPS } from "../signal-picture/pictureColours.ts";

/** From where to where a quantity's colours run; what lies beyond takes an end's. The same in every window. */
export interface DiagramScale {
  readonly isLogarithmic: boolean;
  readonly low: number;
  readonly high: number;
}

export const DIAGRAM_SCALES: Readonly<Record<DiagramQuantity, DiagramScale>> = {
  // Even on both sides of 1, so that the edge of chaos has the middle's colour.
  chi1: { isLogarithmic: true, low: 1 / 4, high: 4 },
  qStar: { isLogarithmic: true, low: 0.01, high: 100 },
  cStar: { isLogarithmic: false, low: 0, high: 1 },
  xiC: { isLogarithmic: true, low: 1, high: 1000 },
};

/** How far along its scale a number lies, from 0 to 1. */
export function scaleShare({ isLogarithmic, low, high }: DiagramScale, value: number): number {
  const share = isLogarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.min(1, Math.max(0, share));
}

/** Which of the scale's COLOUR_STEPS colours a number takes. */
export function scaleStep(scale: DiagramScale, value: number): number {
  return Math.round(scaleShare(scale, value) * (COLOUR_STEPS - 1));
}
