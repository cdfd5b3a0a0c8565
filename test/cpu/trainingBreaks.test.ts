import { describe, expect, it } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { type LayerParameters, OPTIMIZER_DEFAULTS, type TrainingSetup } from "../../src/model/training.ts";
import { constantStart, trainingSetup } from "../support/trainingSetups.ts";

const trainers = new CpuTrainers();

/** One example x with target t through one linear unit, or through one hidden unit before it, by sgd. */
function lineSetup(setup: {
  readonly x: number;
  readonly t: number;
  readonly start: readonly LayerParameters[];
  readonly loss: "mean_squared_error" | "binary_crossentropy";
  readonly learningRate: number;
}): TrainingSetup {
  const { x, t, start, loss, learningRate } = setup;
  return {
    network: { sizes: start.length === 1 ? [1, 1] : [1, 1, 1], activation: "relu", outputActivation: "identity" },
    loss,
    optimizer: { ...OPTIMIZER_DEFAULTS, id: "sgd", learningRate },
    data: { examples: 1, inputs: Float32Array.of(x), targets: Float32Array.of(t) },
    batches: null,
    start,
  };
}

function unit(weight: number, bias = 0): LayerParameters {
  return { weight: Float64Array.of(weight), bias: Float64Array.of(bias) };
}

describe("a training that breaks", () => {
  const setup = trainingSetup({
    sizes: [2, 4, 1],
    activation: "relu",
    outputActivation: "identity",
    loss: "mean_squared_error",
    learningRate: 100,
  });

  it("keeps the last parameters of a finite loss, says when, and makes no update more", async () => {
    const run = await trainers.start(setup);
    const losses = await run.advance(1000);
    const brokenAt = run.brokenAt!;
    expect(brokenAt).toBeGreaterThan(2);
    expect(run.iteration).toBe(brokenAt - 1);
    expect(losses.length).toBe(brokenAt - 1);

    const upToThere = await trainers.start(setup);
    expect(await upToThere.advance(brokenAt - 1)).toEqual(losses);
    expect(upToThere.brokenAt).toBeNull();
    const state = await run.state();
    expect(state).toEqual(await upToThere.state());
    for (const { weight, bias } of state.parameters) expect([...weight, ...bias].every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(state.loss)).toBe(true);

    expect((await run.advance(5)).length).toBe(0);
    expect(await run.state()).toEqual(state);
    expect((await upToThere.advance(1)).length).toBe(0);
    expect(upToThere.brokenAt).toBe(brokenAt);
  });

  it("trains again after a restart from elsewhere", async () => {
    const run = await trainers.start(setup);
    await run.advance(1000);
    run.restart(constantStart([2, 4, 1], 0));
    expect(run.brokenAt).toBeNull();
    expect((await run.advance(1)).length).toBe(1);
  });

  // w = 0: the gradient is 2 (0 - 1) 2^30, a step of 2^31 leads to an output of 2^61 and a loss of 2^122, all of it finite.
  it("breaks where the loss alone is beyond 2^100", async () => {
    const line = { x: 2 ** 30, t: 1, start: [unit(0)], loss: "mean_squared_error", learningRate: 1 } as const;
    const run = await trainers.start(lineSetup(line));
    expect((await run.advance(3)).length).toBe(0);
    expect(run.brokenAt).toBe(1);
    expect(run.iteration).toBe(0);
    expect(await run.state()).toMatchObject({ iteration: 0, loss: 1, parameters: [unit(0)] });
  });

  // The hidden weight's gradient is 2^50, its step 2^101 or no number: the unit is dead then, and the loss a calm 0.
  it.each([2 ** 51, Infinity])("sees a parameter that a ReLU hides from the loss, learning rate %d", async (rate) => {
    const start = [unit(1), unit(2 ** 50)];
    const line = { x: 1, t: 0, start, loss: "binary_crossentropy", learningRate: rate } as const;
    const run = await trainers.start(lineSetup(line));
    await run.advance(1);
    expect(run.brokenAt).toBe(1);
    expect((await run.state()).parameters).toEqual(start);
  });

  it("says 0 of a start that is broken, and keeps it", async () => {
    for (const weight of [Number.NaN, Infinity, 2 ** 101]) {
      const line = { x: 0, t: 0, start: [unit(weight)], loss: "mean_squared_error", learningRate: 1 } as const;
      const run = await trainers.start(lineSetup(line));
      expect(run.brokenAt).toBe(0);
      expect((await run.advance(2)).length).toBe(0);
      expect(await run.state()).toMatchObject({ iteration: 0, parameters: [unit(weight)] });
    }
  });
});
