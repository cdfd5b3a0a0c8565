import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { NOTEBOOK_RUNS } from "../../src/experiments/notebook.ts";
import { runSignal } from "../../src/experiments/signal.ts";
import { DeviceLostError } from "../../src/gpu/errors.ts";
import { type GpuEngine, openGpuEngine } from "../../src/gpu/gpuEngine.ts";
import type { LayerStatistics } from "../../src/model/engine.ts";
import { networkSizes } from "../../src/model/network.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { relativeError } from "../../src/model/scaled.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

const cpu = new CpuEngine();
let gpu: GpuEngine;
beforeAll(async () => {
  gpu = (await openGpuEngine(await requestTestGpu()))!;
});
afterAll(() => gpu.destroy());

/** Largest relative error of std over the layers. */
function worstStd(ours: readonly LayerStatistics[], theirs: readonly LayerStatistics[]): number {
  expect(ours.length).toBe(theirs.length);
  return Math.max(...ours.map(({ std }, layer) => relativeError(std, theirs[layer]!.std)));
}

/** Four layers of at most 900 roundings each, which add up like a random walk: some 100 · 2^-24, far from chaos. */
const SHALLOW = 100 * 2 ** -24;

describe("the notebook's six runs", () => {
  // REFERENCE: an emulation of float32 with a carried exponent reaches 1e-5 in these runs.
  test.each(NOTEBOOK_RUNS)("$id", async ({ config, shows }) => {
    const ours = await runSignal(gpu, { ...config, engine: "gpu" });
    const theirs = await runSignal(cpu, { ...config, engine: "cpu" });
    for (const [list, expected] of [
      [ours.forward, theirs.forward],
      [ours.gradient, theirs.gradient],
    ] as const) {
      expect(list.length).toBe(expected.length);
      list.forEach(({ exact }, index) => {
        const error = relativeError(exact.std, expected[index]!.exact.std);
        expect(error <= 1e-5, `${shows}, layer ${index}: ${error}`).toBe(true);
      });
    }
    const trace = gpu.trace!;
    expect(trace.submits).toBe(1);
    expect(trace.bytesReadBack).toBeLessThanOrEqual(4096);
  });
});

describe("networks of other shapes", () => {
  test.each(NONLINEARITY_IDS)("%s, with biases and weight gradients", async (id) => {
    const network = randomNetwork([3, 21, 8, 33, 2], id, { biases: true });
    const [inputs, targets] = [normals(5, 3 * 37), normals(6, 2 * 37)];
    const [ours, theirs] = await Promise.all(
      [gpu, cpu].map((engine) => engine.backwardStatistics(network, inputs, targets, { weightGradients: true })),
    );
    expect(worstStd(ours!.gradPreactivation, theirs!.gradPreactivation)).toBeLessThan(SHALLOW);
    expect(worstStd(ours!.gradWeight!, theirs!.gradWeight!)).toBeLessThan(SHALLOW);
    expect(relativeError(ours!.loss, theirs!.loss)).toBeLessThan(SHALLOW);
    const forward = await gpu.forwardStatistics(network, inputs);
    expect(worstStd(forward.layers, (await cpu.forwardStatistics(network, inputs)).layers)).toBeLessThan(SHALLOW);
  });

  test("examples in several batches give what one batch gives", async () => {
    const network = randomNetwork([1, 900, 900, 1], "relu");
    const inputs = normals(9, 203);
    const options = { histogram: { layer: 2, bins: 16 } };
    const ours = await gpu.signalStatistics(network, inputs, inputs, options);
    expect(gpu.trace!.dispatches).toBeGreaterThan(20);
    const theirs = await cpu.signalStatistics(network, inputs, inputs, options);
    expect(worstStd(ours.forward.layers, theirs.forward.layers)).toBeLessThan(SHALLOW);
    expect(worstStd(ours.backward.gradPreactivation, theirs.backward.gradPreactivation)).toBeLessThan(SHALLOW);
    expect(ours.forward.histogram!.zeros).toBe(theirs.forward.histogram!.zeros);
    // Values within rounding of an edge may change bins: a handful of 180,000.
    const moved = ours.forward.histogram!.counts.map((count, bin) =>
      Math.abs(count - theirs.forward.histogram!.counts[bin]!),
    );
    expect(Math.max(...moved)).toBeLessThanOrEqual(10);
  });

  test("a ReLU network of depth 120 stays within 2e-5", async () => {
    const network = randomNetwork(networkSizes({ depth: 120, width: 24 }), "relu", { gain: 6 });
    const inputs = normals(3, 50);
    const [ours, theirs] = [
      await gpu.signalStatistics(network, inputs, inputs),
      await cpu.signalStatistics(network, inputs, inputs),
    ];
    expect(worstStd(ours.forward.layers, theirs.forward.layers)).toBeLessThan(2e-5);
    expect(worstStd(ours.backward.gradPreactivation, theirs.backward.gradPreactivation)).toBeLessThan(2e-5);
  });

  test("the rounding of the weights' factor does not grow with depth", async () => {
    // Nearly halfway between two float32: rounded, it alone would make 200 · 0.49 · 2^-23 / 1.3 = 9e-6.
    const weightStd = Array<number>(201).fill(Math.fround(1.3) + 0.49 * 2 ** -23);
    const sizes = networkSizes({ depth: 200, width: 1 });
    const network = { ...randomNetwork(sizes, "identity"), weightStd };
    const inputs = normals(8, 20);
    const [ours, theirs] = [await gpu.forwardStatistics(network, inputs), await cpu.forwardStatistics(network, inputs)];
    // What is left walks at random: some 3 roundings a layer, sqrt(600) · 2^-24 = 1.5e-6.
    expect(worstStd(ours.layers, theirs.layers)).toBeLessThan(4e-6);
  });

  test.each([1e-300, 1e300])("weight variance %f, far beyond float32", async (variance) => {
    const network = {
      ...randomNetwork([1, 5, 5, 5, 1], "relu"),
      weightStd: Array<number>(4).fill(Math.sqrt(variance)),
    };
    const inputs = normals(4, 10);
    const [ours, theirs] = [
      await gpu.signalStatistics(network, inputs, inputs),
      await cpu.signalStatistics(network, inputs, inputs),
    ];
    expect(worstStd(ours.forward.layers, theirs.forward.layers)).toBeLessThan(SHALLOW);
    expect(worstStd(ours.backward.gradPreactivation, theirs.backward.gradPreactivation)).toBeLessThan(SHALLOW);
  });

  test.each(["tanh", "erf", "gelu", "sigmoid", "softplus"] as const)(
    "%s where every unit lies in a tail",
    async (id) => {
      const network = { ...randomNetwork([1, 1, 1, 1], id), weightStd: [40, 40, 40] };
      const inputs = Float64Array.of(2, -2, 3);
      const [ours, theirs] = [
        await gpu.backwardStatistics(network, inputs, null),
        await cpu.backwardStatistics(network, inputs, null),
      ];
      // e^-x carries a relative error of about x 2^-24; x reaches 2e4 here (erf, z² of z = 140).
      ours.gradPreactivation.forEach(({ std }, layer) => {
        const error = relativeError(std, theirs.gradPreactivation[layer]!.std);
        expect(error <= 2e4 * 8 * 2 ** -24, `layer ${layer}: ${error}`).toBe(true);
      });
    },
  );
});

describe("what a run costs and refuses", () => {
  test("a new variance uploads scales, and no weights", async () => {
    const network = randomNetwork([1, 64, 64, 1], "relu");
    const inputs = normals(1, 16);
    await gpu.signalStatistics(network, inputs, inputs);
    const write = vi.spyOn(gpu.context.device.queue, "writeBuffer");
    await gpu.signalStatistics({ ...network, weightStd: [1, 2, 3] }, inputs, inputs);
    const bytes = write.mock.calls.map(([, , data]) => data.byteLength);
    write.mockRestore();
    const [layerTable, uniforms] = [3 * 36, gpu.trace!.dispatches * 256];
    expect(bytes).toEqual([layerTable, uniforms]);
  });

  test("other weights and inputs of the same sizes are uploaded", async () => {
    const sizes = [1, 20, 20, 1];
    for (const seed of [1, 50]) {
      const network = randomNetwork(sizes, "relu", { seed });
      const inputs = normals(seed, 16);
      const [ours, theirs] = [
        await gpu.forwardStatistics(network, inputs),
        await cpu.forwardStatistics(network, inputs),
      ];
      expect(worstStd(ours.layers, theirs.layers)).toBeLessThan(SHALLOW);
    }
  });

  test("what does not fit is refused with the limit and the size", () => {
    expect(() => gpu.assertFits(networkSizes({ depth: 200, width: 20_000 }), 10)).toThrow(/MiB.*at most.*MiB/);
  });

  test("shapes that do not match are named", async () => {
    const network = randomNetwork([2, 3, 1], "relu");
    await expect(gpu.forwardStatistics(network, normals(1, 3))).rejects.toThrow(/3 values.*2 rows/);
  });

  test("an aborted run rejects with the signal's reason", async () => {
    const network = randomNetwork([1, 8, 1], "relu");
    const reason = new Error("stop");
    await expect(gpu.forwardStatistics(network, normals(1, 4), { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });

  test("a lost device is said to be lost", async () => {
    const lost = (await openGpuEngine(await requestTestGpu()))!;
    const network = randomNetwork([1, 8, 1], "relu");
    await lost.forwardStatistics(network, normals(1, 4));
    lost.context.device.destroy();
    await expect(lost.forwardStatistics(network, normals(1, 4))).rejects.toThrow(DeviceLostError);
  });
});
