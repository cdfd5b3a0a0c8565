import type { FanMode } from "../../model/initializer.ts";
import { fanOf } from "../initializers/fans.ts";
import { double, momentsOf, type RecipeStep, type RecipeTarget, single, step } from "./recipeSteps.ts";

/** The bounds or the standard deviation that the initializer worked out, with the formula and its sizes. */
export function scaleSteps(target: RecipeTarget): RecipeStep[] {
  const { plan } = target;
  const text = textOf(target);
  if (plan.kind === "uniform") {
    if (plan.low === -plan.high) return [step("limit", text(plan.high), limitNote(target))];
    return [
      step("bounds", `${text(plan.low)}, ${text(plan.high)}`, "The lower and the upper bound of the distribution."),
    ];
  }
  const { mean, std } = momentsOf(plan);
  const steps = [step("std", text(std), stdNote(target))];
  return mean === 0 ? steps : [...steps, step("mean", text(mean), "As given.")];
}

/** Writes numbers in the framework's precision. */
export function textOf({ config }: RecipeTarget): (value: number) => string {
  return config.framework.startsWith("numpy") ? double : single;
}

const AS_GIVEN = "As given, or the framework's own.";

interface Scale {
  readonly gain: string;
  readonly fan: string;
}

function limitNote(target: RecipeTarget): string {
  const { config, part, fanIn, fanOut } = target;
  if (config.framework === "pytorch" && config.initializer === "default") {
    const source = part === "bias" ? "the bound of Linear's bias" : "kaiming_uniform_ with a = sqrt 5";
    return `L = 1 / sqrt(fanIn) = 1 / sqrt(${fanIn}): ${source}.`;
  }
  const scale = scaleOf(target);
  if (scale === null) return AS_GIVEN;
  if (scale.gain === "1" && modeOf(target) === "fan_avg") {
    return `L = sqrt(6 / (fanIn + fanOut)) = sqrt(6 / (${fanIn} + ${fanOut})).`;
  }
  return `L = ${scale.gain} · sqrt(3 / ${scale.fan}).`;
}

function stdNote(target: RecipeTarget): string {
  const scale = scaleOf(target);
  if (scale === null) return AS_GIVEN;
  if (target.plan.kind !== "truncated_normal") return `std = ${scale.gain} / sqrt(${scale.fan}).`;
  return `std = ${scale.gain} / sqrt(${scale.fan}) / 0.87962566, the deviation of N(0, 1) cut at ±2.`;
}

function modeOf({ config }: RecipeTarget): FanMode {
  if (config.mode !== undefined) return config.mode;
  const averages = config.initializer.startsWith("glorot") || config.initializer === "default";
  return averages && config.framework !== "jax"
    ? "fan_avg"
    : config.initializer.startsWith("glorot")
      ? "fan_avg"
      : "fan_in";
}

/** Null where the initializer does not look at the layer's sizes. */
function scaleOf(target: RecipeTarget): Scale | null {
  const { config, fanIn, fanOut } = target;
  const { initializer, framework, gain } = config;
  const scaled =
    /^(glorot|he|lecun)_/.test(initializer) || (initializer === "default" && !framework.startsWith("numpy"));
  if (!scaled) return null;
  const mode = modeOf(target);
  const names = { fan_in: "fanIn = ", fan_out: "fanOut = ", fan_avg: "(fanIn + fanOut) / 2 = " };
  const ownGain = initializer.startsWith("he_") ? "sqrt 2" : "1";
  return {
    gain: gain === undefined ? ownGain : double(gain),
    fan: names[mode] + double(fanOf(mode, { fanIn, fanOut })),
  };
}
