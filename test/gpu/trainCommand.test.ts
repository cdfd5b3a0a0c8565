import { expect, it } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { float32Rounding } from "../../src/cpu/training/float32Rounding.ts";
import { makeData } from "../../src/experiments/training/data/makeData.ts";
import { trainingSetup } from "../../src/experiments/training/setup.ts";
import { drawStart } from "../../src/experiments/training/start.ts";
import { checkTraining } from "../../src/experiments/training/trainingCheck.ts";
import { DEFAULT_START, DEFAULT_TRAINING_CONFIG } from "../../src/experiments/training/trainingConfig.ts";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

const WORDS = (
  "train --layers 2,3,1 --activation sigmoid --output-activation sigmoid --initializer zeros --loss binary_crossentropy " +
  "--optimizer sgd --learning-rate 0.5 --iterations 100 --data moons --samples 200 --seed 0 --engine gpu --json"
).split(" ");

interface Trained {
  readonly engine: { readonly kind: string };
  readonly loss: number[];
  readonly layers: { readonly weight: { readonly shape: number[] }; readonly distinctUnits: number }[];
}

/** WORDS with some of them put in another's place. */
async function train(changes: Readonly<Record<string, string>> = {}): Promise<Trained> {
  const { exitCode, stdout, stderr } = await run(WORDS.map((word) => changes[word] ?? word));
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout) as Trained;
}

it("initscope train keeps three hidden units one on the GPU, from zeros", async () => {
  const { engine, loss, layers } = await train();
  expect(engine.kind).toBe("gpu");
  expect(loss).toHaveLength(101);
  // The mean of 200 float32 terms in any order is off by 200 · 2^-24 of itself at most.
  expect(!(Math.abs(loss[0]! / Math.LN2 - 1) <= 200 * 2 ** -24)).toBe(false);
  expect(layers.map(({ weight, distinctUnits }) => [weight.shape, distinctUnits])).toEqual([
    [[2, 3], 1],
    [[3, 1], 1],
  ]);
});

it("initscope train comes to the reference's losses from random weights, whose units stay distinct", async () => {
  const gpu = await train({ zeros: "glorot_uniform" });
  expect(gpu.layers[0]!.distinctUnits).toBe(3);
  const config = DEFAULT_TRAINING_CONFIG;
  const data = makeData("moons", { samples: 200, noise: null, seed: 0, classes: 1 });
  const setup = trainingSetup(config, data, await drawStart(config, DEFAULT_START));
  const references = {
    reference: new CpuTrainers(),
    shaken: (seed: number) => new CpuTrainers(float32Rounding(seed)),
  };
  expect(await checkTraining(references, setup, gpu.loss)).toMatchObject({ passed: true });
});
