import { Mt19937 } from "../../random/mt19937.ts";
import { Pcg64 } from "../../random/pcg64.ts";
import { seedSequenceState } from "../../random/seedSequence.ts";
import { TAIL_START, ziggurat } from "../../random/ziggurat.ts";
import { scaleSteps } from "./recipeScale.ts";
import {
  double,
  type FrameworkRecipe,
  hex,
  isDrawn,
  momentsOf,
  ordinal,
  type RecipeStep,
  type RecipeTarget,
  sizeOf,
  step,
} from "./recipeSteps.ts";

const INVERSE_TAIL_START = 0.27366123732975828;

/** `np.random.RandomState(seed)`: MT19937, 53-bit doubles, and the polar method. */
export const legacyRecipe: FrameworkRecipe = {
  source: ({ config }) => [
    step("seed", String(config.seed), `np.random.RandomState(${config.seed}) fills MT19937's 624 words from it.`),
  ],
  draw: (target) => (target.plan.kind === "uniform" ? legacyUniform(target) : legacyNormal(target)),
};

/** `np.random.default_rng(seed)`: SeedSequence, PCG64, and the ziggurat. */
export const defaultRngRecipe: FrameworkRecipe = {
  source: ({ config }) => [
    step("seed", String(config.seed), `np.random.default_rng(${config.seed}).`),
    step(
      "SeedSequence",
      hex(...seedSequenceState(config.seed, 8)),
      "The seed hashed into 256 bits: PCG64's state and its increment.",
    ),
  ],
  draw(target) {
    const bits = Pcg64.fromWords(seedSequenceState(target.config.seed, 8));
    return target.plan.kind === "uniform" ? generatorUniform(target, bits) : generatorNormal(target, bits);
  },
};

/** Numbers that the stream gave before this one; a stream's arrays are all uniform or all normal. */
function before({ earlier, index }: RecipeTarget): number {
  return earlier.filter(isDrawn).reduce((sum, draw) => sum + sizeOf(draw), index);
}

function legacyUniform(target: RecipeTarget): RecipeStep[] {
  const words = Mt19937.fromWord(Number(target.config.seed));
  const place = before(target);
  for (let word = 0; word < 2 * place; word += 1) words.nextInt32();
  const [high, low] = [words.nextUint32(), words.nextUint32()];
  return [
    step("words", hex(high, low), `The generator's ${ordinal(2 * place + 1)} word and the next.`),
    ...spreadSteps(target, toDouble(high, low), "The upper 27 and 26 bits of the two, / 2^53."),
  ];
}

/** u, and low + (high - low) u. */
function spreadSteps(target: RecipeTarget, u: number, note: string): RecipeStep[] {
  const { plan, part } = target;
  if (plan.kind !== "uniform") return [];
  const value = plan.low + (plan.high - plan.low) * u;
  return [
    step("uniform", double(u), note),
    ...scaleSteps(target),
    step(part, double(value), "low + (high - low) · u."),
  ];
}

function legacyNormal(target: RecipeTarget): RecipeStep[] {
  const words = Mt19937.fromWord(Number(target.config.seed));
  const place = before(target);
  const pair = Math.floor(place / 2);
  let tried = { rejected: 0, first: 0, words: [0, 0, 0, 0], x: 0, y: 0, square: 0 };
  for (let count = 0, first = 0; count <= pair; count += 1) {
    tried = polarPair(words, first);
    first = tried.first + 4;
  }
  const { x, y, square, rejected } = tried;
  const factor = Math.sqrt((-2 * Math.log(square)) / square);
  const isFirst = place % 2 === 0;
  const z = factor * (isFirst ? y : x);
  return [
    step("words", hex(...tried.words), `Four words, the first of them the generator's ${ordinal(tried.first + 1)}.`),
    step(
      "point",
      `${double(x)}, ${double(y)}`,
      `x, y = 2 u - 1 of two 53-bit doubles; in the unit circle after ${rejected} rejected.`,
    ),
    step("r²", double(square), "x² + y², below 1."),
    step("factor", double(factor), "f = sqrt(-2 ln(r²) / r²): the polar method."),
    step(
      "normal",
      double(z),
      isFirst ? "z = f y: the pair's second value comes first." : "z = f x: kept since the number before it was drawn.",
    ),
    ...placed(target, z),
  ];
}

/** Points until one lies in the circle; `first` is the place of its words. */
function polarPair(generator: Mt19937, start: number) {
  for (let rejected = 0; ; rejected += 1) {
    const words = [generator.nextUint32(), generator.nextUint32(), generator.nextUint32(), generator.nextUint32()];
    const x = 2 * toDouble(words[0]!, words[1]!) - 1;
    const y = 2 * toDouble(words[2]!, words[3]!) - 1;
    const square = x * x + y * y;
    if (square < 1 && square !== 0) return { rejected, first: start + 4 * rejected, words, x, y, square };
  }
}

/** mean + std z. */
function placed(target: RecipeTarget, z: number): RecipeStep[] {
  const { mean, std } = momentsOf(target.plan);
  const value = mean === 0 && std === 1 ? z : mean + std * z;
  return [...scaleSteps(target), step(target.part, double(value), mean === 0 ? "std · z." : "mean + std · z.")];
}

function generatorUniform(target: RecipeTarget, bits: Pcg64): RecipeStep[] {
  const place = before(target);
  for (let draw = 0; draw <= place; draw += 1) bits.next();
  const u = ((bits.high >>> 0) * 2097152 + (bits.low >>> 11)) * 2 ** -53;
  return [
    step("64 bits", hex64(bits), `PCG64's ${ordinal(place + 1)} draw.`),
    ...spreadSteps(target, u, "The upper 53 bits, / 2^53."),
  ];
}

/** What the ziggurat did for one number. */
interface Strike {
  readonly high: number;
  readonly low: number;
  readonly layer: number;
  readonly position: number;
  readonly rejected: number;
  readonly accepted: string;
  readonly value: number;
}

function generatorNormal(target: RecipeTarget, bits: Pcg64): RecipeStep[] {
  const place = before(target);
  let last = strike(bits);
  for (let count = 0; count < place; count += 1) last = strike(bits);
  const { layer, position, rejected, accepted, value } = last;
  const inTail = Math.abs(value) > TAIL_START;
  return [
    step("64 bits", hex64(last), `PCG64's draw for this number, after ${rejected} rejected.`),
    step("strip", String(layer), "The low 8 bits: one of the ziggurat's 256 strips of equal area; 0 is the lowest."),
    step("position", String(position), "The upper 52 of the next 53 bits, after the sign's."),
    step("accepted", accepted, "A position below the strip's limit lies under the curve whatever its height."),
    step(
      "normal",
      double(value),
      inTail ? "z, by Marsaglia's method for the tail." : "z = ± position · width of the strip / 2^52.",
    ),
    ...placed(target, value),
  ];
}

/** One number by the ziggurat, as NumPy's `random_standard_normal`. */
function strike(bits: Pcg64): Strike {
  const { inside, scale, density } = ziggurat();
  for (let rejected = 0; ; rejected += 1) {
    bits.next();
    const layer = bits.low & 0xff;
    const position = (bits.high & 0x1fffffff) * 2 ** 23 + (bits.low >>> 9);
    const magnitude = position * scale[layer]!;
    const value = bits.low & 0x100 ? -magnitude : magnitude;
    const { high, low } = bits;
    if (position < inside[layer]!) return { high, low, layer, position, rejected, accepted: "inside the strip", value };
    if (layer === 0) return { high, low, layer, position, rejected, accepted: "in the tail", value: tail(bits) };
    const [top, bottom] = [density[layer - 1]!, density[layer]!];
    if ((top - bottom) * bits.nextDouble() + bottom < Math.exp(-0.5 * value * value)) {
      return { high, low, layer, position, rejected, accepted: "under the curve at a random height", value };
    }
  }
}

function tail(bits: Pcg64): number {
  const negative = (bits.low & 0x20000) !== 0;
  for (;;) {
    const beyond = -INVERSE_TAIL_START * Math.log1p(-bits.nextDouble());
    const height = -Math.log1p(-bits.nextDouble());
    if (height + height > beyond * beyond) return negative ? -(TAIL_START + beyond) : TAIL_START + beyond;
  }
}

function hex64({ high, low }: Pick<Pcg64, "high" | "low">): string {
  return hex(high) + hex(low).slice(2);
}

/** genrand_res53. */
function toDouble(high: number, low: number): number {
  return ((high >>> 5) * 67108864 + (low >>> 6)) * 2 ** -53;
}
