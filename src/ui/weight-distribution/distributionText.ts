import type { WeightPlan } from "../../experiments/initializers/weightPlan.ts";
import type { WeightsLayer, WeightsReport } from "../../experiments/weights/weights.ts";
import { formatNumber, trimmed } from "../format.ts";
import { type WeightPoint, arrayName } from "../weights-lab/weightPoint.ts";

/** Where the numbers of the pointed array came from, in a sentence. */
export function distributionText({ config, layers }: WeightsReport, { layer, part }: WeightPoint): string {
  const own = layers[layer]!;
  const name = arrayName({ layer, part });
  const plan = part === "weight" ? own.weightPlan : own.biasPlan;
  const why = part === "weight" && config.gain === undefined && config.mode === undefined ? reason(config, own) : "";
  return `${name} ${planWords(plan)}${why}.`;
}

/** What a plan does, as the rest of a sentence about an array. */
export function planWords(plan: WeightPlan): string {
  switch (plan.kind) {
    case "constant":
      return `is ${short(plan.value)} everywhere: nothing is drawn`;
    case "identity":
      return `has ${short(plan.gain)} on its diagonal and 0 beside it: nothing is drawn`;
    case "uniform":
      return `was drawn evenly from ${short(plan.low)} to ${short(plan.high)}`;
    case "normal":
      return `was drawn from a normal distribution, mean ${short(plan.mean)}, σ = ${short(plan.std)}`;
    case "truncated_normal":
      return `was drawn from a normal distribution, mean ${short(plan.mean)}, σ = ${short(plan.std)}, cut at ${short(plan.low)} and ${short(plan.high)}`;
    case "orthogonal":
      return `was drawn from a normal distribution and then turned until its rows or columns, whichever are fewer, stand at right angles with length ${short(plan.gain)}`;
    default:
      return `was drawn from a normal distribution, σ = ${short(plan.std)}, and a share of ${short(plan.sparsity)} of each column was set to 0`;
  }
}

/** The formula of the bound or deviation, with this layer's sizes. */
function reason(
  { initializer, framework }: WeightsReport["config"],
  { weightPlan, fanIn, fanOut }: WeightsLayer,
): string {
  const both = `(${fanIn} + ${fanOut})`;
  const name = initializer === "default" ? DEFAULTS[framework] : initializer;
  if (weightPlan.kind === "uniform") {
    if (name === "glorot_uniform") return `: Glorot’s bound, √(6 / (inputs + units)) = √(6 / ${both})`;
    if (name === "he_uniform") return `: He’s bound, √(6 / inputs) = √(6 / ${fanIn})`;
    if (name === "lecun_uniform") return `: LeCun’s bound, √(3 / inputs) = √(3 / ${fanIn})`;
    if (name === "linear") return `: PyTorch’s own bound, 1 / √inputs = 1 / √${fanIn}`;
  }
  const cut =
    weightPlan.kind === "truncated_normal" ? " / 0.8796, so that what the cut leaves has the deviation wanted" : "";
  if (name === "glorot_normal") return `: Glorot’s σ, √(2 / (inputs + units)) = √(2 / ${both})${cut}`;
  if (name === "he_normal") return `: He’s σ, √(2 / inputs) = √(2 / ${fanIn})${cut}`;
  if (name === "lecun_normal") return `: LeCun’s σ, √(1 / inputs) = √(1 / ${fanIn})${cut}`;
  return "";
}

const DEFAULTS: Readonly<Record<WeightsReport["config"]["framework"], string>> = {
  numpy: "normal",
  numpy_default_rng: "normal",
  tensorflow: "glorot_uniform",
  keras3: "glorot_uniform",
  pytorch: "linear",
  jax: "lecun_normal",
};

function short(value: number): string {
  return trimmed(formatNumber(value, 4));
}
