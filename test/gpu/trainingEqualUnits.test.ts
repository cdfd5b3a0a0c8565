import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { GpuTrainers } from "../../src/gpu/training/gpuTrainers.ts";
import type { LayerParameters } from "../../src/model/training.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";
import { asHardware } from "../support/asHardware.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { constantStart, randomStart, trainingSetup } from "../support/trainingSetups.ts";

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

/** Of each unit of each layer, which unit it is a copy of: itself, or one before it. Inputs and outputs are their own. */
type Kinds = readonly (readonly number[])[];

function drawKinds(sizes: readonly number[], random: NumpyLegacy): Kinds {
  return sizes.map((size, layer) => {
    const kinds: number[] = [];
    const isHidden = layer > 0 && layer < sizes.length - 1;
    for (let unit = 0; unit < size; unit += 1) {
      // Two units of three are copies of one before them.
      const before = kinds[Math.floor((3 * random.random() * unit) / 2)];
      kinds.push(isHidden ? (before ?? unit) : unit);
    }
    return kinds;
  });
}

/** Each unit with the incoming weights, bias and outgoing weights of what it is a copy of. */
function withCopies(layers: readonly LayerParameters[], kinds: Kinds): LayerParameters[] {
  return layers.map(({ weight, bias }, index) => {
    const [below, own] = [kinds[index]!, kinds[index + 1]!];
    const fanIn = below.length;
    return {
      weight: weight.map((_, at) => weight[own[Math.floor(at / fanIn)]! * fanIn + below[at % fanIn]!]!),
      bias: bias.map((_, unit) => bias[own[unit]!]!),
    };
  });
}

/** As bits, in which 0 and -0 differ. */
function bitsOf(layers: readonly LayerParameters[]): Uint32Array[] {
  return layers.flatMap(({ weight, bias }) =>
    [weight, bias].map((values) => new Uint32Array(Float32Array.from(values).buffer)),
  );
}

const WAYS = [
  { activation: "sigmoid", optimizer: "sgd", loss: "binary_crossentropy" },
  { activation: "relu", optimizer: "momentum", loss: "mean_squared_error" },
  { activation: "gelu", optimizer: "adam", loss: "categorical_crossentropy" },
] as const;

describe.each(WAYS)("equal units stay equal to the last bit: $activation, $optimizer, $loss", (way) => {
  const architectures = Array.from({ length: 8 }, (_, seed) => {
    const random = new NumpyLegacy(seed);
    const upTo = (most: number): number => 1 + Math.floor(random.random() * most);
    const hidden = Array.from({ length: upTo(3) }, () => upTo(21));
    const examples = upTo(40);
    const sizes = [upTo(3), ...hidden, 1 + upTo(3)];
    const shape = { ...way, sizes, examples, batchSize: seed % 2 === 0 ? null : upTo(examples), learningRate: 0.05 };
    return { shape, kinds: drawKinds(sizes, random), seed };
  });

  test.each(architectures)("copies of some, seed $seed", async ({ shape, kinds, seed }) => {
    const setup = trainingSetup({ ...shape, start: withCopies(randomStart(shape.sizes, seed), kinds) });
    const { parameters } = (await trainingCourse(gpu, setup, 6)).state;
    expect(bitsOf(parameters)).toEqual(bitsOf(withCopies(parameters, kinds)));
    expect(bitsOf(parameters)).not.toEqual(bitsOf(setup.start));
  });

  test("all from one constant", async () => {
    for (const { shape } of architectures) {
      const setup = trainingSetup({ ...shape, start: constantStart(shape.sizes, 0.3, 0.1) });
      const { parameters } = (await trainingCourse(gpu, setup, 6)).state;
      const kinds = shape.sizes.map((size, layer) => {
        const isHidden = layer > 0 && layer < shape.sizes.length - 1;
        return Array.from({ length: size }, (_, unit) => (isHidden ? 0 : unit));
      });
      expect(bitsOf(parameters)).toEqual(bitsOf(withCopies(parameters, kinds)));
    }
  });
});

test("equal units stay equal to the last bit with a hardware's threads, on wide layers too", async () => {
  const sizes = [2, 130, 70, 1];
  const kinds = drawKinds(sizes, new NumpyLegacy(0));
  const setup = trainingSetup({ sizes, examples: 300, start: withCopies(randomStart(sizes, 0), kinds) });
  const { parameters } = (await trainingCourse(new GpuTrainers(asHardware(context), "fused"), setup, 3)).state;
  expect(bitsOf(parameters)).toEqual(bitsOf(withCopies(parameters, kinds)));
  expect(bitsOf(parameters)).not.toEqual(bitsOf(setup.start));
});

test("what is drawn has layers with copies and with units of their own", () => {
  const distinct = Array.from({ length: 8 }, (_, seed) => new Set(drawKinds([2, 9, 1], new NumpyLegacy(seed))[1]).size);
  expect(distinct.filter((count) => count > 1 && count < 9).length).toBeGreaterThan(4);
});
