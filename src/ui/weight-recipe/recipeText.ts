import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { plural } from "../format.ts";
import type { WeightPoint } from "../weights-lab/weightPoint.ts";

/** Numbers that a generator may be walked through while the page waits: some hundredths of a second. */
const MOST_WALKED = 2_000_000;

/** Why a number's making is not told: generators that cannot jump would hold up the page; "" where it is told. */
export function tooFar({ config, layers }: WeightsReport, { layer, index }: WeightPoint): string {
  const { framework } = config;
  if (framework === "tensorflow" || framework === "keras3" || framework === "jax") return "";
  const before = layers.slice(0, layer).reduce((sum, { fanIn, fanOut }) => sum + (fanIn + 1) * fanOut, index);
  // The notebook's order may draw every other layer first.
  const walked =
    config.order === "notebook" ? layers.reduce((sum, { weight }) => sum + weight.values.length, 0) : before;
  if (walked <= MOST_WALKED) return "";
  return `Up to ${plural(walked, "number")} are drawn before this one, one after the other: the steps are told for the first ${plural(MOST_WALKED, "number")}.`;
}
