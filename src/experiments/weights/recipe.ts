import type { Framework } from "../../model/initializer.ts";
import { jaxRecipe } from "./recipeJax.ts";
import { defaultRngRecipe, legacyRecipe } from "./recipeNumpy.ts";
import { pytorchRecipe, sparseSteps } from "./recipePytorch.ts";
import { textOf } from "./recipeScale.ts";
import { type Draw, type FrameworkRecipe, type RecipeStep, type RecipeTarget, step } from "./recipeSteps.ts";
import { keras3Recipe, tensorflowRecipe } from "./recipeTensorflow.ts";
import type { WeightsLayer, WeightsReport } from "./weights.ts";

export type { RecipeStep } from "./recipeSteps.ts";

const RECIPES: Readonly<Record<Framework, FrameworkRecipe>> = {
  numpy: legacyRecipe,
  numpy_default_rng: defaultRngRecipe,
  tensorflow: tensorflowRecipe,
  keras3: keras3Recipe,
  pytorch: pytorchRecipe,
  jax: jaxRecipe,
};

/**
 * The way of one number from the seed: every step worked out anew, the last the number itself, to the bit.
 *
 * `layer` and `index` (row-major) count from 0; `part` is the weight or the bias. A RangeError where there is no
 * such number. Generators that cannot jump are run from the seed up to the number.
 */
export function recipeOf(
  report: WeightsReport,
  layer: number,
  index: number,
  part: "weight" | "bias" = "weight",
): readonly RecipeStep[] {
  const { config, layers } = report;
  const drawn = layers[layer]?.[part].values[index];
  if (drawn === undefined) throw new RangeError(`There is no number ${index} in the ${part} of layer ${layer}.`);
  const { fanIn, fanOut } = layers[layer]!;
  const draws = drawsOf(report);
  const place = draws.findIndex((draw) => draw.layer === layer && draw.part === part);
  const { plan, shape } = draws[place]!;
  return stepsOf({ config, layer, part, index, fanIn, fanOut, plan, shape, earlier: draws.slice(0, place) }, drawn);
}

interface PlacedDraw extends Draw {
  readonly layer: number;
  readonly part: "weight" | "bias";
}

/** Every array in the order of the draws: each layer's weight, then its bias. */
function drawsOf({ config, layers }: WeightsReport): PlacedDraw[] {
  const order = layers.map((_, index) => index);
  // The notebook's: first, last, then the others.
  if (config.order === "notebook") order.splice(1, 0, ...order.splice(-1));
  return order.flatMap((layer): PlacedDraw[] => {
    const { weight, weightPlan, biasPlan, fanOut }: WeightsLayer = layers[layer]!;
    return [
      { layer, part: "weight", plan: weightPlan, shape: weight.shape },
      { layer, part: "bias", plan: biasPlan, shape: [1, fanOut] },
    ];
  });
}

function stepsOf(target: RecipeTarget, drawn: number): RecipeStep[] {
  const { config, plan, part } = target;
  const text = textOf(target);
  const recipe = RECIPES[config.framework];
  switch (plan.kind) {
    case "constant":
      return [
        step(part, text(drawn), `${part === "bias" ? "Biases" : "All weights"} are this number: nothing is drawn.`),
      ];
    case "identity":
      return [
        step("place", placeOf(target), "Row and column, from 0."),
        step(part, text(drawn), `${text(plan.gain)} on the diagonal, 0 elsewhere: nothing is drawn.`),
      ];
    case "orthogonal":
      return [...recipe.source(target), ...orthogonalSteps(target, drawn)];
    case "sparse":
      return [...recipe.source(target), ...sparseSteps(target)];
    default:
      return [...recipe.source(target), ...recipe.draw(target)];
  }
}

/** No step makes this number alone. */
function orthogonalSteps(target: RecipeTarget, drawn: number): RecipeStep[] {
  const { plan, shape, part } = target;
  const text = textOf(target);
  const [tall, narrow] = [Math.max(...shape), Math.min(...shape)];
  const gain = plan.kind === "orthogonal" ? plan.gain : 1;
  const turned = shape[0] < shape[1] ? ", turned on its side" : "";
  return [
    step("matrix A", `(${tall}, ${narrow})`, `${tall * narrow} numbers from N(0, 1), drawn from this generator.`),
    step(
      "A = Q R",
      `Q (${tall}, ${narrow})`,
      "Q's columns times the signs of R's diagonal: every number depends on all of A.",
    ),
    step("place", placeOf(target), `Row and column in the weight, which is Q${turned}.`),
    step(
      part,
      text(drawn),
      gain === 1 ? "The number of Q at that place." : `The number of Q at that place, times the gain ${text(gain)}.`,
    ),
  ];
}

function placeOf({ index, shape: [, columns] }: RecipeTarget): string {
  return `${Math.floor(index / columns)}, ${index % columns}`;
}
