import { describe, expect, it } from "vitest";
import { drawNotebookNetwork, networkOf } from "../../src/experiments/notebookNetwork.ts";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import { assertNetwork } from "../../src/model/network.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";

describe("drawNotebookNetwork", () => {
  it("draws the input layer, the output layer, the hidden layers, then the data", async () => {
    const [depth, width, samples] = [3, 5, 7];
    const { weights, inputs } = await drawNotebookNetwork({ depth, width, seed: 9, samples });
    const [first, second, third, output] = weights;
    const stream = new Float64Array(2 * 5 + 2 * 25 + 7);
    new NumpyLegacy(9).fillNormal(stream);
    expect([...first!, ...output!, ...second!, ...third!, ...inputs]).toEqual([...stream]);
  });

  it("gives fewer samples as the first of more", async () => {
    const draw = { depth: 2, width: 3, seed: 0 };
    const few = await drawNotebookNetwork({ ...draw, samples: 4 });
    const many = await drawNotebookNetwork({ ...draw, samples: 40 });
    expect([...few.inputs]).toEqual([...many.inputs.subarray(0, 4)]);
  });

  it("makes a network at depth 1, width 1", async () => {
    const config = { ...DEFAULT_SIGNAL_CONFIG, depth: 1, width: 1, weightVariance: 4, samples: 1 };
    const { weights } = await drawNotebookNetwork(config);
    const network = networkOf(config, weights);
    expect(() => assertNetwork(network)).not.toThrow();
    expect(network.sizes).toEqual([1, 1, 1]);
    expect(network.weightStd).toEqual([2, 2]);
  });

  it("reports progress, lets events through and stops when told to", async () => {
    const fractions: number[] = [];
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("stale")), 60);
    const long = { depth: 100, width: 1000, seed: 0, samples: 1 };
    const run = drawNotebookNetwork(long, { signal: controller.signal, onProgress: (done) => fractions.push(done) });
    await expect(run).rejects.toThrow("stale");
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions.every((fraction) => fraction > 0 && fraction < 1)).toBe(true);
  });
});
