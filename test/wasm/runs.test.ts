import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { type Histogram, PICTURE_EXAMPLES } from "../../src/model/engine.ts";
import { LimitError } from "../../src/model/limitError.ts";
import { networkSizes } from "../../src/model/network.ts";
import { log10Of, relativeError } from "../../src/model/scaled.ts";
import { NetworkStore } from "../../src/wasm/networkStore.ts";
import { type WasmEngine, openWasmEngine } from "../../src/wasm/wasmEngine.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

const cpu = new CpuEngine();
let wasm: WasmEngine;
beforeAll(async () => {
  wasm = await openWasmEngine();
});
afterAll(() => wasm.destroy());

describe("histograms", () => {
  /** Values within rounding of an edge may change bins: a handful of tens of thousands. */
  function expectSameCounts(ours: Histogram, theirs: Histogram): void {
    expect(ours.zeros).toBe(theirs.zeros);
    const cells = ({ counts, below, above }: Histogram): number[] => [...counts, below, above];
    const moved = cells(ours).map((count, bin) => Math.abs(count - cells(theirs)[bin]!));
    expect(Math.max(...moved)).toBeLessThanOrEqual(3);
    expect(relativeError(ours.low, theirs.low)).toBeLessThan(1e-5);
    expect(relativeError(ours.high, theirs.high)).toBeLessThan(1e-5);
  }

  test.each([0, 1, 2])("of layer %i, kept from the run", async (layer) => {
    const network = randomNetwork([2, 30, 40, 1], "relu", { biases: true });
    const options = { histogram: { layer, bins: 20 } };
    const ours = await wasm.forwardStatistics(network, normals(3, 2 * 333), options);
    const theirs = await cpu.forwardStatistics(network, normals(3, 2 * 333), options);
    expectSameCounts(ours.histogram!, theirs.histogram!);
  });

  test("of a layer too large to be kept, computed again, with progress over both", async () => {
    const network = randomNetwork([1, 700, 1], "relu");
    const inputs = normals(3, 6001);
    const heard: number[] = [];
    const options = { histogram: { layer: 1, bins: 16 } };
    const ours = await wasm.forwardStatistics(network, inputs, {
      ...options,
      onProgress: (done) => void heard.push(done),
    });
    const theirs = await cpu.forwardStatistics(network, inputs, options);
    // 4.2 million values.
    expect(ours.histogram!.zeros).toBe(theirs.histogram!.zeros);
    const moved = ours.histogram!.counts.map((count, bin) => Math.abs(count - theirs.histogram!.counts[bin]!));
    expect(Math.max(...moved)).toBeLessThan(40);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    expect(heard.at(-1)).toBe(1);
  });

  test("where all values are equal, the middle bin holds them", async () => {
    const network = { ...randomNetwork([1, 4, 1], "sigmoid"), weightStd: [0, 0] };
    const { histogram } = await wasm.forwardStatistics(network, normals(1, 9), { histogram: { layer: 1, bins: 7 } });
    expect(histogram!.counts).toEqual([0, 0, 0, 36, 0, 0, 0]);
  });
});

describe("the picture", () => {
  test("is log2 of each unit's root mean square over its examples", async () => {
    const network = randomNetwork([1, 6, 3, 1], "relu", { biases: true });
    const inputs = normals(4, 40);
    const { picture } = await wasm.signalStatistics(network, inputs, inputs, { picture: true });
    expect([picture!.depth, picture!.units]).toEqual([2, 6]);
    // By hand, in float64.
    const [first, second] = [new Array<number>(6).fill(0), new Array<number>(3).fill(0)];
    for (const input of inputs.subarray(0, PICTURE_EXAMPLES)) {
      const h1 = first.map((_, unit) => {
        const z = network.weights[0]![unit]! * network.weightStd[0]! * input + network.biases![0]![unit]!;
        return Math.max(0, z);
      });
      h1.forEach((value, unit) => (first[unit]! += value * value));
      second.forEach((_, unit) => {
        const sum = h1.reduce((all, value, index) => all + network.weights[1]![unit * 6 + index]! * value, 0);
        second[unit]! += Math.max(0, sum * network.weightStd[1]! + network.biases![1]![unit]!) ** 2;
      });
    }
    const expected = [...first, ...second, NaN, NaN, NaN].map((sum) => Math.log2(sum / PICTURE_EXAMPLES) / 2);
    expected.forEach((value, at) => {
      if (Number.isFinite(value)) expect(picture!.activation[at]).toBeCloseTo(value, 5);
      else expect(picture!.activation[at]).toBe(value);
    });
  });

  test("agrees with the statistics where all examples are in it", async () => {
    const network = randomNetwork(networkSizes({ depth: 6, width: 9 }), "tanh");
    const inputs = normals(4, PICTURE_EXAMPLES);
    const { picture, backward } = await wasm.signalStatistics(network, inputs, inputs, { picture: true });
    backward.gradPreactivation.forEach(({ mean, std }, layer) => {
      const squares = [...picture!.gradPreactivation.subarray(9 * layer, 9 * layer + 9)].map((log2) => 4 ** log2);
      const meanSquare = squares.reduce((sum, square) => sum + square, 0) / 9;
      expect(Math.log10(meanSquare) / 2).toBeCloseTo(
        Math.log10(Math.hypot(10 ** log10Of(mean)!, 10 ** log10Of(std)!)),
        5,
      );
    });
  });
});

describe("what a run costs", () => {
  test("a new variance packs no weights; other weights do", async () => {
    const network = randomNetwork([1, 20, 20, 1], "relu");
    const inputs = normals(1, 16);
    await wasm.forwardStatistics(network, inputs);
    const load = vi.spyOn(NetworkStore.prototype, "load");
    await wasm.forwardStatistics({ ...network, weightStd: [1, 2, 3] }, inputs);
    expect(load).not.toHaveBeenCalled();
    await wasm.forwardStatistics(randomNetwork([1, 20, 20, 1], "relu", { seed: 50 }), inputs);
    expect(load).toHaveBeenCalledTimes(3);
    load.mockRestore();
  });

  test("200 runs leave the memory as it was", async () => {
    const network = randomNetwork(networkSizes({ depth: 5, width: 30 }), "relu");
    const inputs = normals(1, 100);
    const run = () => wasm.signalStatistics(network, inputs, inputs, { histogram: { layer: 1, bins: 9 } });
    await run();
    const bytes = wasm.memoryBytes;
    for (let count = 0; count < 200; count += 1) await run();
    expect(wasm.memoryBytes).toBe(bytes);
  });

  test("a closed engine holds no memory and says that it is closed", async () => {
    const engine = await openWasmEngine();
    engine.destroy();
    expect(engine.memoryBytes).toBe(0);
    await expect(engine.forwardStatistics(randomNetwork([1, 2, 1], "relu"), normals(1, 4))).rejects.toThrow(/closed/);
  });
});

describe("what a run refuses", () => {
  test("what does not fit, before anything is taken, with the limit and the size", () => {
    const bytes = wasm.memoryBytes;
    const sizes = networkSizes({ depth: 200, width: 20_000 });
    expect(() => wasm.assertFits(sizes, 10)).toThrow(LimitError);
    expect(() => wasm.assertFits(sizes, 10)).toThrow(/GiB.*at most.*GiB/);
    // Its weights fit, and the preactivations that the way back keeps do not.
    const wide = [1, 11_000_000, 1];
    expect(() => wasm.assertFits(wide, 10)).not.toThrow();
    expect(() => wasm.assertFits(wide, 10, 1)).toThrow(LimitError);
    expect(wasm.memoryBytes).toBe(bytes);
  });

  test("shapes that do not match, by name", async () => {
    const network = randomNetwork([2, 3, 1], "relu");
    await expect(wasm.forwardStatistics(network, normals(1, 3))).rejects.toThrow(/3 values.*2 rows/);
    await expect(wasm.backwardStatistics(network, normals(1, 4), normals(1, 3))).rejects.toThrow(/targets holds 3/);
    const histogram = { layer: 2, bins: 4 };
    await expect(wasm.forwardStatistics(network, normals(1, 4), { histogram })).rejects.toThrow(/from 0 to 1; it is 2/);
    const endless = { ...network, weightStd: [1, Infinity] };
    await expect(wasm.backwardStatistics(endless, normals(1, 4), null)).rejects.toThrow(/finite/);
  });

  test("an aborted run rejects with the signal's reason, and the next one is right", async () => {
    const network = randomNetwork(networkSizes({ depth: 60, width: 256 }), "relu");
    const inputs = normals(1, 800);
    const reason = new Error("stop");
    await expect(wasm.forwardStatistics(network, inputs, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const stopped = wasm.forwardStatistics(network, inputs, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    const after = wasm.forwardStatistics(network, inputs.subarray(0, 9));
    await expect(stopped).rejects.toBe(reason);
    const { layers } = await cpu.forwardStatistics(network, inputs.subarray(0, 9));
    expect(relativeError((await after).layers.at(-1)!.std, layers.at(-1)!.std)).toBeLessThan(1e-5);
  });
});
