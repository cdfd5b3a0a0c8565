import { DEFAULT_SYMMETRY_CONFIG, type Start, type SymmetryConfig } from "../../experiments/training/trainingConfig.ts";

/** A comparison by what it shows. */
export interface SymmetryPreset {
  readonly id: string;
  readonly title: string;
  readonly shows: string;
  /** Two sentences, true of the numbers that the configuration gives. */
  readonly explanation: string;
  readonly config: PresetConfig;
}

/** All that a preset decides; what computes stays as it is. */
export type PresetConfig = Omit<SymmetryConfig, "engine">;

const PLAIN = { epsilon: 0, biasStddev: 0 } as const;
export const ZEROS: Start = { initializer: "zeros", ...PLAIN };
export const ONES: Start = { initializer: "ones", ...PLAIN };
const RANDOM: Start = { initializer: "glorot_uniform", ...PLAIN };

/** Every weight the same number. */
export function constant(value: number, epsilon = 0): Start {
  return { initializer: "constant", value, epsilon, biasStddev: 0 };
}

const { engine: _, ...OPENING } = DEFAULT_SYMMETRY_CONFIG;

/** What the page opens with, zeros against the numbers that the thread prints, until the random side has learned it. */
export const THREAD: PresetConfig = { ...OPENING, starts: [ZEROS, RANDOM], iterations: 2000 };

export const SYMMETRY_PRESETS: readonly SymmetryPreset[] = [
  {
    id: "zeros",
    title: "Zeros against random",
    shows: "the thread’s network",
    explanation:
      "From zeros the three hidden units stay one unit three times over, whose boundary can only be a straight line. " +
      "From random numbers they differ, and together they close in on the good roasts.",
    config: THREAD,
  },
  {
    id: "print",
    title: "The dare: zeros, 100 times",
    shows: "equal columns, then equal rows",
    explanation:
      "In the thread’s (in, out) print a unit is a column of the first matrix and a row of the last. After 100 updates " +
      "from zeros the first has three equal columns and the last three equal rows, to the last bit.",
    config: { ...THREAD, iterations: 100 },
  },
  {
    id: "relu",
    title: "Zeros with ReLU",
    shows: "no weight ever moves",
    explanation:
      "ReLU of 0 is 0 and the weights are 0, so every gradient has a factor of 0, but that of the output’s bias. It " +
      "alone moves, until the network says of every roast what share of them is good.",
    config: { ...THREAD, activation: "relu" },
  },
  {
    id: "tanh",
    title: "Zeros with tanh",
    shows: "the same, though tanh is smooth",
    explanation:
      "tanh of 0 is 0 too, so all weights and hidden biases stay 0 to the last bit. The output’s bias goes to −0.686, " +
      "the log odds ln(67 / 133): 67 of the 200 roasts are good.",
    config: { ...THREAD, activation: "tanh" },
  },
  {
    id: "together",
    title: "Zeros with sigmoid",
    shows: "they move, but together: layers 2-4-4-1",
    explanation:
      "sigmoid of 0 is one half, so the last weights have a gradient, and through them the first: from zeros all " +
      "weights move. But equal units have equal gradients, so they stay equal to the last bit, in every layer.",
    config: { ...THREAD, layers: [2, 4, 4, 1] },
  },
  {
    id: "biases",
    title: "Zero biases do no harm",
    shows: "random weights, with and without",
    explanation:
      "Units with different weights already have different gradients, so biases may start at 0: both sides learn. " +
      "Random biases only make it another start, not a better kind of one.",
    config: { ...THREAD, starts: [RANDOM, { ...RANDOM, biasStddev: 0.5 }] },
  },
  {
    id: "one-layer",
    title: "Zeros are fine for one layer",
    shows: "no hidden units to tell apart",
    explanation:
      "Without hidden units the gradient is the data’s, which differs from weight to weight, so zeros learn as well. " +
      "The loss is a bowl with one lowest point, and both starts come to it.",
    config: { ...THREAD, layers: [2, 1], data: "moons" },
  },
  {
    id: "constants",
    title: "Ones and constants fail alike",
    shows: "equal is the matter, not 0",
    explanation:
      "Ones on the left, one half on the right: the units of a layer start equal, and so they stay. What stops them " +
      "is not the number 0 but that all have the same.",
    config: { ...THREAD, starts: [ONES, constant(0.5)] },
  },
  {
    id: "noise",
    title: "A little noise breaks it",
    shows: "one half, and a thousandth of noise",
    explanation:
      "A thousandth of noise on each weight is enough: training makes the small differences grow until the units part. " +
      "Slide ε: ten times less noise takes some 160 updates more, and none at all parts nothing.",
    config: { ...THREAD, starts: [constant(0.5), constant(0.5, 1e-3)] },
  },
];
