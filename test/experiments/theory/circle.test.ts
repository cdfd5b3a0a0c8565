import { describe, expect, it } from "vitest";
import { CpuGeometry } from "../../../src/cpu/geometry/cpuGeometry.ts";
import { assertCircleFits, runCircle } from "../../../src/experiments/theory/circle.ts";
import type { CircleConfig, CircleLayer } from "../../../src/experiments/theory/circleReport.ts";
import { type CurvePoint, alignedPoints, mainDirections } from "../../../src/experiments/theory/planeCurve.ts";
import { DEFAULT_THEORY_CONFIG } from "../../../src/experiments/theory/theoryConfig.ts";
import { LimitError } from "../../../src/model/limitError.ts";
import { scaled } from "../../../src/model/scaled.ts";
import { meanField } from "../../../src/theory/meanField.ts";
import { meanFieldProfile } from "../../../src/theory/profile.ts";

const geometry = new CpuGeometry();
const BASE: CircleConfig = { ...DEFAULT_THEORY_CONFIG, depth: 6, width: 100, points: 16 };

/** (n, n) dot products. */
function gramOf(vectors: readonly (readonly number[])[]): Float64Array {
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, unit) => sum + value * b[unit]!, 0);
  return Float64Array.from(vectors.flatMap((a) => vectors.map((b) => dot(a, b))));
}

function circlePoints(count: number, radius: number): [number, number][] {
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

describe("main directions", () => {
  it("find an ellipse in three dimensions, wherever it lies", () => {
    const vectors = circlePoints(12, 1).map(([x, y]) => [5, 3 * x + 1, 2 * y - 4]);
    const { points, shares } = mainDirections(gramOf(vectors), 12, 8, 1e-12);
    expect(shares.length).toBe(8);
    [9 / 13, 4 / 13, 0, 0].forEach((share, axis) => expect(shares[axis]).toBeCloseTo(share, 12));
    points.forEach(([x, y], index) => {
      expect(Math.abs(x)).toBeCloseTo(Math.abs(vectors[index]![1]! - 1), 12);
      expect(Math.abs(y)).toBeCloseTo(Math.abs(vectors[index]![2]! + 4), 12);
    });
  });

  it("draw one point where points differ by rounding alone", () => {
    const gram = new Float64Array(64).fill(1).map((value, index) => value + (index % 3) * 2 ** -52);
    const { points, shares } = mainDirections(gram, 8, 8, 2 ** -45);
    expect(shares).toEqual([]);
    expect(points).toEqual(Array.from({ length: 8 }, () => [0, 0]));
  });

  it.each([1, -1])("are turned back to where they lay, mirrored by %i", (mirror) => {
    const before: CurvePoint[] = [
      [3, 1],
      [-2, 0.5],
      [0, -4],
    ];
    const [c, s] = [Math.cos(2), Math.sin(2)];
    const moved = before.map(([x, y]): CurvePoint => [c * x - s * y, mirror * (s * x + c * y)]);
    alignedPoints(moved, before).forEach(([x, y], index) => {
      expect(x).toBeCloseTo(before[index]![0], 12);
      expect(y).toBeCloseTo(before[index]![1], 12);
    });
  });
});

/** The mean of a quantity over networks of fixed seeds, by layer, with its standard error. */
async function measured(config: CircleConfig, quantity: (layer: CircleLayer) => number) {
  const runs: number[][] = [];
  for (let seed = 0; seed < 12; seed += 1) {
    const { layers } = await runCircle(geometry, { ...config, seed });
    runs.push(layers.map(quantity));
  }
  return runs[0]!.map((_, layer) => {
    const values = runs.map((run) => run[layer]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
  });
}

describe("a circle", () => {
  it("begins as one, of mean square 1 and length 2π, point 0 to the right and a quarter of it above", async () => {
    const { layers } = await runCircle(geometry, BASE);
    const start = layers[0]!;
    expect(layers.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(start.lnQ).toBeCloseTo(0, 12);
    expect(start.quarterCorrelation).toBeCloseTo(0, 12);
    expect(start.length).toBeCloseTo(2 * 16 * Math.sin(Math.PI / 16), 12);
    expect(start.shares.slice(0, 2).map((share) => Number(share.toFixed(12)))).toEqual([0.5, 0.5]);
    circlePoints(16, 1).forEach(([x, y], point) => {
      expect(start.projection[point]![0]).toBeCloseTo(x, 12);
      expect(start.projection[point]![1]).toBeCloseTo(y, 12);
    });
  });

  it.each([
    ["relu", 2, 0],
    ["tanh", 2.5, 0.3],
    ["erf", 0.8, 0.2],
  ] as const)("of %s at (%d, %d): q and a quarter's correlation follow mean-field theory", async (...point) => {
    const [activation, sigmaW2, sigmaB2] = point;
    const config: CircleConfig = { ...BASE, activation, sigmaW2, sigmaB2, width: 200 };
    const theory = meanFieldProfile({ ...config, correlation: 0 });
    // Of order 1 / width a layer is left out in theory; the means of c and of ln q carry 5 / width a layer in ReLU networks.
    const order = (layer: number): number => (5 * layer) / config.width;
    const quarter = await measured(config, ({ quarterCorrelation }) => quarterCorrelation!);
    const lnQ = await measured(config, (layer) => layer.lnQ!);
    for (const [found, expected] of [
      [quarter, theory.c],
      [lnQ, theory.lnQ],
    ] as const) {
      found.forEach(({ mean, error }, layer) => {
        const distance = Math.abs(mean - expected[layer]!);
        expect(!(distance <= 4 * error + order(layer) + 1e-12), `layer ${layer}: ${mean}, not ${expected[layer]}`).toBe(
          false,
        );
      });
    }
  });

  it("flattens to a line in a narrow linear network, which the mean over its right angles does not see", async () => {
    const { layers } = await runCircle(geometry, { ...BASE, activation: "identity", sigmaW2: 1, width: 10, depth: 50 });
    // Right angles start at rounding of their cosine, and later open as much as they close.
    expect(layers[0]!.quarterRms).toBeLessThan(1e-12);
    const { quarterCorrelation, quarterRms, shares } = layers.at(-1)!;
    expect(Math.abs(quarterCorrelation!)).toBeLessThan(1e-12);
    expect(quarterRms).toBeGreaterThan(0.9);
    expect(shares[0]).toBeGreaterThan(0.99);
  });

  it("has an ellipse's own root mean square of right angles' cosines", async () => {
    // Semi-axes 2 and 1, seen at 8 points from θ = 0 on: cosines alternate between 0 and ±(4 - 1) / (4 + 1).
    const vectors = circlePoints(8, 1).map(([x, y]) => [2 * x, y]);
    const ellipse = new CpuGeometry();
    ellipse.grams = () => Promise.resolve([{ meanSquare: scaled(2.5), gram: gramOf(vectors) }]);
    const [layer] = (await runCircle(ellipse, { ...BASE, points: 8 })).layers;
    expect(layer!.quarterCorrelation).toBeCloseTo(0, 12);
    expect(layer!.quarterRms).toBeCloseTo(0.6 * Math.SQRT1_2, 12);
  });

  it("shrinks to a point in an ordered network, and grows long in a chaotic one", async () => {
    const point = { activation: "tanh", sigmaW2: 1, sigmaB2: 0.5 } as const;
    const ordered = await runCircle(geometry, { ...BASE, ...point, depth: 30 });
    const lengths = ordered.layers.map(({ length }) => length!);
    // Small distances are multiplied by √chi1 a layer; q comes to q* within the first few.
    const shrinkage = Math.log(lengths[29]! / lengths[9]!) / Math.log(meanField(point).chi1!);
    expect(Math.abs(shrinkage - 10)).toBeLessThan(1);
    const chaotic = await runCircle(geometry, { ...BASE, activation: "tanh", sigmaW2: 9, depth: 10, points: 64 });
    expect(chaotic.layers.at(-1)!.length!).toBeGreaterThan(3 * chaotic.layers[1]!.length!);
    expect(chaotic.layers.at(-1)!.shares[0]!).toBeLessThan(0.6 * chaotic.layers[1]!.shares[0]!);
  });

  it("is one point where rounding is all that is left, and stands still until then", async () => {
    const { layers } = await runCircle(geometry, {
      ...BASE,
      activation: "tanh",
      sigmaW2: 0.2,
      sigmaB2: 0.5,
      depth: 40,
    });
    const last = layers.at(-1)!;
    expect(last.shares).toEqual([]);
    expect(last.projection.every(([x, y]) => x === 0 && y === 0)).toBe(true);
    expect(last.quarterCorrelation).toBeCloseTo(1, 12);
    layers.slice(1, 10).forEach(({ projection }, index) => {
      const before = layers[index]!.projection;
      const product = projection.reduce((sum, [x, y], point) => sum + x * before[point]![0] + y * before[point]![1], 0);
      expect(product).toBeGreaterThan(0);
    });
  });

  it("has no numbers where a layer is zero", async () => {
    const { layers } = await runCircle(geometry, { ...BASE, sigmaW2: 0 });
    expect(layers[3]).toMatchObject({
      lnQ: null,
      shares: [],
      quarterCorrelation: null,
      quarterRms: null,
      length: null,
    });
    expect(layers[3]!.projection.length).toBe(16);
  });
});

describe("what is refused", () => {
  it("a circle that has no quarters, or no plane", () => {
    for (const points of [0, 4, 10, 260]) {
      const sentence = `points cannot be "${points}": it must be a multiple of 4 from 8 to 256.`;
      expect(() => assertCircleFits(geometry, { ...BASE, points })).toThrow(sentence);
    }
    expect(() => assertCircleFits(geometry, { ...BASE, width: 1 })).toThrow(
      'width cannot be "1": it must be 2 or more, as a circle needs two directions.',
    );
    expect(() => assertCircleFits(geometry, { ...BASE, width: 20_000 })).toThrow(LimitError);
  });

  it("stops with the signal's reason, and reports progress to its end", async () => {
    const reason = new Error("stop");
    await expect(runCircle(geometry, BASE, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const heard: number[] = [];
    await runCircle(geometry, BASE, { onProgress: (done) => heard.push(done) });
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  });
});
