import { Keras3Random } from "../../random/keras3.ts";
import { Philox } from "../../random/philox.ts";
import { TensorflowRandom } from "../../random/tensorflow.ts";
import { scaleSteps } from "./recipeScale.ts";
import {
  type FrameworkRecipe,
  fround,
  hex,
  isDrawn,
  momentsOf,
  ordinal,
  type RecipeStep,
  type RecipeTarget,
  single,
  step,
} from "./recipeSteps.ts";

/** A generator's key, and the upper half of its counter. */
interface PhiloxState {
  readonly key: readonly [number, number];
  readonly upper: readonly [number, number];
  readonly steps: RecipeStep[];
}

/** Counters that the truncated normal keeps for each group of four. */
const COUNTERS_A_GROUP = 256;
/** The key under which a stateless op scrambles its seed. */
const SCRAMBLE_KEY = [0x3ec8f720, 0x02461e29] as const;

/** `tf.random` after `tf.random.set_seed`: an op seed, and a counter that starts at 0. */
export const tensorflowRecipe: FrameworkRecipe = {
  source: (target) => statefulSource(target).steps,
  draw: (target) => philoxSteps(target, statefulSource(target)),
};

/** Keras 3 on TensorFlow: a seed from Python for each initializer, and a stateless op. */
export const keras3Recipe: FrameworkRecipe = {
  source: (target) => statelessSource(target).steps,
  draw: (target) => philoxSteps(target, statelessSource(target)),
};

function statefulSource({ config, earlier }: RecipeTarget): PhiloxState {
  const random = new TensorflowRandom(config.seed);
  const before = earlier.filter(isDrawn).length;
  for (let op = 0; op < before; op += 1) random.nextSeeds();
  const { global, op } = random.nextSeeds();
  const [key, upper] = [
    [Number(global), 0],
    [Number(op), 0],
  ] as const;
  return {
    key,
    upper,
    steps: [
      step("global seed", String(global), `tf.random.set_seed(${config.seed}), modulo 2^31 - 1.`),
      step(
        "op seed",
        String(op),
        `The ${ordinal(before + 1)} random.Random(${config.seed}).randint(0, 2**31 - 1) of Python: one for each random op.`,
      ),
      step("Philox key", hex(...key), "The global seed, its low word first."),
    ],
  };
}

function statelessSource({ config, earlier }: RecipeTarget): PhiloxState {
  const random = new Keras3Random(config.seed);
  const before = earlier.filter(isDrawn).length;
  for (let initializer = 0; initializer < before; initializer += 1) random.nextSeed();
  const seed = random.nextSeed();
  const scramble = new Philox(SCRAMBLE_KEY);
  scramble.block(seed);
  const [k0, k1, c2, c3] = scramble.words;
  const [key, upper] = [
    [k0!, k1!],
    [c2!, c3!],
  ] as const;
  return {
    key,
    upper,
    steps: [
      step("seed", String(config.seed), `keras.utils.set_random_seed(${config.seed}) seeds Python's random with it.`),
      step(
        "initializer seed",
        String(seed),
        `The ${ordinal(before + 1)} random.randint(1, 10**9) of Python: one for each initializer.`,
      ),
      step(
        "Philox key",
        hex(...key),
        "The stateless op's seed [initializer seed, 0], scrambled by one block of Philox: its first two words.",
      ),
    ],
  };
}

function philoxSteps(target: RecipeTarget, state: PhiloxState): RecipeStep[] {
  const { plan, index, part } = target;
  if (plan.kind === "uniform") {
    const [low, high] = [fround(plan.low), fround(plan.high)];
    const [word, steps] = laneSteps(state, Math.floor(index / 4), index % 4);
    const u = toFloat(word);
    const value = fround(fround(u * fround(high - low)) + low);
    return [
      ...steps,
      step("uniform", single(u), "The low 23 bits as the fraction of 1.m, minus 1: float32 on [0, 1)."),
      ...scaleSteps(target),
      step(part, single(value), `u · ${single(high - low)} ${signed(low)}, each step rounded to float32.`),
    ];
  }
  const cut = plan.kind === "truncated_normal";
  const { block, lane, rejected } = cut
    ? acceptedPlace(state, index)
    : { block: Math.floor(index / 4), lane: index % 4, rejected: 0 };
  const { mean, std } = momentsOf(plan);
  const [steps, z] = pairSteps(state, block, lane);
  const again = cut
    ? [step("drawn again", String(rejected), "Numbers of this group of four that lay outside ±2 and were drawn again.")]
    : [];
  const value = fround(fround(z * fround(std)) + fround(mean));
  return [...steps, ...again, ...scaleSteps(target), step(part, single(value), scaledNote(mean))];
}

/** How the last step makes its number of z. */
export function scaledNote(mean: number): string {
  return mean === 0 ? "z · std." : "z · std + mean.";
}

function signed(value: number): string {
  return value < 0 ? `- ${single(-value)}` : `+ ${single(value)}`;
}

function wordsOf({ key, upper }: PhiloxState, block: number): Int32Array {
  const philox = new Philox(key, upper);
  philox.block(block);
  return philox.words;
}

/** The block's counter and one of its four words. */
function laneSteps(state: PhiloxState, block: number, lane: number): [word: number, steps: RecipeStep[]] {
  const word = wordsOf(state, block)[lane]!;
  return [
    word,
    [counterStep(state, block), step("bits", hex(word), `Word ${lane} of the block's four, counted from 0.`)],
  ];
}

function counterStep({ upper }: PhiloxState, block: number): RecipeStep {
  const words = hex(block, Math.floor(block / 2 ** 32), ...upper);
  return step("counter", words, `Block ${block} in the first two words, the op's own number in the others.`);
}

/** Box and Muller's z at a lane of a block, the sine before the cosine. */
function pairSteps(state: PhiloxState, block: number, lane: number): [steps: RecipeStep[], z: number] {
  const first = lane - (lane % 2);
  const words = wordsOf(state, block);
  const [radiusWord, angleWord] = [words[first]!, words[first + 1]!];
  const [u, v] = [Math.max(toFloat(radiusWord), fround(1e-7)), toFloat(angleWord)];
  const radius = fround(Math.sqrt(fround(-2 * fround(Math.log(u)))));
  const angle = fround(2 * Math.PI * v);
  const isSine = lane % 2 === 0;
  const z = fround(fround(isSine ? Math.sin(angle) : Math.cos(angle)) * radius);
  return [
    [
      counterStep(state, block),
      step("bits", hex(radiusWord, angleWord), `Words ${first} and ${first + 1} of the block's four, counted from 0.`),
      step("uniform", `${single(u)}, ${single(v)}`, "The low 23 bits of each as the fraction of 1.m, minus 1."),
      step("radius", single(radius), "r = sqrt(-2 ln u), of the first."),
      step("angle", single(angle), "θ = 2π u, of the second."),
      step("normal", single(z), `z = r ${isSine ? "sin" : "cos"} θ: the ${isSine ? "first" : "second"} of the pair.`),
    ],
    z,
  ];
}

/** Where the truncated normal found the number: its group's counters are tried in turn. */
function acceptedPlace(state: PhiloxState, index: number): { block: number; lane: number; rejected: number } {
  const group = Math.floor(index / 4) * COUNTERS_A_GROUP;
  let accepted = -1;
  for (let tried = 0; ; tried += 1) {
    const [block, lane] = [group + Math.floor(tried / 4), tried % 4];
    if (Math.abs(pairSteps(state, block, lane)[1]) < 2) accepted += 1;
    if (accepted === index % 4) return { block, lane, rejected: tried - accepted };
  }
}

function toFloat(word: number): number {
  return (word & 0x7fffff) * 2 ** -23;
}
