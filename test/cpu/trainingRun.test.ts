import { describe, expect, it } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import { LimitError } from "../../src/model/limitError.ts";
import { OPTIMIZERS, type TrainingRun, type TrainingSetup } from "../../src/model/training.ts";
import { constantStart, randomStart, shuffledBatches, trainingSetup } from "../support/trainingSetups.ts";

const trainers = new CpuTrainers();

describe("mini-batches", () => {
  const [examples, size] = [7, 3];
  const batches = shuffledBatches(examples, size);
  /** Targets 2^e, zero outputs, and steps that change nothing: a loss is the mean of 4^e over its batch, exact. */
  const setup: TrainingSetup = {
    ...trainingSetup({ sizes: [1, 1], examples, loss: "mean_squared_error", outputActivation: "identity" }),
    optimizer: { ...trainingSetup().optimizer, learningRate: 2 ** -200 },
    data: {
      examples,
      inputs: new Float32Array(examples),
      targets: Float32Array.from({ length: examples }, (_, e) => 2 ** e),
    },
    batches,
    start: constantStart([1, 1], 0),
  };

  it("takes each epoch's order in turn, its last batch smaller", async () => {
    const { losses } = await trainingCourse(trainers, setup, 3 * 3);
    const expected = [0, 1, 2, 3].flatMap((epoch) => {
      const order = batches.order(epoch);
      const loss = (start: number, end: number): number =>
        order.slice(start, end).reduce((sum, e) => sum + 4 ** e, 0) / (end - start);
      return [loss(0, 3), loss(3, 6), loss(6, 7)];
    });
    expect([...losses]).toEqual(expected.slice(0, 10));
    // The epochs differ, so that their order is seen.
    expect(new Set(losses).size).toBeGreaterThan(6);
  });

  it("gives a state the logits of all examples in their own order", async () => {
    const random = trainingSetup({ examples: 5, batchSize: 2 });
    const { logits } = (await trainingCourse(trainers, random, 0)).state;
    const whole = (await trainingCourse(trainers, { ...random, batches: null }, 0)).state;
    expect(logits).toEqual(whole.logits);
  });

  it("is the whole batch where a batch takes all examples in order", async () => {
    const whole = trainingSetup({ examples: 6, optimizer: "adam" });
    const inOrder = { size: 6, order: () => Uint32Array.from({ length: 6 }, (_, index) => index) };
    const [one, other] = [whole, { ...whole, batches: inOrder }].map((each) => trainingCourse(trainers, each, 5));
    expect(await one).toEqual(await other);
  });
});

describe.each(OPTIMIZERS)("a run by %s", (optimizer) => {
  const setup = trainingSetup({ optimizer, examples: 20, batchSize: 8, activation: "tanh", learningRate: 0.05 });

  it("gives the same bits however updates are shared out, and whoever looks between", async () => {
    const whole = await trainingCourse(trainers, setup, 12);
    const run = await trainers.start(setup);
    const losses: number[] = [];
    for (const updates of [1, 0, 4, 7]) {
      losses.push(...(await run.advance(updates)));
      await run.state();
    }
    expect(Float64Array.of(...losses, (await run.state()).loss)).toEqual(whole.losses);
    expect(await run.state()).toEqual(whole.state);
  });

  it("starts again as if it were new, from the same start and from another", async () => {
    const run = await trainers.start(setup);
    await run.advance(5);
    run.restart();
    expect(await courseOf(run, 7)).toEqual(await courseOf(await trainers.start(setup), 7));
    const start = randomStart([2, 3, 1], 99);
    run.restart(start);
    expect(await courseOf(run, 7)).toEqual(await courseOf(await trainers.start({ ...setup, start }), 7));
  });

  it("hands out states that later updates leave alone", async () => {
    const run = await trainers.start(setup);
    const state = await run.state();
    await run.advance(3);
    expect(state).toEqual(await (await trainers.start(setup)).state());
    expect((await run.state()).parameters).not.toEqual(state.parameters);
  });
});

async function courseOf(run: TrainingRun, updates: number): Promise<unknown[]> {
  return [await run.advance(updates), await run.state()];
}

describe("what stops a run", () => {
  it("rejects an aborted call with the signal's reason, and goes on from the updates made", async () => {
    const setup = trainingSetup({ sizes: [2, 32, 32, 1], examples: 200 });
    const run = await trainers.start(setup);
    const controller = new AbortController();
    const reason = new Error("enough");
    const options = { signal: controller.signal, onProgress: () => controller.abort(reason) };
    await expect(run.advance(100_000, options)).rejects.toBe(reason);
    const made = run.iteration;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(100_000);
    await run.advance(2);
    expect(await run.state()).toEqual((await trainingCourse(trainers, setup, made + 2)).state);
    await expect(run.advance(1, { signal: controller.signal })).rejects.toBe(reason);
  });

  it("refuses updates that are no whole number", async () => {
    const run = await trainers.start(trainingSetup());
    for (const updates of [-1, 0.5, Number.NaN]) await expect(run.advance(updates)).rejects.toThrow(RangeError);
  });

  it("refuses shapes that do not fit, at the start and again", async () => {
    const setup = trainingSetup();
    await expect(trainers.start({ ...setup, start: randomStart([2, 4, 1]) })).rejects.toThrow(
      "(fanOut, fanIn) is (3, 2)",
    );
    const run = await trainers.start(setup);
    expect(() => run.restart(randomStart([3, 3, 1]))).toThrow("start[0] holds 9 weights");
  });

  it("refuses what would fill the memory, with the limit and the size", () => {
    const wide = trainingSetup();
    const setup = { ...wide, network: { ...wide.network, sizes: [2, 20_000, 20_000, 1] } };
    expect(() => trainers.assertFits(setup)).toThrow(LimitError);
    expect(() => trainers.assertFits(setup)).toThrow("parameters take 8.9 GiB");
    trainers.assertFits(wide);
  });
});
