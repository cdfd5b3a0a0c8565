import erf from "@stdlib/math-base-special-erf";
import { cosSinFloat, logFloat } from "../../random/cephesFloat.ts";
import { fused } from "../../random/fusedFloat.ts";
import { inverseErf } from "../../random/inverseErf.ts";
import { Mt19937 } from "../../random/mt19937.ts";
import { scaleSteps } from "./recipeScale.ts";
import {
  type Draw,
  double,
  type FrameworkRecipe,
  fround,
  hex,
  isDrawn,
  momentsOf,
  ordinal,
  type RecipeStep,
  type RecipeTarget,
  single,
  sizeOf,
  step,
} from "./recipeSteps.ts";
import { scaledNote } from "./recipeTensorflow.ts";

const BLOCK = 16;
const TWO_PI = fround(2 * Math.PI);

/** `torch.manual_seed(seed)` on a CPU: one MT19937, whose words every draw takes in turn. */
export const pytorchRecipe: FrameworkRecipe = {
  source: ({ config }) => [
    step("seed", String(config.seed), `torch.manual_seed(${config.seed}): its low 32 bits fill MT19937's 624 words.`),
  ],
  draw(target) {
    switch (target.plan.kind) {
      case "uniform":
        return uniformSteps(target);
      case "truncated_normal":
        return truncatedSteps(target);
      default:
        return [...normalSteps(target).steps];
    }
  },
};

/** Where the generator stands: words taken, and the words of a short pair whose second value waits. */
interface Position {
  readonly word: number;
  readonly kept: number | null;
}

const START: Position = { word: 0, kept: null };

/** Where an array leaves the generator. */
function afterDraw(position: Position, draw: Draw): Position {
  if (!isDrawn(draw)) return position;
  const { plan, shape } = draw;
  const count = sizeOf(draw);
  if (plan.kind === "uniform" || plan.kind === "truncated_normal") return { ...position, word: position.word + count };
  const after = afterNormal(position, count);
  return plan.kind === "sparse" ? { ...after, word: after.word + shape[1] * (shape[0] - 1) } : after;
}

function afterNormal(position: Position, count: number): Position {
  if (count >= BLOCK) return { ...position, word: position.word + count + (count % BLOCK === 0 ? 0 : BLOCK) };
  let { word, kept } = position;
  for (let drawn = 0; drawn < count; drawn += 1) {
    if (kept === null) [kept, word] = [word, word + 4];
    else kept = null;
  }
  return { word, kept };
}

function positionOf({ earlier }: RecipeTarget): Position {
  return earlier.reduce(afterDraw, START);
}

/** `count` words from place `start` on. */
function wordsFrom(target: RecipeTarget, start: number, count: number): number[] {
  const words = Mt19937.fromWord(Number(BigInt.asUintN(32, target.config.seed)));
  for (let word = 0; word < start; word += 1) words.nextInt32();
  return Array.from({ length: count }, () => words.nextUint32());
}

/** The low 24 bits, / 2^24. */
function toFloat(word: number): number {
  return (word & 0xffffff) * 2 ** -24;
}

function uniformWord(target: RecipeTarget): [u: number, steps: RecipeStep[]] {
  const place = positionOf(target).word + target.index;
  const word = wordsFrom(target, place, 1)[0]!;
  const bits = word & 0xffffff;
  return [
    toFloat(word),
    [
      step("word", hex(word), `The generator's ${ordinal(place + 1)} word.`),
      step("24 bits", `0x${bits.toString(16).padStart(6, "0")}`, "The word's low 24 bits."),
      step("uniform", single(toFloat(word)), "The bits / 2^24: float32 on [0, 1)."),
    ],
  ];
}

function uniformSteps(target: RecipeTarget): RecipeStep[] {
  const { plan, part } = target;
  if (plan.kind !== "uniform") return [];
  const [u, steps] = uniformWord(target);
  const [low, high] = [fround(plan.low), fround(plan.high)];
  const value = fused(u, fround(high - low), low);
  return [
    ...steps,
    ...scaleSteps(target),
    step(part, single(value), "u · (high - low) + low, rounded once to float32."),
  ];
}

function truncatedSteps(target: RecipeTarget): RecipeStep[] {
  const { plan, part } = target;
  if (plan.kind !== "truncated_normal") return [];
  const { mean, std } = plan;
  const [u, steps] = uniformWord(target);
  const [from, to] = [plan.low, plan.high].map((x) => fround(2 * ((1 + erf((x - mean) / std / Math.SQRT2)) / 2) - 1));
  const inside = fused(u, fround(to! - from!), from!);
  const root = fround(inverseErf(inside));
  const moved = fround(fround(root * fround(std * Math.SQRT2)) + fround(mean));
  const value = Math.min(Math.max(moved, fround(plan.low)), fround(plan.high));
  return [
    ...steps,
    step("stretched", single(inside), `u between ${single(from!)} and ${single(to!)}, where erf takes the bounds ±2.`),
    step("erf⁻¹", single(root), "A normal number / sqrt 2, as trunc_normal_ made it up to PyTorch 2.11."),
    ...scaleSteps(target),
    step(part, single(value), `erf⁻¹ · sqrt 2 · std${mean === 0 ? "" : " + mean"}, then kept within ±2.`),
  ];
}

function normalSteps(target: RecipeTarget): { readonly steps: readonly RecipeStep[]; readonly value: number } {
  return sizeOf(target) < BLOCK ? shortSteps(target) : blockSteps(target);
}

/** Arrays of fewer than 16: pairs of doubles. */
function shortSteps(target: RecipeTarget) {
  const { index, part, plan } = target;
  const before = afterNormal(positionOf(target), index);
  const first = before.kept ?? before.word;
  const words = wordsFrom(target, first, 4);
  const [u1, u2] = [toDouble(words[0]!, words[1]!), toDouble(words[2]!, words[3]!)];
  const angle = 2 * Math.PI * u1;
  const radius = Math.sqrt(-2 * Math.log1p(-u2));
  const isFirst = before.kept === null;
  const z = radius * (isFirst ? Math.cos(angle) : Math.sin(angle));
  const { mean, std } = momentsOf(plan);
  const value = fround(z * std + mean);
  const steps = [
    step(
      "words",
      hex(...words),
      `Four words from the generator's ${ordinal(first + 1)} on: arrays under 16 use doubles.`,
    ),
    step("uniform", `${double(u1)}, ${double(u2)}`, "The low 53 bits of each two, / 2^53."),
    step("angle", double(angle), "θ = 2π u₁."),
    step("radius", double(radius), "r = sqrt(-2 ln(1 - u₂))."),
    step(
      "normal",
      double(z),
      isFirst ? "z = r cos θ: the first of the pair." : "z = r sin θ: kept since the pair was drawn.",
    ),
    ...scaleSteps(target),
    step(part, single(value), `${scaledNote(mean)} Rounded to float32 here only.`),
  ];
  return { steps, value };
}

/** Arrays of 16 or more: blocks of 16, number j and number j + 8 a pair. */
function blockSteps(target: RecipeTarget) {
  const { index, part, plan } = target;
  const count = sizeOf(target);
  const { word } = positionOf(target);
  const redrawn = count % BLOCK !== 0 && index >= count - BLOCK;
  const start = redrawn ? count - BLOCK : index - (index % BLOCK);
  const lane = (index - start) % 8;
  const first = word + (redrawn ? count : start) + lane;
  const words = wordsFrom(target, first, 9);
  const [u, v] = [toFloat(words[0]!), toFloat(words[8]!)];
  const radius = fround(Math.sqrt(fround(-2 * logFloat(fround(1 - u)))));
  const angle = fround(TWO_PI * v);
  const cosSin = new Float32Array(2);
  cosSinFloat(angle, cosSin);
  const isFirst = index - start < 8;
  const z = fround(radius * cosSin[isFirst ? 0 : 1]!);
  const { mean, std } = momentsOf(plan);
  const value = fused(z, fround(std), fround(mean));
  const tail = redrawn ? " The array is no multiple of 16, so its last 16 are drawn again." : "";
  const steps = [
    step(
      "words",
      hex(words[0]!, words[8]!),
      `The generator's ${ordinal(first + 1)} and ${ordinal(first + 9)} word.${tail}`,
    ),
    step("uniform", `${single(u)}, ${single(v)}`, "The low 24 bits of each, / 2^24."),
    step("radius", single(radius), "r = sqrt(-2 ln(1 - u)), of the first."),
    step("angle", single(angle), "θ = 2π u, of the second, 8 places on."),
    step("normal", single(z), isFirst ? "z = r cos θ: in the block's first 8." : "z = r sin θ: in the block's last 8."),
    ...scaleSteps(target),
    step(part, single(value), scaledNote(mean)),
  ];
  return { steps, value };
}

/** A normal number, unless the column's shuffle names its row. */
export function sparseSteps(target: RecipeTarget): RecipeStep[] {
  const { plan, shape, index, part } = target;
  if (plan.kind !== "sparse") return [];
  const [rows, columns] = shape;
  const { steps, value } = normalSteps(target);
  const column = index % columns;
  const start = afterNormal(positionOf(target), sizeOf(target)).word + column * (rows - 1);
  const words = wordsFrom(target, start, rows - 1);
  const order = Array.from({ length: rows }, (_, row) => row);
  for (const [row, word] of words.entries()) {
    const other = row + (word % (rows - row));
    [order[row], order[other]] = [order[other]!, order[row]!];
  }
  const zeros = order.slice(0, Math.ceil(plan.sparsity * rows));
  const isZero = zeros.includes(Math.floor(index / columns));
  return [
    ...steps.slice(0, -1),
    step("scaled", single(value), "z · std."),
    step(
      "zero rows",
      zeros.join(", ") || "none",
      `The first ${zeros.length} of torch.randperm(${rows}), for column ${column}.`,
    ),
    step(part, single(isZero ? 0 : value), isZero ? "Its row is one of them." : "Its row is none of them."),
  ];
}

/** The low 53 bits of two words, the upper one first, / 2^53. */
function toDouble(high: number, low: number): number {
  return ((high & 0x1fffff) * 2 ** 32 + low) * 2 ** -53;
}
