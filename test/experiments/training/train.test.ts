import { describe, expect, it } from "vitest";
import { CpuTrainers } from "../../../src/cpu/training/cpuTrainers.ts";
import { makeData } from "../../../src/experiments/training/data/makeData.ts";
import { miniBatches, trainingSetup } from "../../../src/experiments/training/setup.ts";
import { drawStart } from "../../../src/experiments/training/start.ts";
import { trainNetwork } from "../../../src/experiments/training/train.ts";
import {
  DEFAULT_START,
  DEFAULT_TRAINING_CONFIG,
  type Start,
  type TrainingConfig,
} from "../../../src/experiments/training/trainingConfig.ts";
import { trainingCourse } from "../../../src/experiments/training/trainingCourse.ts";
import { LimitError } from "../../../src/model/limitError.ts";
import type { Trainers } from "../../../src/model/training.ts";

async function setupOf(own: Partial<TrainingConfig>, start: Partial<Start> = {}) {
  const config: TrainingConfig = { ...DEFAULT_TRAINING_CONFIG, data: "roasting", samples: 30, ...own };
  const dataSet = makeData(config.data, { ...config, classes: config.layers.at(-1)! });
  return { dataSet, setup: trainingSetup(config, dataSet, await drawStart(config, { ...DEFAULT_START, ...start })) };
}

async function train(own: Partial<TrainingConfig>, start: Partial<Start>, iterations: number) {
  const { dataSet, setup } = await setupOf(own, start);
  return trainNetwork(new CpuTrainers(), setup, iterations, dataSet.classes);
}

describe("a training's setup", () => {
  it("says a configuration in the engines' words", async () => {
    const { setup } = await setupOf({ optimizer: "momentum", learningRate: 0.1, momentum: 0.5 });
    expect(setup.optimizer).toEqual({
      id: "momentum",
      learningRate: 0.1,
      momentum: 0.5,
      rho: 0.9,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
    });
    expect(setup.network).toEqual({ sizes: [2, 3, 1], activation: "sigmoid", outputActivation: "sigmoid" });
    expect(setup.batches).toBeNull();
    expect(setup.data.targets).toHaveLength(30);
  });

  it("leaves a softmax to the loss", async () => {
    const { setup } = await setupOf({
      layers: [2, 3, 3],
      loss: "categorical_crossentropy",
      outputActivation: "softmax",
    });
    expect(setup.network.outputActivation).toBe("identity");
    expect(setup.data.targets).toHaveLength(90);
  });

  it("takes the batches of an epoch in the order of NumPy's RandomState([seed, epoch]).permutation", () => {
    const batches = miniBatches(4, 10, 7);
    expect([...batches.order(3)]).toEqual([7, 4, 1, 6, 8, 3, 5, 2, 9, 0]);
    expect([...batches.order(3)]).toEqual([...batches.order(3)]);
    expect([...batches.order(4)]).not.toEqual([...batches.order(3)]);
    expect([...miniBatches(4, 10, 8).order(3)]).not.toEqual([...batches.order(3)]);
  });
});

describe("a training's report", () => {
  it("has a loss before each update and one after the last, from ln 2 down, and equal units from zeros", async () => {
    const report = await train({}, { initializer: "zeros" }, 100);
    expect(report.losses).toHaveLength(101);
    // The mean of 30 terms is off by 30 · 2^-53 of itself at most.
    expect(report.losses[0]).toBeCloseTo(Math.LN2, 14);
    expect(report.losses[100]).toBeLessThan(0.67);
    expect(report.layers.map(({ distinctUnits, fanIn, fanOut }) => [distinctUnits, fanIn, fanOut])).toEqual([
      [1, 2, 3],
      [1, 3, 1],
    ]);
    expect(report.layers[0]!.weight.every((weight) => weight !== 0)).toBe(true);
    expect(report).toMatchObject({ iteration: 100, brokenAt: null });
  });

  it("does not move zeros from where two classes are equally many", async () => {
    const { losses, layers } = await train({ data: "moons" }, { initializer: "zeros" }, 10);
    expect(losses[10]).toBe(losses[0]);
    expect(layers[0]!.weight.every((weight) => weight === 0)).toBe(true);
  });

  it.each(["zeros", "ones", "constant"] as const)(
    "keeps units equal from %s, and sets them apart by a little noise",
    async (initializer) => {
      const value = initializer === "constant" ? 0.3 : undefined;
      const config = { layers: [2, 5, 4, 1], batchSize: 7, optimizer: "adam", learningRate: 0.05 } as const;
      const equal = await train(config, { initializer, value }, 40);
      expect(equal.layers.map(({ distinctUnits }) => distinctUnits)).toEqual([1, 1, 1]);
      const noisy = await train(config, { initializer, value, epsilon: 1e-6 }, 40);
      expect(noisy.layers.map(({ distinctUnits }) => distinctUnits)).toEqual([5, 4, 1]);
    },
  );

  it("tells of accuracy, but not where numbers are to be found", async () => {
    const learned = await train({ data: "moons", optimizer: "adam", learningRate: 0.1 }, {}, 300);
    expect(learned.accuracy).toBeGreaterThan(0.9);
    const { setup } = await setupOf({ loss: "mean_squared_error" });
    expect((await trainNetwork(new CpuTrainers(), setup, 1, null)).accuracy).toBeNull();
  });

  it("keeps what was finite where the loss no longer is", async () => {
    const report = await train(
      { loss: "mean_squared_error", outputActivation: "identity", activation: "relu", learningRate: 1e6 },
      {},
      100,
    );
    expect(report.brokenAt).toBe(report.iteration + 1);
    expect(report.losses).toHaveLength(report.iteration + 1);
    expect(report.losses.every(Number.isFinite)).toBe(true);
    for (const { weight, bias } of report.layers) expect([...weight, ...bias].every(Number.isFinite)).toBe(true);
  });

  it("keeps a million losses, as many as may be asked for", async () => {
    const { setup } = await setupOf({});
    const trainers = new CpuTrainers();
    const long: Trainers = {
      info: trainers.info,
      assertFits: () => undefined,
      start: async () => {
        const run = await trainers.start(setup);
        run.advance = (updates) => Promise.resolve(new Float64Array(updates));
        return run;
      },
      destroy: () => undefined,
    };
    expect((await trainNetwork(long, setup, 1e6, null)).losses).toHaveLength(1e6 + 1);
    const { losses, state } = await trainingCourse(long, setup, 1e6);
    expect(losses).toHaveLength(1e6 + 1);
    expect(losses[1e6]).toBe(state.loss);
  });

  it("asks whether the training fits before it starts, and frees the run when it ends", async () => {
    const { setup } = await setupOf({});
    let [started, freed] = [0, 0];
    const trainers = new CpuTrainers();
    const watched = (refuses: boolean) => ({
      info: trainers.info,
      assertFits: () => {
        if (refuses) throw new LimitError("too large");
      },
      start: async () => {
        started += 1;
        const run = await trainers.start(setup);
        run.destroy = () => {
          freed += 1;
        };
        return run;
      },
      destroy: () => undefined,
    });
    await expect(trainNetwork(watched(true), setup, 1, null)).rejects.toThrow("too large");
    expect(started).toBe(0);
    await expect(trainNetwork(watched(false), setup, 1, null, { signal: AbortSignal.abort() })).rejects.toThrow(
      "abort",
    );
    await trainNetwork(watched(false), setup, 1, null);
    expect([started, freed]).toEqual([2, 2]);
  });
});
