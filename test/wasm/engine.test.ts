import { setFlagsFromString } from "node:v8";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { NOTEBOOK_RUNS } from "../../src/experiments/notebook.ts";
import { runSignal } from "../../src/experiments/signal.ts";
import type { LayerStatistics } from "../../src/model/engine.ts";
import { type Network, networkSizes } from "../../src/model/network.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { log10Of, relativeError } from "../../src/model/scaled.ts";
import { type WasmEngine, openWasmEngine } from "../../src/wasm/wasmEngine.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

// Node 20 has it behind this flag; browsers have it without.
setFlagsFromString("--experimental-wasm-relaxed-simd");

const cpu = new CpuEngine();

/** Largest relative error of std over the layers. */
function worstStd(ours: readonly LayerStatistics[], theirs: readonly LayerStatistics[]): number {
  expect(ours.length).toBe(theirs.length);
  return Math.max(...ours.map(({ std }, layer) => relativeError(std, theirs[layer]!.std)));
}

/** Four layers of at most 900 roundings each, which add up like a random walk: some 100 · 2^-24, far from chaos. */
const SHALLOW = 100 * 2 ** -24;

describe.each([false, true])("with relaxed SIMD: %s", (relaxed) => {
  let wasm: WasmEngine;
  beforeAll(async () => {
    wasm = await openWasmEngine([], relaxed);
  });
  afterAll(() => wasm.destroy());

  async function expectClose(network: Network, examples: number, bound: number, seed = 3): Promise<void> {
    const inputs = normals(seed, network.sizes[0]! * examples);
    const ours = await wasm.signalStatistics(network, inputs, inputs);
    const theirs = await cpu.signalStatistics(network, inputs, inputs);
    expect(worstStd(ours.forward.layers, theirs.forward.layers)).toBeLessThan(bound);
    expect(worstStd(ours.backward.gradPreactivation, theirs.backward.gradPreactivation)).toBeLessThan(bound);
    expect(relativeError(ours.backward.loss, theirs.backward.loss)).toBeLessThan(bound);
    const peaks = (layers: readonly LayerStatistics[]): (number | null)[] => layers.map((own) => own.peakExponent);
    expect(peaks(ours.forward.layers)).toEqual(peaks(theirs.forward.layers));
    expect(peaks(ours.backward.gradPreactivation)).toEqual(peaks(theirs.backward.gradPreactivation));
  }

  describe("the notebook's six runs", () => {
    // REFERENCE: an emulation of float32 with a carried exponent reaches 1e-5 in these runs.
    test.each(NOTEBOOK_RUNS)("$id", async ({ config, shows }) => {
      const ours = await runSignal(wasm, config);
      const theirs = await runSignal(cpu, config);
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
    });
  });

  test.each(NONLINEARITY_IDS)("%s, with biases, targets and weight gradients", async (id) => {
    const network = randomNetwork([3, 21, 8, 33, 2], id, { biases: true });
    const [inputs, targets] = [normals(5, 3 * 37), normals(6, 2 * 37)];
    const [ours, theirs] = await Promise.all(
      [wasm, cpu].map((engine) => engine.backwardStatistics(network, inputs, targets, { weightGradients: true })),
    );
    expect(worstStd(ours!.gradPreactivation, theirs!.gradPreactivation)).toBeLessThan(SHALLOW);
    expect(worstStd(ours!.gradWeight!, theirs!.gradWeight!)).toBeLessThan(SHALLOW);
    expect(relativeError(ours!.loss, theirs!.loss)).toBeLessThan(SHALLOW);
    const forward = await wasm.forwardStatistics(network, inputs);
    expect(worstStd(forward.layers, (await cpu.forwardStatistics(network, inputs)).layers)).toBeLessThan(SHALLOW);
  });

  test.each([1, 3, 5, 8, 79, 81])("%i examples through as many units", async (size) => {
    await expectClose(randomNetwork([1, size, 5, size, 1], "leaky_relu", { biases: true }), size, SHALLOW);
    await expectClose(randomNetwork([size, 3, size, size], "tanh"), size, SHALLOW);
  });

  test.each(["tanh", "erf", "gelu", "sigmoid", "softplus"] as const)(
    "%s where every unit lies in a tail",
    async (id) => {
      const network = { ...randomNetwork([1, 1, 1, 1], id), weightStd: [40, 40, 40] };
      const inputs = Float64Array.of(2, -2, 3);
      const ours = await wasm.backwardStatistics(network, inputs, null);
      const theirs = await cpu.backwardStatistics(network, inputs, null);
      // e^-x carries a relative error of about x 2^-24; x reaches 2e4 here (erf, z² of z = 140).
      expect(worstStd(ours.gradPreactivation, theirs.gradPreactivation)).toBeLessThanOrEqual(2e4 * 8 * 2 ** -24);
    },
  );

  describe("at any magnitude", () => {
    test("a gradient passes 1e308 on the way back, 200 layers deep", async () => {
      const network = randomNetwork(networkSizes({ depth: 200, width: 512 }), "relu");
      const unscaled = { ...network, weightStd: network.weightStd.map(() => 1) };
      const inputs = normals(2, 8);
      const ours = await wasm.backwardStatistics(unscaled, inputs, null);
      const theirs = await cpu.backwardStatistics(unscaled, inputs, null);
      expect(log10Of(ours.gradPreactivation[0]!.std)).toBeGreaterThan(308);
      // 400 layers on the way, each some sqrt(512) roundings: a random walk of sqrt(400 · 512) = 450 of them.
      expect(worstStd(ours.gradPreactivation, theirs.gradPreactivation)).toBeLessThan(450 * 2 ** -24);
    });

    test.each([1e-300, 1e300])("weight variance %f", async (variance) => {
      const weightStd = Array<number>(4).fill(Math.sqrt(variance));
      await expectClose({ ...randomNetwork([1, 5, 5, 5, 1], "relu"), weightStd }, 10, SHALLOW);
    });

    test("weights and inputs that float32 does not hold", async () => {
      const network = randomNetwork([2, 7, 1], "relu", { biases: true });
      const weights = network.weights.map((weight) => weight.map((value) => value * 1e-200));
      await expectClose({ ...network, weights }, 20, SHALLOW);
    });

    test("the rounding of the weights' factor does not grow with depth", async () => {
      // Nearly halfway between two float32: rounded, it alone would make 200 · 0.49 · 2^-23 / 1.3 = 9e-6.
      const weightStd = Array<number>(201).fill(Math.fround(1.3) + 0.49 * 2 ** -23);
      const network = { ...randomNetwork(networkSizes({ depth: 200, width: 1 }), "identity"), weightStd };
      // What is left walks at random: some 3 roundings a layer, sqrt(1200) · 2^-24 = 2e-6 there and back.
      await expectClose(network, 20, 6e-6, 8);
    });

    test("columns of zeros stay zero", async () => {
      const network = randomNetwork([1, 6, 6, 1], "relu");
      const inputs = new Float64Array(11);
      const { forward, backward } = await wasm.signalStatistics(network, inputs, inputs);
      expect(forward.layers.map(({ std, peakExponent }) => [std.mantissa, peakExponent])).toEqual(
        forward.layers.map(() => [0, null]),
      );
      expect(backward.loss.mantissa).toBe(0);
    });
  });
});
