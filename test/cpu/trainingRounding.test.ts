import { describe, expect, it } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import type { Disturb } from "../../src/cpu/training/disturb.ts";
import { float32Rounding, roundingErrors } from "../../src/cpu/training/float32Rounding.ts";
import { trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import { LOSSES, OPTIMIZER_DEFAULTS, type TrainingSetup } from "../../src/model/training.ts";
import { normals } from "../support/randomNetwork.ts";
import { trainingSetup } from "../support/trainingSetups.ts";

/** What a disturbance does to numbers whose magnitudes are 1. */
function errorsOf(disturb: Disturb, numbers: Float64Array, terms: number): Float64Array {
  const moved = numbers.slice();
  disturb(moved, new Float64Array(numbers.length).fill(1), terms);
  return moved.map((value, index) => value - numbers[index]!);
}

describe("rounding errors", () => {
  const COUNT = 10_000;
  const numbers = normals(3, COUNT);
  const [roundoff, terms] = [2 ** -20, 9];
  const errors = errorsOf(roundingErrors(0, roundoff), numbers, terms);
  const reach = 3 * roundoff;

  it("are within √terms roundings of the magnitude, and even over that range", () => {
    // The addition and the difference round too, at numbers below 8.
    expect(Math.max(...errors.map(Math.abs))).toBeLessThanOrEqual(reach + 2 ** -49);
    // Four standard errors of the mean of numbers uniform over [-1, 1], and of their squares.
    const shares = errors.map((error) => error / reach);
    const mean = shares.reduce((sum, share) => sum + share, 0) / COUNT;
    const square = shares.reduce((sum, share) => sum + share ** 2, 0) / COUNT;
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(1 / 3 / COUNT));
    expect(Math.abs(square - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / COUNT));
  });

  it("are the same for the same number, opposite for its opposite, and others for another seed", () => {
    expect(errorsOf(roundingErrors(0, roundoff), numbers, terms)).toEqual(errors);
    const opposite = numbers.map((value) => -value);
    expect(errorsOf(roundingErrors(0, roundoff), opposite, terms)).toEqual(errors.map((error) => -error));
    const other = errorsOf(roundingErrors(1, roundoff), numbers, terms);
    const product = other.reduce((sum, error, index) => sum + (error * errors[index]!) / reach ** 2, 0) / COUNT;
    expect(Math.abs(product)).toBeLessThan(4 * Math.sqrt(1 / 9 / COUNT));
  });

  it("leave alone what is of no magnitude", () => {
    const still = Float64Array.of(0, 1);
    float32Rounding(0)(still, new Float64Array(2), 1);
    expect([...still]).toEqual([0, 1]);
  });
});

interface Call {
  readonly numbers: readonly number[];
  readonly magnitudes: readonly number[];
}

/** All that a disturbance is given in the first update, the forward pass before it and the one after. */
async function callsOf(setup: TrainingSetup): Promise<Call[]> {
  const calls: Call[] = [];
  const run = await new CpuTrainers((numbers, magnitudes) => {
    calls.push({ numbers: [...numbers], magnitudes: [...magnitudes] });
  }).start(setup);
  await run.advance(1);
  return calls;
}

/*
 * One example x = (1, -2), t = 1/2, tanh' = 1 at z = 0, by hand:
 * z = 2 · 1 + 1 · -2 + 0 = 0, of terms 2 + 2; h = 0; output 0 · 3 + 1 = 1, of terms 1; ∂loss/∂z = 2 (1 - 1/2) = 1, of terms 2 (1 + 1/2);
 * ∂loss/∂weight of the output 1 · 0, of its bias 1; ∂loss/∂h = 3, ∂loss/∂z = 3; ∂loss/∂weight (3, -6), of the bias 3.
 * Learning rate 1: weights 2 - 3 = -1, a step of 3, and 1 + 6 = 7, a step of 6; bias -3, a step of 3; output weight 3, no
 * step; its bias 0, a step of 1.
 */
it("are asked for of every sum, function, gradient and updated parameter, each in the measure of its terms", async () => {
  const calls = await callsOf({
    network: { sizes: [2, 1, 1], activation: "tanh", outputActivation: "identity" },
    loss: "mean_squared_error",
    optimizer: { ...OPTIMIZER_DEFAULTS, id: "sgd", learningRate: 1 },
    data: { examples: 1, inputs: Float32Array.of(1, -2), targets: Float32Array.of(0.5) },
    batches: null,
    start: [
      { weight: Float64Array.of(2, 1), bias: Float64Array.of(0) },
      { weight: Float64Array.of(3), bias: Float64Array.of(1) },
    ],
  });
  expect(calls.slice(0, 11)).toEqual([
    { numbers: [0], magnitudes: [4] },
    { numbers: [0], magnitudes: [0] },
    { numbers: [1], magnitudes: [1] },
    { numbers: [1], magnitudes: [3] },
    { numbers: [0], magnitudes: [0] },
    { numbers: [1], magnitudes: [1] },
    { numbers: [3], magnitudes: [3] },
    { numbers: [3], magnitudes: [3] },
    { numbers: [3, -6], magnitudes: [3, 6] },
    { numbers: [3], magnitudes: [3] },
    { numbers: [-1, 7, -3, 3, 0], magnitudes: [4, 13, 6, 0, 1] },
  ]);
  // And the forward pass of the next loss: z, h and the output.
  expect(calls.length).toBe(14);
});

it.each(LOSSES)("change no bit under %s where they are none", async (loss) => {
  const setup = trainingSetup({ sizes: [2, 5, 3], loss, optimizer: "adam", batchSize: 16 });
  const none = new CpuTrainers(() => {});
  expect(await trainingCourse(none, setup, 10)).toEqual(await trainingCourse(new CpuTrainers(), setup, 10));
});

it.each(LOSSES)("reach every number that a training under %s is made of", async (loss) => {
  // Each kind of number, moved alone, moves the loss after two updates.
  const setup = trainingSetup({ sizes: [2, 3, 2], loss, examples: 8 });
  expect((await callsOf(setup)).length).toBe(14);
  const still = await trainingCourse(new CpuTrainers(), setup, 2);
  // Forward: z, h, z. Back: ∂z, ∂weight, ∂bias, ∂h, ∂z, ∂weight, ∂bias. Then all parameters.
  for (let moved = 0; moved < 11; moved += 1) {
    let call = 0;
    const disturbed = new CpuTrainers((numbers) => {
      if (call === moved) numbers[0] = numbers[0]! * (1 + 2 ** -10);
      call += 1;
    });
    const { losses } = await trainingCourse(disturbed, setup, 2);
    expect(losses[2], `call ${moved}`).not.toBe(still.losses[2]);
  }
});
