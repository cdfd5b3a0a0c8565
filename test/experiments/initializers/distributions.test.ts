import erf from "@stdlib/math-base-special-erf";
import { describe, expect, it } from "vitest";
import { drawPlan } from "../../../src/experiments/initializers/drawPlan.ts";
import { shapeOf } from "../../../src/experiments/initializers/fans.ts";
import { optionsOf } from "../../../src/experiments/initializers/initializerSupport.ts";
import { type WeightPlan, weightPlan } from "../../../src/experiments/initializers/weightPlan.ts";
import { type Framework, FRAMEWORKS, type InitializerName } from "../../../src/model/initializer.ts";
import { drawNow } from "../../../src/random/drawing.ts";
import { openStream } from "../../../src/random/stream.ts";

const fans = { fanIn: 250, fanOut: 400 };
const COUNT = fans.fanIn * fans.fanOut;

/**
 * P(sup |F_n - F| > D) <= 2 exp(-2 n D²) (Dvoretzky, Kiefer, Wolfowitz; Massart 1990). At 10^5 draws this D is passed by
 * chance once in a million tests.
 */
const CRITICAL = Math.sqrt(Math.log(2 / 1e-6) / (2 * COUNT));

const RANDOM: InitializerName[] = [
  "default",
  "uniform",
  "normal",
  "truncated_normal",
  "glorot_uniform",
  "glorot_normal",
  "he_uniform",
  "he_normal",
  "lecun_uniform",
  "lecun_normal",
];

const CASES = FRAMEWORKS.flatMap((framework) =>
  RANDOM.filter((name) => optionsOf(framework, name) !== null).map((name) => ({ framework, name })),
);

const standardNormal = (z: number) => (1 + erf(z / Math.SQRT2)) / 2;

/** The distribution function of a plan. */
function cumulative(plan: WeightPlan): (x: number) => number {
  switch (plan.kind) {
    case "uniform":
      return (x) => Math.min(1, Math.max(0, (x - plan.low) / (plan.high - plan.low)));
    case "normal":
      return (x) => standardNormal((x - plan.mean) / plan.std);
    case "truncated_normal": {
      const at = (x: number) => standardNormal((x - plan.mean) / plan.std);
      const [low, high] = [at(plan.low), at(plan.high)];
      return (x) => (at(Math.min(Math.max(x, plan.low), plan.high)) - low) / (high - low);
    }
    default:
      throw new Error(`${plan.kind} has no distribution function`);
  }
}

/** sup |F_n - F| of sorted values. */
function distance(sorted: ArrayLike<number>, of: (x: number) => number): number {
  let largest = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    const value = of(sorted[index]!);
    largest = Math.max(largest, value - index / sorted.length, (index + 1) / sorted.length - value);
  }
  return largest;
}

/** Var(weight) of what bears a name. */
function namedVariance(framework: Framework, name: InitializerName): number | null {
  const { fanIn, fanOut } = fans;
  const family = name.split("_")[0];
  if (family === "glorot") return 2 / (fanIn + fanOut);
  if (family === "he") return 2 / fanIn;
  if (family === "lecun") return 1 / fanIn;
  if (name !== "default") return null;
  const defaults: Record<Framework, number> = {
    numpy: 1,
    numpy_default_rng: 1,
    tensorflow: 2 / (fanIn + fanOut),
    keras3: 2 / (fanIn + fanOut),
    pytorch: 1 / (3 * fanIn),
    jax: 1 / fanIn,
  };
  return defaults[framework];
}

describe.each(CASES)("$name in $framework", ({ framework, name }) => {
  const plan = weightPlan(framework, { name }, fans);
  const values = drawNow(drawPlan(framework, openStream(framework, 2026), plan, shapeOf(framework, fans)));

  it("has the distribution of its plan (Kolmogorov and Smirnov)", () => {
    expect(!(distance(values.toSorted(), cumulative(plan)) <= CRITICAL)).toBe(false);
  });

  it("has the mean, the variance and the bounds that its name promises", () => {
    let [sum, squares, least, most] = [0, 0, Infinity, -Infinity];
    for (const value of values) {
      [sum, squares] = [sum + value, squares + value * value];
      [least, most] = [Math.min(least, value), Math.max(most, value)];
    }
    const mean = sum / COUNT;
    const variance = squares / COUNT - mean ** 2;
    const named = namedVariance(framework, name);
    if (named !== null) {
      // Five standard errors: of the mean σ / sqrt n, of the variance at most sqrt(2 / n) σ².
      expect(!(Math.abs(mean) <= 5 * Math.sqrt(named / COUNT))).toBe(false);
      expect(!(Math.abs(variance / named - 1) <= 5 * Math.sqrt(2 / COUNT))).toBe(false);
    }
    if (plan.kind === "uniform" || plan.kind === "truncated_normal") {
      // Bounds are rounded to the framework's precision.
      const margin = 1 + 2 ** -23;
      expect(least).toBeGreaterThanOrEqual(plan.low * (plan.low < 0 ? margin : 1));
      expect(most).toBeLessThanOrEqual(plan.high * margin);
    }
  });
});
