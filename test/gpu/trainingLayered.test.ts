import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TrainingCourse, trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { GpuTrainers } from "../../src/gpu/training/gpuTrainers.ts";
import { GpuTrainingRun } from "../../src/gpu/training/gpuTrainingRun.ts";
import { LayeredTraining } from "../../src/gpu/training/layered/layeredTraining.ts";
import { pathFor } from "../../src/gpu/training/openPath.ts";
import { TrainingStore } from "../../src/gpu/training/trainingStore.ts";
import { LimitError } from "../../src/model/limitError.ts";
import { LOSSES, type LayerParameters, OPTIMIZERS, type TrainingSetup } from "../../src/model/training.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";
import { expectAgreement } from "../support/expectAgreement.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { type SetupWishes, constantStart, randomStart, trainingSetup } from "../support/trainingSetups.ts";

let context: GpuContext;
let layered: GpuTrainers;
let fused: GpuTrainers;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
  [layered, fused] = [new GpuTrainers(context, "layered"), new GpuTrainers(context, "fused")];
});
afterAll(() => context.destroy());

async function expectPaths(wishes: SetupWishes, updates: number, paths = [layered]): Promise<void> {
  await expectAgreement(trainingSetup(wishes), updates, ...paths);
}

const SHAPE = { sizes: [2, 9, 6, 1], examples: 37, batchSize: 10, optimizer: "adam", learningRate: 0.05 } as const;
const RATES = { sgd: 0.5, momentum: 0.1, rmsprop: 0.01, adam: 0.02 } as const;

describe("layer by layer as in float64", () => {
  test.each(OPTIMIZERS.map((optimizer, index) => [optimizer, LOSSES[index % LOSSES.length]!] as const))(
    "%s, %s, ragged layers and mini-batches with a smaller last one",
    async (optimizer, loss) => {
      const shape = { sizes: [3, 13, 5, 2], examples: 37, batchSize: 10 };
      await expectPaths({ ...shape, optimizer, loss, learningRate: RATES[optimizer] }, 12);
    },
  );

  test("and as in one workgroup", async () => {
    await expectPaths(SHAPE, 12, [layered, fused]);
  });

  test.each([
    { name: "one of each", sizes: [1, 1, 1], examples: 1, updates: 5 },
    { name: "exactly a tile", sizes: [2, 8, 8, 1], examples: 4, updates: 5 },
    { name: "exactly a workgroup", sizes: [2, 64, 1], examples: 32, updates: 3 },
    { name: "wide and ragged", sizes: [2, 130, 3, 1], examples: 33, updates: 3 },
    { name: "gradients summed in three stretches", sizes: [2, 3, 1], examples: 1026, updates: 3 },
  ])("$name: $sizes with $examples examples", async ({ sizes, examples, updates }) => {
    await expectPaths({ sizes, examples, learningRate: 0.5 }, updates);
  });

  test.each([
    ["inputs", { sizes: [65_600, 1], examples: 2 }],
    ["outputs", { sizes: [1, 65_600], examples: 2, loss: "categorical_crossentropy" }],
  ] as const)("more %s than workgroups lie side by side", async (_, shape) => {
    await expectPaths(shape, 1);
  });

  test("logits of more examples than are taken at once", async () => {
    await expectPaths({ sizes: [2, 3, 1], examples: 1030, batchSize: 100 }, 3);
  });
});

/** Numbers as float32's bits, so that NaN and -0 are told. */
function bits(values: Float32Array | Float64Array): Uint32Array {
  return new Uint32Array(Float32Array.from(values).buffer);
}

function bitsOf({ losses, state }: TrainingCourse): Uint32Array[] {
  return [losses, state.logits, ...state.parameters.flatMap(({ weight, bias }) => [weight, bias])].map(bits);
}

describe("the same bits", () => {
  test("however updates are shared out among calls", async () => {
    const setup = trainingSetup(SHAPE);
    const once = await trainingCourse(layered, setup, 9);
    const run = await layered.start(setup);
    const losses = [];
    for (const updates of [1, 0, 5, 3]) losses.push(...(await run.advance(updates)));
    const state = await run.state();
    run.destroy();
    expect(bitsOf({ losses: Float64Array.of(...losses, state.loss), state, brokenAt: null })).toEqual(bitsOf(once));
  });

  test("however short dispatches are", async () => {
    // As many examples as two workgroups and three stretches have, as many units as two workgroups.
    const setup = trainingSetup({ sizes: [2, 70, 40, 1], examples: 1100, learningRate: 0.5 });
    const once = await trainingCourse(layered, setup, 2);
    const store = new TrainingStore(context.device, setup);
    const path = await LayeredTraining.open(context, store, 1);
    const run = new GpuTrainingRun(context, store, path);
    const losses = await run.advance(2);
    const state = await run.state();
    run.destroy();
    expect(bitsOf({ losses: Float64Array.of(...losses, state.loss), state, brokenAt: null })).toEqual(bitsOf(once));
  });
});

/** The bits of a hidden unit: its incoming weights, bias and outgoing weights. */
function unitBits(parameters: readonly LayerParameters[], layer: number, unit: number): string {
  const [{ weight, bias }, next] = [parameters[layer]!, parameters[layer + 1]!];
  const [fanIn, fanOut] = [weight.length / bias.length, bias.length];
  const outgoing = Float32Array.from(next.bias, (_, above) => next.weight[above * fanOut + unit]!);
  const incoming = Float32Array.from(weight.subarray(unit * fanIn, (unit + 1) * fanIn));
  return [bits(incoming), bits(Float32Array.of(bias[unit]!)), bits(outgoing)].join(" ");
}

/** A start in which some units of a hidden layer are copies of its first, wherever in their tiles they lie. */
function withCopies(start: readonly LayerParameters[], layer: number, copies: readonly number[]): LayerParameters[] {
  const next = start.map(({ weight, bias }) => ({ weight: weight.slice(), bias: bias.slice() }));
  const [{ weight, bias }, above] = [next[layer]!, next[layer + 1]!];
  const [fanIn, fanOut] = [weight.length / bias.length, bias.length];
  for (const unit of copies) {
    weight.copyWithin(unit * fanIn, 0, fanIn);
    bias[unit] = bias[0]!;
    for (let row = 0; row < above.bias.length; row += 1)
      above.weight[row * fanOut + unit] = above.weight[row * fanOut]!;
  }
  return next;
}

describe("equal units stay equal to the last bit", () => {
  const random = new NumpyLegacy(3);
  const width = (): number => 1 + Math.floor(random.random() * 70);
  const architectures = Array.from({ length: 6 }, (_, index) => ({
    sizes: [2, ...Array.from({ length: 1 + (index % 3) }, width), 1 + (index % 2)],
    optimizer: OPTIMIZERS[index % OPTIMIZERS.length]!,
    examples: 1 + Math.floor(random.random() * 50),
  }));

  test.each(architectures)("from a constant: $sizes, $optimizer, $examples examples", async (shape) => {
    const setup = trainingSetup({ ...shape, learningRate: 0.1, start: constantStart(shape.sizes, 0.3, 0.1) });
    const { state } = await trainingCourse(layered, setup, 4);
    shape.sizes.slice(1, -1).forEach((units, layer) => {
      const distinct = new Set(Array.from({ length: units }, (_, unit) => unitBits(state.parameters, layer, unit)));
      expect(distinct.size, `layer ${layer}`).toBe(1);
    });
    expect(bits(state.parameters.at(-1)!.bias)).not.toEqual(bits(setup.start.at(-1)!.bias));
  });

  test.each([0, 1])("copies among others in hidden layer %i, wherever they lie", async (layer) => {
    const sizes = [2, 75, 70, 2];
    const copies = [1, 3, 7, 8, 30, 31, 32, 63, 64, sizes[layer + 1]! - 1];
    const start = withCopies(randomStart(sizes), layer, copies);
    const setup = trainingSetup({ sizes, start, examples: 35, optimizer: "adam", learningRate: 0.05 });
    const { state } = await trainingCourse(layered, setup, 4);
    const [first, ...others] = [0, ...copies].map((unit) => unitBits(state.parameters, layer, unit));
    for (const other of others) expect(other).toBe(first);
    expect(unitBits(state.parameters, layer, 2)).not.toBe(first);
  });
});

describe("broken trainings break as in one workgroup", () => {
  const sizes = [2, 9, 9, 1];
  const [plain, huge] = [constantStart(sizes, 1), constantStart(sizes, 2 ** 99)];

  test.each([
    ["by a step that is too long", { learningRate: 1e35, start: plain }, 1],
    [
      "by a parameter that φ hides from the loss",
      { learningRate: 2 ** 80, start: [plain[0]!, plain[1]!, constantStart(sizes, 2 ** 40)[2]!] },
      1,
    ],
    ["by a loss from the start", { start: [plain[0]!, plain[1]!, huge[2]!] }, 0],
    // Below every ReLU of the second layer lies -Infinity, which it makes 0.
    [
      "by what φ hides from the loss",
      { activation: "relu", start: [huge[0]!, constantStart(sizes, -(2 ** 99))[1]!, plain[2]!] },
      0,
    ],
  ] as const)("%s", async (_, wishes, brokenAt) => {
    const setup = trainingSetup({ sizes, examples: 21, ...wishes });
    for (const trainers of [layered, fused]) {
      const { state, ...course } = await trainingCourse(trainers, setup, 8);
      expect(course.brokenAt).toBe(brokenAt);
      expect(state.iteration).toBe(0);
      expect(state.parameters.map(({ weight }) => bits(weight))).toEqual(setup.start.map(({ weight }) => bits(weight)));
    }
  });
});

test("a training that breaks on the way keeps the last parameters with which all was fine", async () => {
  // Steps add up to more than 2^100 within a few updates.
  const setup = trainingSetup({ sizes: [2, 9, 1], examples: 21, optimizer: "momentum", learningRate: 2 ** 97 });
  const [own, other] = [await trainingCourse(layered, setup, 40), await trainingCourse(fused, setup, 40)];
  expect(own.brokenAt).toBeGreaterThan(2);
  expect(own.brokenAt).toBe(other.brokenAt);
  expect(own.state.iteration).toBe(own.brokenAt! - 1);
  const upTo = await trainingCourse(layered, setup, own.brokenAt! - 1);
  expect(bitsOf(own)).toEqual(bitsOf(upTo));
});

test("starting again a hundred times allocates nothing, and gives the same bits", async () => {
  const setup = trainingSetup(SHAPE);
  const run = await layered.start(setup);
  const first = await run.advance(2);
  let made = 0;
  const create = context.device.createBuffer.bind(context.device);
  context.device.createBuffer = (descriptor) => {
    made += 1;
    return create(descriptor);
  };
  try {
    for (let count = 0; count < 100; count += 1) run.restart();
    expect(bits(await run.advance(2))).toEqual(bits(first));
    expect(made).toBe(0);
  } finally {
    context.device.createBuffer = create;
    run.destroy();
  }
});

test("small networks go fused, large ones layer by layer, and what does not fit is refused", () => {
  const setup = (sizes: readonly number[], examples: number): TrainingSetup => trainingSetup({ sizes, examples });
  const inBatches = (size: number): TrainingSetup["batches"] => ({ size, order: () => new Uint32Array() });
  expect(pathFor(setup([2, 3, 1], 200))).toBe("fused");
  expect(pathFor(setup([2, 64, 64, 1], 200))).toBe("layered");
  expect(pathFor({ ...setup([2, 64, 64, 1], 200), batches: inBatches(4) })).toBe("fused");
  // One example takes the time of sixteen, and all the more where the network is large.
  expect(pathFor(setup([2, 500, 500, 1], 1))).toBe("layered");
  expect(pathFor(setup([2, ...Array.from({ length: 8 }, () => 64), 1], 8))).toBe("layered");
  expect(pathFor(setup([2, 64, 64, 1], 1))).toBe("fused");
  const limits = { maxBufferSize: 2 ** 20, maxStorageBufferBindingSize: 2 ** 20 };
  const small = { device: { limits }, info: context.info } as unknown as GpuContext;
  const many = trainingSetup({ sizes: [2, 64, 1], examples: 2000 });
  for (const path of ["fused", "layered"] as const) {
    const assertSmall = (): void => new GpuTrainers(small, path).assertFits(many);
    expect(assertSmall).toThrow(LimitError);
    expect(assertSmall).toThrow("Choose a smaller width, number of samples or batch size (examples an update).");
  }
  const few = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 28 };
  const narrow = { device: { limits: { ...few, maxComputeWorkgroupsPerDimension: 2 } } } as unknown as GpuContext;
  const assertNarrow = (own: TrainingSetup) => () => new GpuTrainers(narrow, "layered").assertFits(own);
  expect(assertNarrow(setup([2, 64, 1], 5))).toThrow("A layer has 64 units; this GPU trains layers of at most 63.");
  expect(assertNarrow(setup([2, 63, 1], 128))).not.toThrow();
});
