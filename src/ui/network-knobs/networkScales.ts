import { type SliderScale, listScale, oneTwoFive, roundWholes, wholeScale } from "../number-knob/sliderScale.ts";
import { MOST_DEPTH, MOST_NETWORKS, MOST_WIDTH } from "../../experiments/theory/theoryConfig.ts";

const HUNDREDTHS = 100;
const FEWEST_NETWORKS = 10;

/** Where the sliders rest; what lies beyond them is the boxes' alone. */
export const NETWORK_SCALES = {
  sigmaW2: hundredths(6),
  sigmaB2: hundredths(3),
  depth: wholeScale(1, MOST_DEPTH),
  width: listScale(roundWholes(MOST_WIDTH)),
  networks: listScale(oneTwoFive(MOST_NETWORKS).filter((count) => count >= FEWEST_NETWORKS)),
  seed: null,
  angle: wholeScale(0, 180),
  correlation: null,
} satisfies Readonly<Record<string, SliderScale | null>>;

/** 0, 0.01, 0.02 … `high`. */
function hundredths(high: number): SliderScale {
  return listScale(Array.from({ length: high * HUNDREDTHS + 1 }, (_, index) => index / HUNDREDTHS));
}
