import { type SliderScale, listScale, oneTwoFive } from "../number-knob/sliderScale.ts";
import { LAB_MOST } from "../../experiments/training/trainingConfig.ts";

const FEWEST_SAMPLES = 10;
const LEAST_EPSILON = 1e-8;
const LEAST_RATE = 1e-4;
/** Rates from the least to 10. */
const RATES_SPAN = 1e5;
const TENTHS = 0.1;

/** 0, then 1, 2, 5, 10 … times the least noise that a slider shows, up to 1. */
export const EPSILON_SCALE: SliderScale = listScale([0, ...risingFrom(LEAST_EPSILON, 1 / LEAST_EPSILON)]);
export const RATE_SCALE: SliderScale = listScale(risingFrom(LEAST_RATE, RATES_SPAN));
export const SAMPLES_SCALE: SliderScale = listScale(
  oneTwoFive(LAB_MOST.samples).filter((count) => count >= FEWEST_SAMPLES),
);
/** 0, 0.1 … 2. */
export const BIAS_SCALE: SliderScale = listScale(
  Array.from({ length: 21 }, (_, index) => Number((index * TENTHS).toFixed(1))),
);

/** 1, 2, 5, 10 … `span` times `least`, as people write them. */
function risingFrom(least: number, span: number): number[] {
  return oneTwoFive(Math.round(span)).map((factor) => Number((factor * least).toPrecision(1)));
}
