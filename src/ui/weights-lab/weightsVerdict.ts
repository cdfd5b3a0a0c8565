import { FRAMEWORK_TITLES } from "../../experiments/initializers/initializerSupport.ts";
import type { WeightPlan } from "../../experiments/initializers/weightPlan.ts";
import { formatShape } from "../../experiments/weights/numpyFormat.ts";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { plural } from "../format.ts";
import { arrayName } from "./weightPoint.ts";

/** What decided the numbers: the most important sentence first, and what it means. */
export interface WeightsVerdict {
  readonly headline: string;
  readonly rest: string;
}

export function weightsVerdict({ config, layers }: WeightsReport): WeightsVerdict {
  const drawsWeights = isDrawn(layers[0]!.weightPlan);
  const drawsBiases = isDrawn(layers[0]!.biasPlan);
  const weights = layers.reduce((sum, { weight }) => sum + weight.values.length, 0);
  const biases = layers.reduce((sum, { bias }) => sum + bias.values.length, 0);
  const decided = weights + (drawsBiases ? biases : 0);
  const these = decided === 1 ? "this number" : `these ${decided.toLocaleString("en")} numbers`;
  return {
    headline: drawsWeights
      ? `No data was needed: seed ${config.seed} and the shapes decide ${these}.`
      : `No data was needed, and no seed: ${config.initializer} decides ${these}.`,
    rest: `${FRAMEWORK_TITLES[config.framework]} fills ${arrays(layers)}${drawsBiases ? " and draws" : " and sets"} ${
      biases === 1 ? "the bias" : `the ${plural(biases, "bias").replace(/biass$/, "biases")}`
    }${drawsBiases ? " too" : " to 0"}, before it has seen a single example.`,
  };
}

function arrays(layers: WeightsReport["layers"]): string {
  const names = layers.map(
    ({ weight }, layer) => `${arrayName({ layer, part: "weight" })} ${formatShape(weight.shape)}`,
  );
  if (names.length > 3) return `${names[0]} to ${names.at(-1)}`;
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function isDrawn({ kind }: WeightPlan): boolean {
  return kind !== "constant" && kind !== "identity";
}
