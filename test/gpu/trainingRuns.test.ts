import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { FusedTraining, logitsAtOnce } from "../../src/gpu/training/fusedTraining.ts";
import { GpuTrainers } from "../../src/gpu/training/gpuTrainers.ts";
import { GpuTrainingRun } from "../../src/gpu/training/gpuTrainingRun.ts";
import type { TrainingPath, TrainingWork } from "../../src/gpu/training/trainingPath.ts";
import { TrainingStore } from "../../src/gpu/training/trainingStore.ts";
import type { LayerParameters, TrainingRun, TrainingSetup } from "../../src/model/training.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { LiveBuffers } from "../support/liveBuffers.ts";
import { constantStart, trainingSetup } from "../support/trainingSetups.ts";

let context: GpuContext;
let gpu: GpuTrainers;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
  gpu = new GpuTrainers(context);
});
afterAll(() => {
  gpu.destroy();
  context.destroy();
});

afterEach(() => void vi.restoreAllMocks());

/** A run whose path is told to work in pieces of other sizes, its dispatches of logits of so many operations. */
async function changedRun(setup: TrainingSetup, encode: (path: TrainingPath) => TrainingPath["encode"], flop?: number) {
  const store = new TrainingStore(context.device, setup);
  const path = await FusedTraining.open(context, store, flop);
  return new GpuTrainingRun(context, store, { encode: encode(path), destroy: () => path.destroy() });
}

/** A clock on which every look takes so long. */
function slowClock(milliseconds: number): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += milliseconds));
}

const MINI = trainingSetup({ examples: 21, batchSize: 8, optimizer: "adam", learningRate: 0.02 });

describe("every bit is the same", () => {
  let losses: Float64Array;
  let state: Awaited<ReturnType<TrainingRun["state"]>>;
  beforeAll(async () => {
    const run = await gpu.start(MINI);
    losses = await run.advance(50);
    state = await run.state();
    run.destroy();
  });

  test.each([[[1, 0, 7, 42]], [[25, 25]], [Array.from({ length: 50 }, () => 1)]])("in calls of %j", async (calls) => {
    const run = await gpu.start(MINI);
    const parts: number[] = [];
    for (const updates of calls) {
      parts.push(...(await run.advance(updates)));
      // What comes next is what the state says of now, whichever batch it is.
      const { loss, iteration } = await run.state();
      expect(loss).toBe(losses[iteration] ?? state.loss);
      expect(run.iteration).toBe(iteration);
    }
    expect(parts).toEqual([...losses]);
    expect(await run.state()).toEqual(state);
    run.destroy();
  });

  test.each([
    ["eight times as many where they took no time", 0, [1, 6, 43]],
    ["no more where one takes what all three dispatches may", 90, Array.from({ length: 50 }, () => 1)],
  ] as const)("in submissions of one update, then of %s", async (_, milliseconds, submissions) => {
    slowClock(milliseconds);
    const made: number[] = [];
    const run = await changedRun(MINI, (path) => (encoder, work) => {
      made.push(work.updates);
      path.encode(encoder, work);
    });
    expect([...(await run.advance(50))]).toEqual([...losses]);
    expect(made).toEqual(submissions);
    expect(await run.state()).toEqual(state);
    run.destroy();
  });

  test("with the logits of four examples in each dispatch", async () => {
    let dispatches = 0;
    const counted = (path: TrainingPath) => (encoder: GPUCommandEncoder, work: TrainingWork) => {
      const pass = encoder.beginComputePass();
      const count = vi.spyOn(Object.getPrototypeOf(pass) as GPUComputePassEncoder, "dispatchWorkgroups").mockClear();
      pass.end();
      path.encode(encoder, work);
      dispatches = count.mock.calls.length;
    };
    const run = await changedRun(MINI, counted, 1);
    await run.advance(50);
    expect(await run.state()).toEqual(state);
    // Of 21 examples, and of the loss before them.
    expect(dispatches).toBe(6 + 1);
    run.destroy();
  });

  test("in three dispatches of a submission", async () => {
    const run = await changedRun(MINI, (path) => (encoder, work) => {
      path.encode(encoder, { ...work, perDispatch: Math.max(1, Math.ceil(work.updates / 3)) });
    });
    expect([...(await run.advance(50))]).toEqual([...losses]);
    expect(await run.state()).toEqual(state);
    run.destroy();
  });

  test("after a restart, also from elsewhere and back", async () => {
    const run = await gpu.start(MINI);
    await run.advance(13);
    run.restart(constantStart([2, 3, 1], 1));
    expect(run.iteration).toBe(0);
    expect((await run.state()).parameters).toEqual(constantStart([2, 3, 1], 1));
    await run.advance(4);
    run.restart();
    expect([...(await run.advance(50))]).toEqual([...losses]);
    expect(await run.state()).toEqual(state);
    run.destroy();
  });
});

test("a dispatch takes the logits of as many examples as it has time for, in fours", () => {
  expect(logitsAtOnce([2, 3, 1], 5e7)).toBe(4096);
  // 252,001 weights and biases, and 1,003 units with 30 operations each.
  expect(logitsAtOnce([2, 500, 500, 1], 5e7)).toBe(96);
  expect(logitsAtOnce([2, 9000, 9000, 1], 5e7)).toBe(4);
});

test("more updates than the tables describe at once", async () => {
  const run = await gpu.start(trainingSetup({ examples: 3, sizes: [1, 1] }));
  const { mostUpdates } = run.store.tables;
  const losses = await run.advance(mostUpdates + 5);
  expect(losses.length).toBe(mostUpdates + 5);
  expect(losses.every((loss) => loss > 0)).toBe(true);
  run.restart();
  await run.advance(mostUpdates - 1);
  expect([...(await run.advance(6))]).toEqual([...losses.subarray(mostUpdates - 1)]);
  run.destroy();
});

describe("a call", () => {
  test("that is aborted says how far it came, and the next goes on from there", async () => {
    const run = await gpu.start(MINI);
    const controller = new AbortController();
    const advance = run.advance(1_000_000, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(advance).rejects.toThrow("enough");
    const made = run.iteration;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(1_000_000);
    const after = await run.advance(3);
    run.restart();
    expect([...(await run.advance(made + 3)).subarray(made)]).toEqual([...after]);
    run.destroy();
  });

  test("of no whole number of updates is refused, and so is a start of another shape", async () => {
    const run = await gpu.start(MINI);
    await expect(run.advance(-1)).rejects.toThrow(RangeError);
    await expect(run.advance(0.5)).rejects.toThrow("updates must be a whole number from 0; it is 0.5");
    expect(() => run.restart(constantStart([2, 4, 1], 0))).toThrow(RangeError);
    await expect(gpu.start({ ...MINI, start: [] })).rejects.toThrow(RangeError);
    run.destroy();
  });

  test("under way keeps a restart from falling into it", async () => {
    const run = await gpu.start(MINI);
    const advance = run.advance(2);
    expect(() => run.restart()).toThrow("wait for them first");
    await advance;
    run.restart();
    run.destroy();
  });
});

describe("what breaks, breaks as in float64", () => {
  const line = (weights: readonly number[], x: number, t: number): TrainingSetup => ({
    ...trainingSetup({ sizes: [1, ...weights.map(() => 1)], examples: 1, activation: "relu" }),
    data: { examples: 1, inputs: Float32Array.of(x), targets: Float32Array.of(t) },
    start: weights.map((weight) => ({ weight: Float32Array.of(weight), bias: Float32Array.of(0) })),
  });
  const squared = { loss: "mean_squared_error" } as const;
  const steep = (setup: TrainingSetup, learningRate: number): TrainingSetup => ({
    ...setup,
    network: { ...setup.network, outputActivation: "identity" },
    optimizer: { ...setup.optimizer, learningRate },
  });

  test.each([
    // The gradient is 2 (0 - 1) 2^30, a step of 2^31 leads to an output of 2^61 and a loss of 2^122, finite in float32.
    ["a loss beyond 2^100 after one update", { ...steep(line([0], 2 ** 30, 1), 1), ...squared }],
    // The hidden weight's step is 2^101 or no number: its unit is dead then, and the loss a calm one.
    ["a parameter beyond 2^100 that a ReLU hides", steep(line([1, 2 ** 50], 1, 0), 2 ** 51)],
    ["a parameter that is infinite", steep(line([1, 2 ** 50], 1, 0), Infinity)],
    ["a start that is no number", { ...steep(line([Number.NaN], 0, 0), 1), ...squared }],
    ["a start beyond 2^100", { ...steep(line([2 ** 101], 0, 0), 1), ...squared }],
    ["a start with a loss beyond 2^100", { ...steep(line([2 ** 60], 1, 0), 1), ...squared }],
    // The loss goes from 6e24 to beyond 2^200 in one update: float32 cannot end sooner.
    ["some updates on", steep(trainingSetup({ sizes: [2, 4, 1], activation: "relu", loss: "mean_squared_error" }), 3)],
  ] as const)("%s", async (_, setup) => {
    const [own, reference] = [await gpu.start(setup), await new CpuTrainers().start(setup)];
    const [losses, expected] = [await own.advance(100), await reference.advance(100)];
    expect(own.brokenAt).toBe(reference.brokenAt);
    expect(own.brokenAt).not.toBeNull();
    expect(own.iteration).toBe(reference.iteration);
    expect(losses.length).toBe(expected.length);
    const state = await own.state();
    expect(state.iteration).toBe(Math.max(0, own.brokenAt! - 1));
    if (own.iteration === 0) expect(state.parameters).toEqual(setup.start);
    expect((await own.advance(5)).length).toBe(0);
    expect(await own.state()).toEqual(state);
    own.restart(zeros(setup));
    expect(own.brokenAt).toBeNull();
    own.destroy();
  });

  test.each([
    ["rmsprop", "fused"],
    ["rmsprop", "layered"],
    ["adam", "fused"],
    ["adam", "layered"],
  ] as const)("a state of %s that float32 does not hold, though every parameter would, %s", async (optimizer, path) => {
    // The first weight's gradient is 2 · 2^40 · 2^50, whose square is past float32: a step by that would be 0 for good.
    const own = steep(trainingSetup({ ...squared, sizes: [1, 1, 1], activation: "identity", optimizer }), 0.25);
    const setup = {
      ...own,
      data: { examples: 1, inputs: Float32Array.of(1), targets: Float32Array.of(0) },
      start: [2 ** -10, 2 ** 50].map((weight) => ({ weight: Float32Array.of(weight), bias: Float32Array.of(0) })),
    };
    const run = await new GpuTrainers(context, path).start(setup);
    expect((await run.advance(3)).length).toBe(0);
    expect(run.brokenAt).toBe(1);
    expect((await run.state()).parameters).toEqual(setup.start);
    run.destroy();
  });

  test.each(["fused", "layered"] as const)("but no logits further apart than float32 reaches, %s", async (path) => {
    const own = trainingSetup({ sizes: [1, 2], loss: "categorical_crossentropy", examples: 1 });
    // Logits of 3.2e38 and -3.2e38: the second's share is 0, and nothing asks how far below it lies.
    const setup = {
      ...own,
      data: { examples: 1, inputs: Float32Array.of(1.9 * 2 ** 99), targets: Float32Array.of(1, 0) },
      start: [{ weight: Float32Array.of(2 ** 28, -(2 ** 28)), bias: Float32Array.of(0, 0) }],
    };
    const run = await new GpuTrainers(context, path).start(setup);
    expect([...(await run.advance(2))]).toEqual([0, 0]);
    expect(run.brokenAt).toBeNull();
    expect((await run.state()).parameters).toEqual(setup.start);
    run.destroy();
  });

  function zeros({ start }: TrainingSetup): LayerParameters[] {
    return start.map(({ weight, bias }) => ({ weight: weight.map(() => 0), bias: bias.map(() => 0) }));
  }

  test("the parameters before it stay to the bit, however the updates were called", async () => {
    const setup = steep(trainingSetup({ sizes: [2, 4, 1], activation: "relu", ...squared }), 3);
    const [once, inSteps] = [await gpu.start(setup), await gpu.start(setup)];
    const losses = await once.advance(100);
    expect(losses.length).toBeGreaterThan(1);
    expect([...(await inSteps.advance(losses.length))]).toEqual([...losses]);
    expect(inSteps.brokenAt).toBeNull();
    expect(await inSteps.state()).toEqual(await once.state());
    expect((await inSteps.advance(1)).length).toBe(0);
    expect(inSteps.brokenAt).toBe(once.brokenAt);
    expect(await inSteps.state()).toEqual(await once.state());
    once.destroy();
    inSteps.destroy();
  });

  test("a preactivation that float32 does not hold, which a ReLU hides", async () => {
    // 2^99 · 2^99 - 2^99 · 2^99 is no number in float32, and ReLU of that is 0 on some machines: the loss would be fine.
    const own = trainingSetup({ sizes: [2, 1, 1], activation: "relu", examples: 1 });
    const run = await gpu.start({
      ...own,
      data: { examples: 1, inputs: Float32Array.of(2 ** 99, 2 ** 99), targets: Float32Array.of(1) },
      start: [
        { weight: Float32Array.of(2 ** 99, -(2 ** 99)), bias: Float32Array.of(0) },
        { weight: Float32Array.of(1), bias: Float32Array.of(0) },
      ],
    });
    expect((await run.advance(3)).length).toBe(0);
    expect(run.brokenAt).toBe(0);
    run.destroy();
  });
});

describe("the buffers on the GPU, in number and bytes", () => {
  const live = new LiveBuffers();
  beforeAll(() => live.watch(context.device));

  test("are after 1,000 restarts what they were after the first", async () => {
    const run = await gpu.start(MINI);
    run.restart();
    await run.advance(2);
    await run.state();
    const after = live.now;
    for (let count = 0; count < 1000; count += 1) {
      run.restart();
      if (count % 5 === 0) await run.advance(2);
    }
    await run.state();
    expect(live.now).toEqual(after);
    run.destroy();
    expect(live.now).toEqual({ count: 0, bytes: 0 });
  });

  test("are none after 100 trainings, and after one that is refused", async () => {
    for (let count = 0; count < 100; count += 1) {
      const run = await gpu.start(MINI);
      await run.advance(1);
      run.destroy();
    }
    await expect(gpu.start({ ...MINI, start: [] })).rejects.toThrow(RangeError);
    expect(live.now).toEqual({ count: 0, bytes: 0 });
  });

  test.each(["fused", "layered"] as const)(
    "are none where a %s path's cannot be made, and the start says so",
    async (path) => {
      const { device } = context;
      const create = device.createBuffer.bind(device);
      vi.spyOn(device, "createBuffer").mockImplementation((descriptor) => {
        // A usage that no buffer may have fails as memory that runs out does: apart from the call.
        const isScratch = ["training scratch", "training layers in hand"].includes(descriptor.label!);
        return create(
          isScratch ? { ...descriptor, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.MAP_WRITE } : descriptor,
        );
      });
      await expect(new GpuTrainers(context, path).start(MINI)).rejects.toThrow("allocating a training");
      expect(live.now).toEqual({ count: 0, bytes: 0 });
    },
  );

  test("are none where the examples' order cannot be had", async () => {
    const order = (): never => {
      throw new Error("no order");
    };
    await expect(gpu.start({ ...MINI, batches: { size: 8, order } })).rejects.toThrow("no order");
    expect(live.now).toEqual({ count: 0, bytes: 0 });
  });
});
