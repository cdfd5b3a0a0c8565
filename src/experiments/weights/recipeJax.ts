import { erfInvFloat } from "../../random/erfInvFloat.ts";
import { fused } from "../../random/fusedFloat.ts";
import { JaxKey } from "../../random/jax.ts";
import { threefry2x32 } from "../../random/threefry.ts";
import { scaleSteps } from "./recipeScale.ts";
import {
  type FrameworkRecipe,
  fround,
  hex,
  momentsOf,
  type RecipeStep,
  type RecipeTarget,
  single,
  step,
} from "./recipeSteps.ts";
import { scaledNote } from "./recipeTensorflow.ts";

const SQRT_2 = fround(Math.SQRT2);
/** erf(sqrt 2): the uniform numbers of the normal distribution cut at ±2 lie within it. */
const ERF_SQRT_2 = fround(0.9544997361036416);
const ABOVE_MINUS_1 = -1 + 2 ** -24;
const BELOW_2 = 2 - 2 ** -23;

/** `jax.random` with the partitionable layout: a key for each layer, a counter for each number. */
export const jaxRecipe: FrameworkRecipe = {
  source({ config, layer }) {
    const key = JaxKey.fromSeed(config.seed);
    const count = config.layers.length - 1;
    return [
      step("key", hex(...key.words), `jax.random.key(${config.seed}): the seed's low 32 bits in the second word.`),
      step(
        "layer's key",
        hex(...key.split(count)[layer]!.words),
        `Number ${layer}, from 0, of jax.random.split(key, ${count}): Threefry of the counter (0, ${layer}).`,
      ),
    ];
  },
  draw(target) {
    const { index, plan } = target;
    const { words } = JaxKey.fromSeed(target.config.seed).split(target.config.layers.length - 1)[target.layer]!;
    const pair = new Int32Array(2);
    threefry2x32(words[0], words[1], 0, index, pair);
    const bits = pair[0]! ^ pair[1]!;
    const u = (bits >>> 9) * 2 ** -23;
    const steps = [
      step("counter", hex(0, index), "The number's place in the array, its high word first."),
      step("words", hex(...pair), "Threefry of the counter under the key."),
      step("bits", hex(bits), "The exclusive or of both words."),
      step("uniform", single(u), "The upper 23 bits as the fraction of 1.m, minus 1: float32 on [0, 1)."),
    ];
    return [...steps, ...(plan.kind === "uniform" ? uniformSteps(target, u) : normalSteps(target, u))];
  },
};

function uniformSteps(target: RecipeTarget, u: number): RecipeStep[] {
  const { plan, part } = target;
  if (plan.kind !== "uniform") return [];
  if (plan.fromUnit === true) {
    const unit = between(u, -1, 1);
    return [
      step("on [-1, 1)", single(unit), "2 u - 1."),
      ...scaleSteps(target),
      step(part, single(unit * fround(plan.high)), "That, times L."),
    ];
  }
  const value = between(u, fround(plan.low), fround(plan.high));
  return [...scaleSteps(target), step(part, single(value), "u · (high - low) + low, rounded once to float32.")];
}

function normalSteps(target: RecipeTarget, u: number): RecipeStep[] {
  const { plan, part } = target;
  const { mean, std } = momentsOf(plan);
  const cut = plan.kind === "truncated_normal";
  const [low, high] = cut ? [-ERF_SQRT_2, ERF_SQRT_2] : [ABOVE_MINUS_1, 1];
  const inside = between(u, low, cut ? high : 1);
  const raw = fround(SQRT_2 * erfInvFloat(inside));
  const z = cut ? Math.min(Math.max(raw, -BELOW_2), BELOW_2) : raw;
  const value = fround(fround(z * fround(std)) + fround(mean));
  const bounds = cut ? "±erf(sqrt 2), so that nothing lies beyond ±2" : "-1 and 1";
  return [
    step("stretched", single(inside), `A uniform number between ${bounds}.`),
    step("normal", single(z), "z = sqrt 2 · erf⁻¹ of that."),
    ...scaleSteps(target),
    step(part, single(value), scaledNote(mean)),
  ];
}

/** u (high - low) + low, of float32 bounds, rounded once. */
function between(u: number, low: number, high: number): number {
  return Math.max(low, fused(u, fround(high - low), low));
}
