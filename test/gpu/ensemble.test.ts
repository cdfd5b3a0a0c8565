import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CpuEnsembles } from "../../src/cpu/ensemble/cpuEnsembles.ts";
import { fanLayer } from "../../src/experiments/theory/fan.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { ensembleShape } from "../../src/gpu/ensemble/ensembleShape.ts";
import { GpuEnsembles } from "../../src/gpu/ensemble/gpuEnsembles.ts";
import type { EnsembleConfig } from "../../src/model/ensemble.ts";
import { LimitError } from "../../src/model/limitError.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { ensembleWords } from "../../src/random/ensembleWords.ts";
import { layerFactor } from "../../src/theory/finiteWidth.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { type Quantity, collect, ensembleConfig, varianceError } from "../support/ensembles.ts";

const cpu = new CpuEnsembles(ensembleWords);
let context: GpuContext;
let gpu: GpuEnsembles;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
  gpu = new GpuEnsembles(context);
});
afterAll(() => {
  gpu.destroy();
  context.destroy();
});

const QUANTITIES: readonly Quantity[] = ["lnM", "lnQ", "c", "lnGradient"];
const ALL = { pair: true, gradient: true } as const;

/**
 * What float32 may do to a logarithm or a correlation in one layer: each weight is 15 · 2^-24 off at most (see
 * philox.test.ts), which a square doubles; sums of `width` products are made in four parts, width / 4 roundings each,
 * as are the sums of squares; φ and φ′ are good to some 8 roundings.
 */
function layerError(width: number): number {
  return (2 * 15 + width + 16) * 2 ** -24;
}

/** The largest difference over what so many layers may do; Infinity where one is finite and the other is not. */
async function worst(config: EnsembleConfig, ours: GpuEnsembles, options = ALL): Promise<number> {
  const [a, b] = [await collect(ours, config, options), await collect(cpu, config, options)];
  const bound = layerError(config.width);
  let most = 0;
  for (const key of QUANTITIES) {
    expect(a[key].length).toBe(b[key].length);
    for (const [index, value] of a[key].entries()) {
      const [expected, layer] = [b[key][index]!, index % (config.depth + 1)];
      if (Object.is(value, expected)) continue;
      // The way back adds its own layers to those of the way there.
      const layers = key === "lnGradient" ? 2 * config.depth - layer : layer;
      const error = Math.abs(value - expected) / (bound * Math.max(1, layers));
      if (!(error <= most)) most = Number.isNaN(error) ? Infinity : error;
    }
  }
  return most;
}

describe("each network on the GPU is the float64 network", () => {
  test.each([
    [1, 3, 9],
    [2, 3, 4],
    [3, 3, 4],
    [5, 3, 3],
    [6, 4, 3],
    [7, 4, 17],
    [64, 4, 5],
    [80, 4, 33],
    [257, 2, 2],
    [512, 2, 1],
  ])("%i wide, %i deep, %i of them", async (width, depth, networks) => {
    expect(await worst(ensembleConfig({ width, depth, networks, sigmaB2: 0.1, seed: 3 }), gpu)).toBeLessThan(1);
  });

  test.each(NONLINEARITY_IDS)("%s, with biases and without", async (activation) => {
    for (const sigmaB2 of [0, 0.2]) {
      const config = ensembleConfig({ activation, width: 21, depth: 4, networks: 3, sigmaW2: 1.5, sigmaB2, seed: 7 });
      expect(await worst(config, gpu)).toBeLessThan(1);
    }
  });

  test("also without the pair, without the gradient, and without both", async () => {
    const config = ensembleConfig({ width: 13, networks: 4, seed: 4_294_967_295 });
    const whole = await collect(gpu, config, ALL);
    for (const options of [{ pair: true }, { gradient: true }, {}]) {
      const part = await collect(gpu, config, options);
      expect(part.lnM).toEqual(whole.lnM);
      expect(part.lnQ).toEqual("pair" in options ? whole.lnQ : []);
      expect(part.lnGradient).toEqual("gradient" in options ? whole.lnGradient : []);
    }
  });

  test("in however many batches and dispatches, and with a hardware's threads", async () => {
    const config = ensembleConfig({ width: 40, depth: 5, networks: 11, sigmaB2: 0.1 });
    const whole = await collect(gpu, config, ALL);
    // One step of two networks a dispatch.
    const small = new GpuEnsembles(context, { flopPerDispatch: 2.5 * 130 * 40 * 44, flopPerSubmission: 4e5 });
    const pieces = await collect(small, config, ALL);
    small.destroy();
    expect(pieces.pieces).toBe(6);
    for (const key of QUANTITIES) expect(pieces[key]).toEqual(whole[key]);
    const info = { ...context.info, software: false };
    const hardware = new GpuEnsembles(
      new Proxy(context, { get: (target, key) => (key === "info" ? info : bound(target, key)) }),
    );
    expect(await worst(config, hardware)).toBeLessThan(1);
    hardware.destroy();
  });

  /** A member of the context itself, whose private parts a proxy does not have. */
  function bound(target: GpuContext, key: string | symbol): unknown {
    const member: unknown = Reflect.get(target, key, target);
    return typeof member === "function" ? (member.bind(target) as unknown) : member;
  }

  test.each([1, 0, -1])("with inputs of correlation %i", async (correlation) => {
    for (const width of [8, 9]) expect(await worst(ensembleConfig({ correlation, width }), gpu)).toBeLessThan(1);
  });
});

describe("at any magnitude", () => {
  test.each([
    ["relu", 1e6],
    ["relu", 1e-6],
    ["identity", 1e6],
    ["gelu", 1e6],
    ["gelu", 1e-6],
    ["softsign", 1e-6],
    ["sigmoid", 1e-6],
  ] as const)("%s at a variance of %f is followed through 200 layers", async (activation, sigmaW2) => {
    const config = ensembleConfig({ activation, sigmaW2, depth: 200, width: 12, networks: 2, seed: 5 });
    expect(await worst(config, gpu)).toBeLessThan(1);
  });

  test("tanh at 1e6 is followed until it turns chaotic", async () => {
    // Each layer makes a difference √chi1 larger, about 25 here; the way back goes by what the way there has become.
    const config = ensembleConfig({ activation: "tanh", sigmaW2: 1e6, depth: 200, width: 12, networks: 2 });
    const [ours, theirs] = [await collect(gpu, config, ALL), await collect(cpu, config, ALL)];
    for (let network = 0; network < config.networks; network += 1) {
      const first = network * (config.depth + 1) + 1;
      expect(Math.abs(ours.lnM[first]! - theirs.lnM[first]!)).toBeLessThan(25 * layerError(12));
    }
    expect(ours.lnGradient.every(Number.isFinite)).toBe(true);
    // φ′ falls off as e^(-2 |z|) where units are far out, beyond what float64 holds.
    expect(Math.min(...ours.lnGradient)).toBeLessThan(-2000);
  });

  test("the factor on the weights is off to neither side, layer after layer", async () => {
    // √(1 / 33) rounded to float32 is 0.37 · 2^-24 too large: ln M gains twice that a layer, 150 · 2^-24 in 200, more than
    // the other roundings add up to at random, as √200. At a variance of 33 the factor is 1, the weights
    // and their errors are the same, and ln M is 200 ln 33 larger: as many networks lie above as below, but for chance.
    const [depth, width, networks] = [200, 33, 64];
    const shape = { activation: "identity", depth, width, networks } as const;
    const rounded = await collect(gpu, ensembleConfig({ ...shape, sigmaW2: 1 }), { gradient: true });
    const exact = await collect(gpu, ensembleConfig({ ...shape, sigmaW2: width }), { gradient: true });
    for (const [key, layer] of [
      ["lnM", depth],
      ["lnGradient", 0],
    ] as const) {
      const isAbove = (_: unknown, network: number): boolean => {
        const at = network * (depth + 1) + layer;
        return rounded[key][at]! + depth * Math.log(width) > exact[key][at]!;
      };
      const above = Array.from({ length: networks }, isAbove).filter(Boolean).length;
      // Four standard deviations of a binomial of 64 halves.
      expect(Math.abs(above - networks / 2), key).toBeLessThan(4 * Math.sqrt(networks / 4));
    }
  });

  test("silent networks are -Infinity, as in float64", async () => {
    const config = ensembleConfig({ width: 1, depth: 6, networks: 40 });
    const { lnM, lnGradient } = await collect(gpu, config, ALL);
    expect(lnM.filter((ln) => ln === -Infinity).length).toBeGreaterThan(50);
    expect(lnGradient.filter((ln) => ln === -Infinity).length).toBeGreaterThan(50);
    expect(await worst(config, gpu)).toBeLessThan(1);
    // A bias brings back a network that was silent a layer before.
    const revived = ensembleConfig({ width: 1, depth: 6, networks: 40, sigmaW2: 0, sigmaB2: 0.5 });
    expect(await worst(revived, gpu)).toBeLessThan(1);
    expect(await worst(ensembleConfig({ sigmaW2: 0 }), gpu)).toBeLessThan(1);
  });
});

test.each([0, 1, 2])("many networks are what theory says exactly, seed %i", async (seed) => {
  // Seeds fixed before any result was seen; depth · 5 / width is 0.5.
  const [depth, width, networks] = [4, 40, 2000];
  const { lnM } = await collect(gpu, ensembleConfig({ depth, width, networks, seed }));
  const factor = layerFactor({ activation: "relu", sigmaW2: 2, sigmaB2: 0 }, width)!;
  for (let layer = 1; layer <= depth; layer += 1) {
    const logs = Float64Array.from({ length: networks }, (_, k) => lnM[k * (depth + 1) + layer]!);
    const own = fanLayer(layer, logs.toSorted());
    const variance = layer * factor.varianceLog;
    expect(Math.abs(own.mean! - 1)).toBeLessThan(4 * own.standardError!);
    expect(Math.abs(own.secondMoment! - (1 + 5 / width) ** layer)).toBeLessThan(4 * own.secondMomentError!);
    expect(Math.abs(own.meanLog! - layer * factor.meanLog)).toBeLessThan(4 * Math.sqrt(variance / networks));
    expect(Math.abs(own.varianceLog! - variance)).toBeLessThan(4 * varianceError(logs));
  }
});

describe("what it asks of the GPU", () => {
  test("is given back", async () => {
    const alive = new Set<GPUBuffer>();
    const { device } = context;
    const create = device.createBuffer.bind(device);
    device.createBuffer = (descriptor) => {
      const buffer = create(descriptor);
      const destroy = buffer.destroy.bind(buffer);
      buffer.destroy = () => {
        alive.delete(buffer);
        return destroy();
      };
      alive.add(buffer);
      return buffer;
    };
    const own = new GpuEnsembles(context);
    await collect(own, ensembleConfig({}), ALL);
    const held = alive.size;
    expect(held).toBeGreaterThan(0);
    await collect(own, ensembleConfig({ sigmaW2: 3, seed: 9 }), ALL);
    expect(alive.size, "a new variance and seed need no new buffers").toBe(held);
    await collect(own, ensembleConfig({ depth: 9 }), ALL);
    expect(alive.size, "another shape takes the place of the first").toBe(held);
    own.destroy();
    expect(alive.size).toBe(0);
    device.createBuffer = create;
  });

  test("ends with an abort, and the next run is whole", async () => {
    const controller = new AbortController();
    const config = ensembleConfig({ width: 64, depth: 50, networks: 4000 });
    let progress = 0;
    const run = collect(gpu, config, {
      signal: controller.signal,
      onProgress: (fraction) => {
        progress = fraction;
        controller.abort(new Error("enough"));
      },
    });
    await expect(run).rejects.toThrow("enough");
    expect(progress).toBeLessThan(0.5);
    expect(await worst(ensembleConfig({ networks: 7 }), gpu)).toBeLessThan(1);
  });

  test("keeps to a dispatch's limit, also where one network alone is large", () => {
    const limits = { flopPerDispatch: 2e8, flopPerSubmission: 4e9 };
    for (const [depth, width, networks] of [
      [50, 80, 10_000],
      [200, 512, 10],
      [1, 1, 1_000_000],
    ] as const) {
      const shape = ensembleShape({ depth, width, networks }, ALL, true, limits);
      expect(shape.ranges[0]![0]).toBe(1);
      expect(shape.ranges.at(-1)![1]).toBe(2 * depth + 1);
      for (const [first, end] of shape.ranges) expect((end - first) * shape.stepFlop).toBeLessThanOrEqual(2e8);
    }
  });

  test("is refused where one network has no room", async () => {
    const config = ensembleConfig({ width: 5_000_000, depth: 200 });
    expect(() => gpu.assertFits(config)).toThrow(LimitError);
    await expect(collect(gpu, config, ALL)).rejects.toThrow(
      /^The networks' preactivations would take [^\n]*Choose a smaller/,
    );
  });
});
