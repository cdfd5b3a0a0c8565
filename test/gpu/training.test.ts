import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { GpuTrainers } from "../../src/gpu/training/gpuTrainers.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { LOSSES } from "../../src/model/training.ts";
import { asHardware } from "../support/asHardware.ts";
import { expectAgreement } from "../support/expectAgreement.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { constantStart, trainingSetup } from "../support/trainingSetups.ts";
import { parameterRows, updateBounds } from "../support/updateBounds.ts";

let context: GpuContext;
let gpu: GpuTrainers;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
  gpu = new GpuTrainers(context, "fused");
});
afterAll(() => {
  gpu.destroy();
  context.destroy();
});

const RATES = { sgd: 0.5, momentum: 0.1, rmsprop: 0.01, adam: 0.02 } as const;

test.each([
  { sizes: [2, 3, 1], examples: 200 },
  { sizes: [3, 5, 4, 2], examples: 37 },
])("each parameter after one update, $sizes, lies within what its own arithmetic may be off", async (shape) => {
  const setup = trainingSetup({ ...shape, learningRate: 0.5 });
  const { parameters } = (await trainingCourse(gpu, setup, 1)).state;
  const bounds = updateBounds(setup);
  parameters.forEach(({ weight, bias }, layer) => {
    const rows = parameterRows(weight, bias, shape.sizes[layer]!);
    rows.forEach((row, unit) =>
      row.forEach(({ value }, term) => {
        const own = bounds[layer]![unit]![term]!;
        expect(Math.abs(value - own.value), `layer ${layer}, unit ${unit}, ${term}`).toBeLessThanOrEqual(own.error);
      }),
    );
  });
});

describe("100 updates are those of the float64 training", () => {
  // An update does not know which loss its gradient is of: every loss once with sgd, every optimizer once with a loss.
  test.each([
    ...LOSSES.map((loss) => ["sgd", loss] as const),
    ["momentum", "mean_squared_error"],
    ["rmsprop", "binary_crossentropy"],
    ["adam", "categorical_crossentropy"],
  ] as const)("%s, %s, ragged layers and mini-batches with a smaller last one", async (optimizer, loss) => {
    const sizes = [3, 5, 4, 2];
    const learningRate = RATES[optimizer];
    await expectAgreement(
      trainingSetup({ sizes, optimizer, loss, learningRate, examples: 37, batchSize: 8 }),
      100,
      gpu,
    );
  });

  const sizes = [2, 3, 1];
  test.each([
    ["zeros", constantStart(sizes, 0)],
    ["a constant", constantStart(sizes, 0.5)],
    ["random numbers", undefined],
  ])("2-3-1 from %s, all 200 examples", async (_, start) => {
    const own = start === undefined ? {} : { start };
    await expectAgreement(trainingSetup({ sizes, examples: 200, learningRate: 0.5, ...own }), 100, gpu);
  });
});

test.each(NONLINEARITY_IDS.map((id, index) => [id, NONLINEARITY_IDS[(index + 5) % NONLINEARITY_IDS.length]!] as const))(
  "%s in hidden layers, and %s of the outputs",
  async (activation, outputActivation) => {
    const shape = { sizes: [2, 6, 3, 2], activation, outputActivation, loss: "mean_squared_error" } as const;
    await expectAgreement(trainingSetup({ ...shape, examples: 29, learningRate: 0.1 }), 10, gpu);
  },
);

describe("any shape", () => {
  test.each([
    { sizes: [1, 1], examples: 1, updates: 20 },
    { sizes: [1, 1, 1, 1], examples: 5, updates: 20 },
    { sizes: [7, 1, 9, 3], examples: 33, updates: 20 },
    { sizes: [2, 64, 64, 64, 64, 64, 64, 64, 64, 1], examples: 21, updates: 3 },
    { sizes: [70, 2], examples: 130, updates: 5 },
  ])("$sizes with $examples examples", async ({ sizes, examples, updates }) => {
    await expectAgreement(trainingSetup({ sizes, examples }), updates, gpu);
  });

  test("thousands of equal losses, which all round alike", async () => {
    const sizes = [1, 1];
    await expectAgreement(trainingSetup({ sizes, examples: 7001, start: constantStart(sizes, 0) }), 1, gpu);
  });

  test.each([1, 5, 64])("batches of %i of 12 examples", async (batchSize) => {
    await expectAgreement(trainingSetup({ examples: 12, batchSize }), 30, gpu);
  });

  test("with a hardware's threads", async () => {
    const hardware = new GpuTrainers(asHardware(context), "fused");
    await expectAgreement(trainingSetup({ sizes: [2, 20, 1], examples: 300 }), 10, hardware);
  });
});
