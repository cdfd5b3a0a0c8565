import { describe, expect, it } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import type { Network } from "../../src/model/network.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import { normals } from "../support/matrices.ts";
import { LimitError } from "../../src/model/limitError.ts";

function network(nonlinearity: NonlinearityId, sizes: readonly number[]): Network {
  const weights = sizes.slice(1).map((fanOut, index) => normals(fanOut * sizes[index]!, 41 + index));
  const biases = sizes.slice(1).map((fanOut) => normals(fanOut, 55));
  return { sizes, nonlinearity, weights, weightStd: weights.map(() => 0.9), biases };
}

describe("batches", () => {
  it.each(NONLINEARITY_IDS)("change no bit of what %s gives", async (nonlinearity) => {
    const own = network(nonlinearity, [2, 7, 5, 9, 3]);
    const inputs = normals(2 * 37, 42);
    const targets = normals(3 * 37, 43);
    const results = [];
    for (const columns of [1, 5, 37, 1000]) {
      const engine = new CpuEngine({ columns });
      const forward = await engine.forwardStatistics(own, inputs, { histogram: { layer: 3, bins: 16 } });
      const backward = await engine.backwardStatistics(own, inputs, targets, { weightGradients: true });
      results.push({ forward, backward });
    }
    for (const result of results.slice(1)) expect(result).toEqual(results[0]);
  });

  it("count a layer that is too large to keep by computing it again", async () => {
    const own = network("tanh", [1, 16, 16, 16, 1]);
    const inputs = normals(500, 44);
    const options = { histogram: { layer: 2, bins: 8 } };
    const kept = await new CpuEngine({ columns: 64 }).forwardStatistics(own, inputs, options);
    const again = await new CpuEngine({ columns: 64, keptValues: 100 }).forwardStatistics(own, inputs, options);
    expect(again).toEqual(kept);
    const { counts, below, above, zeros } = kept.histogram!;
    expect(counts.reduce((sum, count) => sum + count, 0) + below + above + zeros).toBe(16 * 500);
  });
});

describe("signalStatistics", () => {
  it("is both passes, with one progress over the two", async () => {
    const own = network("gelu", [1, 6, 6, 1]);
    const [inputs, gradientInputs] = [normals(20, 46), normals(7, 47)];
    const engine = new CpuEngine();
    const options = { histogram: { layer: 1, bins: 4 } };
    expect(await engine.signalStatistics(own, inputs, gradientInputs, options)).toEqual({
      forward: await engine.forwardStatistics(own, inputs, options),
      backward: await engine.backwardStatistics(own, gradientInputs, null),
      picture: null,
    });
  });
});

describe("a long run", () => {
  const own = network("tanh", [1, 256, 256, 256, 256, 256, 1]);
  const inputs = normals(1500, 45);

  it("reports progress in order and lets other events through", async () => {
    const fractions: number[] = [];
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 5);
    await new CpuEngine().backwardStatistics(own, inputs, null, { onProgress: (done) => fractions.push(done) });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
  });

  it.each(["forwardStatistics", "backwardStatistics"] as const)("%s stops with the signal's reason", async (verb) => {
    const engine = new CpuEngine();
    const run = (signal: AbortSignal) =>
      verb === "forwardStatistics"
        ? engine.forwardStatistics(own, inputs, { signal })
        : engine.backwardStatistics(own, inputs, null, { signal });
    await expect(run(AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("during")), 40);
    await expect(run(controller.signal)).rejects.toThrow("during");
  });
});

describe("what does not fit", () => {
  const engine = new CpuEngine();

  it("is refused with the limit and the size, before anything is allocated", () => {
    const wide = [1, ...new Array<number>(200).fill(2048), 1];
    expect(() => engine.assertFits(wide, 1)).toThrow(
      new LimitError("This network's weights take 6.2 GiB as float64; the CPU engine takes at most 2 GiB."),
    );
    expect(() => engine.assertFits([400, 5, 1], 1_000_000)).toThrow(/inputs take 3 GiB.*at most 2 GiB/);
    expect(() => engine.assertFits([1, ...new Array<number>(64).fill(2048), 1], 1_000_000)).not.toThrow();
  });

  it("is refused where shapes disagree", async () => {
    const own = network("relu", [2, 3, 1]);
    await expect(engine.forwardStatistics(own, new Float64Array(3))).rejects.toThrow(/inputs holds 3 values/);
    await expect(engine.forwardStatistics(own, new Float64Array(0))).rejects.toThrow(/inputs holds 0 values/);
    await expect(engine.backwardStatistics(own, new Float64Array(4), new Float64Array(3))).rejects.toThrow(
      /targets holds 3 values/,
    );
    const short = { ...own, weights: [own.weights[0]!] };
    await expect(engine.forwardStatistics(short, new Float64Array(4))).rejects.toThrow(RangeError);
    for (const layer of [-1, 2, 0.5]) {
      const run = engine.forwardStatistics(own, new Float64Array(4), { histogram: { layer, bins: 4 } });
      await expect(run).rejects.toThrow(/layer must be a whole number from 0 to 1/);
    }
  });

  it("says what it is", () => {
    expect(engine.info).toEqual({ kind: "cpu", adapter: "float64", software: false });
    engine.destroy();
  });
});
