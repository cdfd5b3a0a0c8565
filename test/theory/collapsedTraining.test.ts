import { describe, expect, it } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { roundingErrors } from "../../src/cpu/training/float32Rounding.ts";
import { lossError } from "../../src/experiments/training/lossBounds.ts";
import { trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import { OPTIMIZERS, type TrainingSetup } from "../../src/model/training.ts";
import { collapsedLosses } from "../../src/theory/collapsedTraining.ts";
import { type SetupWishes, constantStart, randomStart, trainingSetup } from "../support/trainingSetups.ts";

/** Few enough for rmsprop, whose steps near a minimum double what rounding does with each update. */
const UPDATES = 30;
/** Worst of a few random trainings to what an unlucky one may do. */
const FACTOR = 8;
/** Float64's, with that of 1 - β2^t: β2^t is off by a few roundings, which its distance from 1, 2^-10 at first, makes this. */
const FLOAT64_ROUNDOFF = 2 ** -53;
const RATE_ERROR = 2 ** -53 * 2 ** 10 * 4;

/**
 * Worst error of each loss up to each update in float64 trainings shaken as float64 itself rounds: what may lie between
 * two ways to compute the same training; and a loss's own sum of as many terms as there are examples.
 */
async function allowedErrors(setup: TrainingSetup, still: Float64Array): Promise<number[]> {
  const allowed = Array.from(still, () => setup.data.examples * FLOAT64_ROUNDOFF);
  for (const seed of [0, 1, 2, 3]) {
    const learningRate = setup.optimizer.learningRate * (1 + (seed % 2 === 0 ? 1 : -1) * RATE_ERROR);
    const shaken = { ...setup, optimizer: { ...setup.optimizer, learningRate } };
    const trainers = new CpuTrainers(roundingErrors(seed, FLOAT64_ROUNDOFF));
    const { losses } = await trainingCourse(trainers, shaken, UPDATES);
    let worst = 0;
    losses.forEach((loss, index) => {
      worst = Math.max(worst, FACTOR * lossError(loss, still[index]!));
      allowed[index] = Math.max(allowed[index]!, worst);
    });
  }
  return allowed;
}

const BINARY: SetupWishes = { sizes: [2, 3, 1], start: constantStart([2, 3, 1], 0.5, -0.25) };
const SQUARED: SetupWishes = { ...BINARY, loss: "mean_squared_error", outputActivation: "tanh" };
const WIDE = [2, 8, 5, 3];
const SOFTMAX: SetupWishes = {
  sizes: WIDE,
  loss: "categorical_crossentropy",
  start: constantStart(WIDE, 0.5, 0.125),
  batchSize: 12,
};

const CASES = OPTIMIZERS.flatMap((optimizer) =>
  (["sigmoid", "tanh", "relu"] as const).flatMap((activation) =>
    [BINARY, SQUARED, SOFTMAX].map((wishes) => ({
      examples: 40,
      learningRate: 0.03,
      ...wishes,
      optimizer,
      activation,
    })),
  ),
);

describe("one unit for many equal ones", () => {
  it.each(CASES)("has the losses of the whole network: $sizes $activation $loss by $optimizer", async (wishes) => {
    const setup = trainingSetup(wishes);
    const { losses } = await trainingCourse(new CpuTrainers(), setup, UPDATES);
    const collapsed = (await collapsedLosses(setup, UPDATES))!;
    expect(collapsed.length).toBe(UPDATES + 1);
    const allowed = await allowedErrors(setup, losses);
    // A bound that would let a wrong training pass says nothing: the losses move by far more.
    expect(allowed.at(-1)).toBeLessThan(1e-6);
    const errors = [...collapsed].map((loss, index) => lossError(loss, losses[index]!));
    const excess = errors.findIndex((error, index) => !(error <= allowed[index]!));
    expect(excess, `error ${errors[excess]} after ${excess} updates, allowed ${allowed[excess]}`).toBe(-1);
    expect(new Set(collapsed.map((loss) => Math.fround(loss))).size).toBeGreaterThan(UPDATES / 2);
  });

  it("keeps the outputs and inputs apart, which differ", async () => {
    const start = constantStart(WIDE, 0.5);
    start[0]!.weight.forEach((_, at, weight) => (weight[at] = at % 2 === 0 ? 0.5 : -0.25));
    start[2]!.weight.forEach((_, at, weight) => (weight[at] = [0.5, -1, 0.25][Math.floor(at / 5)]!));
    const setup = trainingSetup({ ...SOFTMAX, examples: 40, start, learningRate: 0.03 });
    const { losses } = await trainingCourse(new CpuTrainers(), setup, UPDATES);
    const collapsed = (await collapsedLosses(setup, UPDATES))!;
    const allowed = await allowedErrors(setup, losses);
    expect([...collapsed].every((loss, index) => lossError(loss, losses[index]!) <= allowed[index]!)).toBe(true);
  });

  it("ends where training breaks", async () => {
    const setup = trainingSetup({
      ...BINARY,
      loss: "mean_squared_error",
      activation: "relu",
      learningRate: 1e6,
      outputActivation: "identity",
    });
    const { losses, brokenAt } = await trainingCourse(new CpuTrainers(), setup, 1000);
    expect(brokenAt).not.toBeNull();
    expect((await collapsedLosses(setup, 1000))!.length).toBe(losses.length);
  });

  it("stops with the signal's reason", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(collapsedLosses(trainingSetup(BINARY), 10, { signal })).rejects.toThrow("enough");
  });
});

describe("no such network", () => {
  const equal = constantStart(WIDE, 0.5);
  /** The start with one number of one layer changed. */
  const changed = (layer: number, kind: "weight" | "bias", at: number) => {
    const start = equal.map(({ weight, bias }) => ({ weight: weight.slice(), bias: bias.slice() }));
    start[layer]![kind][at] = 0.5000001;
    return start;
  };

  it.each([
    ["an incoming weight", changed(0, "weight", 15)],
    ["a bias", changed(1, "bias", 4)],
    ["a weight between hidden layers", changed(1, "weight", 39)],
    ["an outgoing weight", changed(2, "weight", 14)],
    ["everything", randomStart(WIDE)],
  ])("where units differ in %s", async (_, start) => {
    expect(await collapsedLosses(trainingSetup({ ...SOFTMAX, start }), 1)).toBeNull();
  });

  it("where no hidden layer has two units", async () => {
    expect(await collapsedLosses(trainingSetup({ sizes: [2, 1], start: constantStart([2, 1], 0) }), 1)).toBeNull();
  });
});
