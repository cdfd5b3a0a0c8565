import { listScale, oneTwoFive, roundWholes, wholeScale } from "../number-knob/sliderScale.ts";

export const DEPTH_SCALE = wholeScale(1, 200);
export const WIDTH_SCALE = listScale(roundWholes(2048));
export const EXAMPLES_SCALE = listScale(oneTwoFive(1_000_000));

/** log10 of the variance at the slider's ends, and its step. */
export const VARIANCE_FROM = -4;
export const VARIANCE_TO = 2;
export const VARIANCE_STEP = 0.01;
