import type { Start } from "../../experiments/training/trainingConfig.ts";
import { ONES, type PresetConfig, THREAD, constant } from "../symmetry-presets/presets.ts";
import { changedWeights, fateOfZeros, movedFromZero, sidesApart, wayOfWeights, workOfNoise } from "./lessonMeasures.ts";
import type { Leg, LessonStep } from "./lessonStep.ts";

/** A run of the thread's network with something changed, trained as far as its presets, or so far. */
function leg(change: Partial<PresetConfig>, iteration = THREAD.iterations): Leg {
  return { change: { ...THREAD, ...change, iterations: iteration }, iteration };
}

const UPDATES = THREAD.iterations.toLocaleString("en");
const BOTH_RANDOM: readonly [Start, Start] = [{ ...THREAD.starts[1], initializer: "glorot_normal" }, THREAD.starts[1]];
const NOISY: readonly [Start, Start] = [constant(0.5), constant(0.5, 1e-3)];

export const LESSON_STEPS: readonly LessonStep[] = [
  {
    id: "data",
    title: "Where do the first numbers come from?",
    question:
      "The network has seen no data yet, but its weights are there. Draw it beside two moons, then beside two " +
      "circles, with the same seed: how many of its weights change?",
    choices: [
      { id: "none", text: "None of them" },
      { id: "some", text: "Some of them" },
      { id: "all", text: "All of them" },
    ],
    legs: [leg({ data: "moons" }, 0), leg({ data: "circles" }, 0)],
    measure: changedWeights,
    explained: "none",
    because:
      "The seed starts a random generator, and the initializer scales its numbers by the sizes of the layers. " +
      "Data have no part in that: they come in with the first update.",
  },
  {
    id: "training",
    title: "What use is a network of random numbers?",
    question:
      `By itself, none: it is where training begins. After ${UPDATES} updates, how far have the weights on the right ` +
      "moved, beside their own first size?",
    choices: [
      { id: "hardly", text: "Hardly: less than a tenth of that" },
      { id: "about", text: "About that far: up to twice" },
      { id: "farther", text: "Farther than twice that" },
    ],
    // Zeros on the left would tell the next answer.
    legs: [leg({ starts: BOTH_RANDOM }, 0), leg({ starts: BOTH_RANDOM })],
    measure: wayOfWeights,
    explained: "farther",
    because:
      "Each update moves every weight a little against its gradient, and the little steps add up. The first numbers are " +
      "soon left behind; what they decide is which unit learns which part.",
  },
  {
    id: "zeros",
    title: "What if all weights begin at 0?",
    question:
      `On the left all weights are 0. After ${UPDATES} updates on the same examples as the right, what has become of ` +
      "its three hidden units?",
    choices: [
      { id: "still", text: "Their weights are still 0" },
      { id: "together", text: "They moved, and are equal to the last bit" },
      { id: "apart", text: "They moved apart" },
    ],
    legs: [leg({})],
    measure: fateOfZeros,
    explained: "together",
    because:
      "Units with equal weights are passed equal errors and read the same inputs, so their weights change alike, for " +
      "ever. Three units then do the work of one, and one unit’s boundary is a straight line.",
  },
  {
    id: "relu",
    title: "And with ReLU?",
    question:
      "The same zeros on the left, but ReLU in place of sigmoid. ReLU of 0 is 0. What moves in " +
      `${UPDATES} updates?`,
    choices: [
      { id: "nothing", text: "Nothing at all" },
      { id: "bias", text: "One number: the output’s bias" },
      { id: "more", text: "More than that" },
    ],
    legs: [leg({ activation: "relu" })],
    measure: movedFromZero,
    explained: "bias",
    because:
      "A weight’s gradient is what comes in times the error that is passed back: h = 0 stops it in the last layer, " +
      "W = 0 in those before. The output’s bias needs neither, and goes to the log odds of the two classes.",
  },
  {
    id: "constants",
    title: "Is it the fault of the 0?",
    question:
      `On the left all weights are 1, on the right one half. After ${UPDATES} updates, on which sides do hidden units ` +
      "differ from each other?",
    choices: [
      { id: "both", text: "On both sides" },
      { id: "one", text: "On one side" },
      { id: "neither", text: "On neither side" },
    ],
    legs: [leg({ starts: [ONES, constant(0.5)] })],
    measure: sidesApart,
    explained: "neither",
    because:
      "No: what matters is that all have the same number, not which. From equal weights come equal activations, and " +
      "equal gradients come back.",
  },
  {
    id: "noise",
    title: "How little does it take?",
    question:
      "Both sides begin at one half; on the right each weight gets noise of about a thousandth. What has it done after " +
      `${UPDATES} updates?`,
    choices: [
      { id: "alike", text: "Little: units are still nearly alike" },
      { id: "parts", text: "Units part, but do no better" },
      { id: "learns", text: "Units part, and do better" },
    ],
    legs: [leg({ starts: NOISY }, 0), leg({ starts: NOISY })],
    measure: workOfNoise,
    explained: "learns",
    because:
      "Where units differ a little, so do their gradients, and training makes the difference grow. Random starts are " +
      "there to break the tie; how large they should be is another question, the Signal lab’s.",
  },
];
