import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CpuGeometry } from "../../src/cpu/geometry/cpuGeometry.ts";
import { GpuContext, openContext } from "../../src/gpu/context.ts";
import { DeviceLostError } from "../../src/gpu/errors.ts";
import { assertGeometryFits } from "../../src/gpu/geometry/geometryLimits.ts";
import { GpuGeometry } from "../../src/gpu/geometry/gpuGeometry.ts";
import type { Jacobian, LayerGram } from "../../src/model/geometry.ts";
import { LimitError } from "../../src/model/limitError.ts";
import type { Network } from "../../src/model/network.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { relativeError, scaleByPowerOfTwo } from "../../src/model/scaled.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

const cpu = new CpuGeometry();
let gpuHandle: GPU;
let context: GpuContext;
let gpu: GpuGeometry;
beforeAll(async () => {
  gpuHandle = await requestTestGpu();
  context = (await openContext(gpuHandle))!;
  gpu = new GpuGeometry(context);
});
afterAll(() => context.destroy());

/** Four layers of at most 900 roundings each, which add up like a random walk: some 100 · 2^-24, far from chaos. */
const SHALLOW = 100 * 2 ** -24;

/** Largest error of a layer's products, each over the lengths of its two examples, and of its mean square. */
function gramError(ours: LayerGram, theirs: LayerGram): number {
  const examples = Math.sqrt(theirs.gram.length);
  expect(ours.gram.length).toBe(theirs.gram.length);
  let worst = relativeError(ours.meanSquare, theirs.meanSquare);
  theirs.gram.forEach((value, index) => {
    const [row, column] = [Math.floor(index / examples), index % examples];
    const squares = theirs.gram[row * (examples + 1)]! * theirs.gram[column * (examples + 1)]!;
    const error = Math.abs(ours.gram[index]! - value) / Math.sqrt(squares);
    if (!(error <= worst)) worst = squares === 0 ? Math.abs(ours.gram[index]!) : error;
  });
  return worst;
}

/** Length of the difference over the length. */
function jacobianError(ours: Jacobian, theirs: Jacobian): number {
  expect([ours.rows, ours.columns]).toEqual([theirs.rows, theirs.columns]);
  let [difference, squares] = [0, 0];
  theirs.mantissa.forEach((value, index) => {
    const own = scaleByPowerOfTwo(ours.mantissa[index]!, ours.exponent - theirs.exponent);
    difference += (own - value) ** 2;
    squares += value ** 2;
  });
  return Math.sqrt(difference / squares);
}

async function expectAgreement(network: Network, examples: number, bound: number, scale = 1): Promise<void> {
  const inputs = normals(77, network.sizes[0]! * examples).map((value) => value * scale);
  const ours = await gpu.grams(network, inputs);
  const theirs = await cpu.grams(network, inputs);
  expect(ours.length).toBe(network.sizes.length);
  ours.forEach((gram, layer) => {
    const error = gramError(gram, theirs[layer]!);
    expect(!(error <= bound), `Gram matrix of layer ${layer}: ${error}`).toBe(false);
  });
  const input = inputs.subarray(0, network.sizes[0]);
  const error = jacobianError(await gpu.jacobian(network, input), await cpu.jacobian(network, input));
  expect(!(error <= bound), `Jacobian: ${error}`).toBe(false);
}

describe("the GPU agrees with float64", () => {
  test.each([
    ["size 1", [1, 1], 1],
    ["one tile of 32 examples", [32, 32, 32], 32],
    ["ragged sizes", [5, 33, 7, 18, 3], 37],
    ["several batches and workgroups", [300, 450, 300], 101],
  ] as const)("%s", async (_name, sizes, examples) => {
    await expectAgreement(randomNetwork([...sizes], "leaky_relu", { biases: true }), examples, SHALLOW);
  });

  test.each(NONLINEARITY_IDS)("%s", async (id) => {
    await expectAgreement(randomNetwork([9, 21, 8, 33, 6], id, { biases: true }), 10, SHALLOW);
  });

  // REFERENCE: float32 with a carried exponent stays within 2e-5 in ReLU networks to depth 120; a Jacobian's column is
  // one gradient of such a network, so its length keeps to the same bound.
  test("a ReLU network of depth 120", async () => {
    await expectAgreement(randomNetwork(Array<number>(121).fill(20), "relu", { gain: 6 }), 7, 2e-5);
  });

  test.each([1e-150, 1e150])("weights of standard deviation %f, and inputs as large", async (scale) => {
    const network = randomNetwork([6, 12, 9, 5], "leaky_relu");
    const weightStd = network.weightStd.map((std) => std * scale);
    await expectAgreement({ ...network, weightStd }, 9, SHALLOW, scale);
  });

  test("examples of very different size", async () => {
    const network = randomNetwork([3, 7, 5], "identity");
    const inputs = normals(5, 3 * 6).map((value, index) => value * 10 ** (40 * ((index % 6) - 3)));
    const [ours, theirs] = [await gpu.grams(network, inputs), await cpu.grams(network, inputs)];
    ours.forEach((gram, layer) => expect(gramError(gram, theirs[layer]!)).toBeLessThan(SHALLOW));
  });

  test("a layer that is zero, and a Jacobian that is", async () => {
    const network = { ...randomNetwork([3, 4, 2], "relu"), weightStd: [0, 1] };
    const inputs = normals(5, 3 * 5);
    expect((await gpu.grams(network, inputs)).slice(1)).toEqual((await cpu.grams(network, inputs)).slice(1));
    const input = inputs.subarray(0, 3);
    expect(await gpu.jacobian(network, input)).toEqual(await cpu.jacobian(network, input));
  });
});

describe("what it costs and refuses", () => {
  test("every buffer that is made is freed, also where a run is stopped", async () => {
    const { device } = context;
    const create = device.createBuffer.bind(device);
    const freed: (() => boolean)[] = [];
    const made = vi.spyOn(device, "createBuffer").mockImplementation((descriptor) => {
      const buffer = create(descriptor);
      const destroy = vi.spyOn(buffer, "destroy");
      freed.push(() => destroy.mock.calls.length > 0);
      return buffer;
    });
    const network = randomNetwork([8, 8, 8], "tanh", { biases: true });
    await gpu.grams(network, normals(1, 8 * 4));
    await gpu.jacobian(network, normals(1, 8));
    const stop = new AbortController();
    const write = vi.spyOn(device.queue, "writeBuffer").mockImplementation(() => {
      stop.abort();
      return undefined;
    });
    await expect(gpu.grams(network, normals(1, 8 * 4), { signal: stop.signal })).rejects.toThrow("aborted");
    write.mockRestore();
    made.mockRestore();
    expect(freed.length).toBeGreaterThan(20);
    expect(freed.every((isFreed) => isFreed())).toBe(true);
  });

  test("a long run tells its progress, and stops between submissions", async () => {
    // What a software adapter is given at once is less, so that 60 layers are long.
    const info = { ...context.info, software: true };
    const slow = context.info.software ? gpu : new GpuGeometry(new GpuContext(context.device, info));
    const network = randomNetwork(Array<number>(61).fill(300), "relu");
    const heard: number[] = [];
    await slow.grams(network, normals(2, 300 * 100), { onProgress: (done) => heard.push(done) });
    expect(heard.length).toBeGreaterThanOrEqual(1);
    expect(heard.every((done) => done > 0 && done < 1)).toBe(true);
    const [reason, stop] = [new Error("stop"), new AbortController()];
    const options = { signal: stop.signal, onProgress: () => stop.abort(reason) };
    await expect(slow.jacobian(network, normals(2, 300), options)).rejects.toBe(reason);
  });

  test("what does not fit is refused with the limit and the size", () => {
    const { limits } = context.device;
    expect(() => gpu.assertFits(Array<number>(200).fill(20_000), 10)).toThrow(/MiB.*at most.*MiB/);
    expect(() => assertGeometryFits(limits, true, [4000, 4000], 256)).toThrow(LimitError);
    expect(() => assertGeometryFits(limits, true, [4000, 4000], 256)).toThrow(
      "A layer of 4000 units would take 8.2 GFLOP for 256 inputs at once; this GPU is given at most 0.2 GFLOP at a " +
        "time. Choose a smaller width or fewer inputs.",
    );
    expect(() => assertGeometryFits(limits, true, Array<number>(201).fill(512), 256)).not.toThrow();
  });

  test("shapes that do not match are named", async () => {
    const network = randomNetwork([2, 3, 1], "relu");
    await expect(gpu.grams(network, normals(1, 3))).rejects.toThrow(/3 values.*\(2, examples\)/);
    await expect(gpu.jacobian(network, normals(1, 4))).rejects.toThrow("a Jacobian is that of one input; 2 were given");
  });

  test("a lost device is said to be lost", async () => {
    const handle = await requestTestGpu();
    const lost = (await openContext(handle))!;
    lost.device.destroy();
    await expect(new GpuGeometry(lost).grams(randomNetwork([2, 3, 1], "relu"), normals(1, 4))).rejects.toThrow(
      DeviceLostError,
    );
  });
});
