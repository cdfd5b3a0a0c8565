import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { FusedPath } from "../../src/gpu/fused/fusedPath.ts";
import { GpuEngine, openGpuEngine } from "../../src/gpu/gpuEngine.ts";
import { LayeredPath } from "../../src/gpu/layeredPath.ts";
import type { LayerStatistics, SignalStatistics } from "../../src/model/engine.ts";
import type { Network } from "../../src/model/network.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { relativeError } from "../../src/model/scaled.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

const cpu = new CpuEngine();
let first: GpuEngine;
/** Every path on one device; the tile form runs here too, though it is made for hardware. */
let engines: Record<"columns" | "tiles" | "layered", GpuEngine>;
beforeAll(async () => {
  first = (await openGpuEngine(await requestTestGpu()))!;
  const { context } = first;
  engines = {
    columns: new GpuEngine(context, [new FusedPath(context, "columns")]),
    tiles: new GpuEngine(context, [new FusedPath(context, "tiles")]),
    layered: new GpuEngine(context, [new LayeredPath(context)]),
  };
});
afterAll(() => first.destroy());

/** A handful of layers of at most 900 roundings each, which add up like a random walk: some 100 · 2^-24. */
const SHALLOW = 100 * 2 ** -24;

function worstStd(ours: readonly LayerStatistics[], theirs: readonly LayerStatistics[]): number {
  expect(ours.length).toBe(theirs.length);
  return Math.max(...ours.map(({ std }, layer) => relativeError(std, theirs[layer]!.std)));
}

function worst(ours: SignalStatistics, theirs: SignalStatistics): number {
  return Math.max(
    worstStd(ours.forward.layers, theirs.forward.layers),
    worstStd(ours.backward.gradPreactivation, theirs.backward.gradPreactivation),
    relativeError(ours.backward.loss, theirs.backward.loss),
  );
}

const FORMS = ["columns", "tiles"] as const;

describe.each(FORMS)("the fused %s", (form) => {
  test.each([
    ["one layer of weights", [2, 3], 5],
    ["one unit a layer", [1, 1, 1, 1], 1],
    ["exactly one tile", [4, 16, 16, 4], 8],
    ["more units than a register tile, ragged", [3, 17, 33, 5, 79, 2], 37],
    ["81 units, 65 examples", [1, 81, 81, 1], 65],
    ["the widest that is fused", [256, 256, 255, 3], 9],
  ] as const)("agrees with float64: %s", async (_name, sizes, examples) => {
    const network = randomNetwork([...sizes], "relu", { biases: true });
    const [inputs, others] = [normals(1, sizes[0] * examples), normals(2, sizes[0] * (examples + 3))];
    const ours = await engines[form].signalStatistics(network, inputs, others);
    const theirs = await cpu.signalStatistics(network, inputs, others);
    expect(worst(ours, theirs)).toBeLessThan(SHALLOW);
    expect(ours.forward.layers.map(({ peakExponent }) => peakExponent)).toEqual(
      theirs.forward.layers.map(({ peakExponent }) => peakExponent),
    );
  });

  test.each(form === "columns" ? NONLINEARITY_IDS : (["tanh", "gelu"] as const))("%s", async (id) => {
    const network = randomNetwork([3, 21, 8, 33, 2], id, { biases: true });
    const [inputs, targets] = [normals(5, 3 * 37), normals(6, 2 * 37)];
    const [forward, theirForward] = [
      await engines[form].forwardStatistics(network, inputs),
      await cpu.forwardStatistics(network, inputs),
    ];
    expect(worstStd(forward.layers, theirForward.layers)).toBeLessThan(SHALLOW);
    const [ours, theirs] = [
      await engines[form].backwardStatistics(network, inputs, targets),
      await cpu.backwardStatistics(network, inputs, targets),
    ];
    expect(worstStd(ours.gradPreactivation, theirs.gradPreactivation)).toBeLessThan(SHALLOW);
    expect(relativeError(ours.loss, theirs.loss)).toBeLessThan(SHALLOW);
  });

  test("keeps each example's own power of two, and renormalises as often as it must", async () => {
    const network: Network = {
      ...randomNetwork([1, 24, 24, 24, 24, 1], "relu"),
      weightStd: [1e30, 1e-30, 1e35, 1e-2, 3],
    };
    const inputs = Float64Array.from(
      { length: 16 },
      (_, example) => (example % 2 === 0 ? 1 : -1) * 10 ** (4 * example - 32),
    );
    const ours = await engines[form].signalStatistics(network, inputs, inputs);
    const theirs = await cpu.signalStatistics(network, inputs, inputs);
    expect(worst(ours, theirs)).toBeLessThan(SHALLOW);
  });

  test("the histogram counts what the reference counts, but for values on an edge", async () => {
    const network = randomNetwork([1, 40, 40, 1], "tanh");
    const inputs = normals(3, 100);
    for (const layer of [0, 2]) {
      const options = { histogram: { layer, bins: 20 } };
      const ours = (await engines[form].forwardStatistics(network, inputs, options)).histogram!;
      const theirs = (await cpu.forwardStatistics(network, inputs, options)).histogram!;
      const moved = ours.counts.reduce((sum, count, bin) => sum + Math.abs(count - theirs.counts[bin]!), 0);
      expect(moved).toBeLessThanOrEqual(2);
      expect([ours.zeros, ours.below, ours.above]).toEqual([theirs.zeros, theirs.below, theirs.above]);
    }
  });

  test.each([
    ["a bias far above its sums", 1, 1, -1e25],
    ["unit weights far below 1", 1e-25, 1e25, 0],
    ["unit weights far above 1", 1e25, 1e-25, 0],
  ])("leaves no frame's range unseen: %s", async (_name, unit, std, bias) => {
    const plain = randomNetwork([1, 24, 24, 24, 1], "relu", { biases: true });
    const network: Network = {
      ...plain,
      weights: plain.weights.map((weight) => weight.map((value) => value * unit)),
      weightStd: plain.weightStd.map((own) => own * std),
      biases: plain.biases!.map((own, layer) => own.map((value, row) => (layer === 0 && row === 3 ? bias : value))),
    };
    const inputs = normals(2, 20);
    const ours = await engines[form].signalStatistics(network, inputs, inputs);
    const theirs = await cpu.signalStatistics(network, inputs, inputs);
    expect(worst(ours, theirs)).toBeLessThan(SHALLOW);
  });

  test("padding that lies in a higher frame than the examples counts for nothing", async () => {
    const network = { ...randomNetwork([1, 1, 1, 1], "sigmoid"), weightStd: [-60, 30, 30] };
    const inputs = Float64Array.of(2, 3, 2.5);
    const [ours, theirs] = [
      await engines[form].forwardStatistics(network, inputs),
      await cpu.forwardStatistics(network, inputs),
    ];
    // e^-x carries a relative error of about x 2^-24; x is below 200 here.
    expect(worstStd(ours.layers, theirs.layers)).toBeLessThan(200 * 8 * 2 ** -24);
  });

  test("the rounding of a factor does not grow with depth", async () => {
    const depth = 120;
    const sizes = [1, ...Array.from({ length: depth }, () => 1), 1];
    // One unit of weight 1 a layer: nothing rounds but the factor, whose float32 is off by 2^-26.6 of it.
    const factor = 1 + 2 ** -24.1;
    const network: Network = {
      ...randomNetwork(sizes, "identity"),
      weights: sizes.slice(1).map(() => Float64Array.of(1)),
      weightStd: sizes.slice(1).map(() => factor),
    };
    const inputs = Float64Array.of(1, 3);
    const ours = await engines[form].forwardStatistics(network, inputs);
    const theirs = await cpu.forwardStatistics(network, inputs);
    const last = relativeError(ours.layers.at(-1)!.mean, theirs.layers.at(-1)!.mean);
    // Each of 120 layers rounds once more, as a random walk: sqrt(120) · 2^-24 at the most likely; the lost part is 120 · 2^-24.
    expect(last).toBeLessThan(40 * 2 ** -24);
  });

  test("new biases are taken although the weights stay", async () => {
    const network = randomNetwork([1, 9, 9, 1], "tanh", { biases: true });
    const inputs = normals(3, 12);
    await engines[form].forwardStatistics(network, inputs);
    const other = { ...network, biases: network.biases!.map((bias) => bias.map((value) => value + 1)) };
    const [ours, theirs] = [
      await engines[form].forwardStatistics(other, inputs),
      await cpu.forwardStatistics(other, inputs),
    ];
    expect(worstStd(ours.layers, theirs.layers)).toBeLessThan(SHALLOW);
  });

  test("a histogram of one unit and few examples lies where the shader looks for it", async () => {
    const network = randomNetwork([1, 3, 1], "relu");
    const options = { histogram: { layer: 0, bins: 8 } };
    const inputs = Float64Array.of(0.5, -1, 2, 0, 1.25);
    const ours = (await engines[form].forwardStatistics(network, inputs, options)).histogram!;
    const theirs = (await cpu.forwardStatistics(network, inputs, options)).histogram!;
    expect([ours.counts, ours.zeros]).toEqual([theirs.counts, theirs.zeros]);
    await expect(
      engines[form].forwardStatistics(network, inputs, { histogram: { layer: 2, bins: 8 } }),
    ).rejects.toThrow("layer is 2; it must be from 0, the input, to 1");
  });

  test("a magnitude that ten bytes cannot tell is an error, not a zero", async () => {
    const sizes = [1, ...Array.from({ length: 513 }, () => 1), 1];
    const network: Network = {
      ...randomNetwork(sizes, "identity"),
      weights: sizes.slice(1).map(() => Float64Array.of(1)),
      weightStd: sizes.slice(1).map(() => 2 ** 512),
    };
    await expect(engines[form].forwardStatistics(network, Float64Array.of(1, 1.5))).rejects.toThrow("not finite");
  });

  test("the picture shows the faintest unit of a layer that lives", async () => {
    const network = randomNetwork([1, 40, 40, 40, 1], "tanh", { gain: 400 });
    const inputs = normals(4, 8);
    const ours = (await engines[form].signalStatistics(network, inputs, inputs, { picture: true })).picture!;
    const theirs = (await cpu.signalStatistics(network, inputs, inputs, { picture: true })).picture!;
    const silent = (values: Float32Array): number[] =>
      [...values].flatMap((value, at) => (value === -Infinity ? [at] : []));
    // Gradients 2^-64 and more below the layer's largest, whose squares leave float32.
    expect(Math.min(...[...theirs.gradPreactivation].filter(Number.isFinite))).toBeLessThan(-64);
    expect(silent(ours.gradPreactivation)).toEqual(silent(theirs.gradPreactivation));
  });

  test("examples in several batches, of few steps each, give to the bit what one dispatch gives", async () => {
    const network = randomNetwork([2, 64, 64, 1], "relu");
    const inputs = normals(8, 2 * 700);
    const { context } = first;
    // Four tiles of a step of 64 x 64 each, in columns; of all their steps, in tiles.
    const split = new GpuEngine(context, [new FusedPath(context, form, form === "columns" ? 3e5 : 1.2e6)]);
    const whole = await engines[form].signalStatistics(network, inputs, inputs);
    const parts = await split.signalStatistics(network, inputs, inputs);
    expect(split.trace!.dispatches).toBeGreaterThan(20);
    expect(parts).toEqual(whole);
  });
});

test("the flagship takes two dispatches in the form for hardware, one submission, and at most 1 KB back", async () => {
  const network = randomNetwork([1, ...Array.from({ length: 50 }, () => 80), 1], "relu");
  await engines.tiles.signalStatistics(network, normals(1, 16), normals(2, 8));
  expect(engines.tiles.trace).toMatchObject({ dispatches: 2, submits: 1 });
  expect(engines.tiles.trace!.bytesReadBack).toBeLessThanOrEqual(1024);
});
