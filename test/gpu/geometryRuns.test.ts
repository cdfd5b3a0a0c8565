import { afterAll, beforeAll, expect, test } from "vitest";
import { CpuGeometry } from "../../src/cpu/geometry/cpuGeometry.ts";
import { runCircle } from "../../src/experiments/theory/circle.ts";
import { runIsometry } from "../../src/experiments/theory/isometry.ts";
import { DEFAULT_THEORY_CONFIG } from "../../src/experiments/theory/theoryConfig.ts";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { GpuGeometry } from "../../src/gpu/geometry/gpuGeometry.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";

const cpu = new CpuGeometry();
let handle: GPU;
let context: GpuContext;
let gpu: GpuGeometry;
beforeAll(async () => {
  handle = await requestTestGpu();
  context = (await openContext(handle))!;
  gpu = new GpuGeometry(context);
});
afterAll(() => context.destroy());

/** Products of 100 roundings of float32 that walk at random, in each of ten layers. */
const ROUNDING = 10 * 100 * 2 ** -24;

function expectNear(ours: number | null, theirs: number | null, bound: number, where: string): void {
  if (ours === null || theirs === null) expect(ours).toBe(theirs);
  else expect(!(Math.abs(ours - theirs) <= bound), `${where}: ${ours}, not ${theirs}`).toBe(false);
}

test.each([
  ["relu", 2, 0],
  ["tanh", 1.69, 0.09],
] as const)("a circle of %s at (%d, %d) is the one of float64", async (activation, sigmaW2, sigmaB2) => {
  const config = { ...DEFAULT_THEORY_CONFIG, activation, sigmaW2, sigmaB2, depth: 10, width: 100, points: 24 };
  const [ours, theirs] = [await runCircle(gpu, config), await runCircle(cpu, config)];
  expect(ours.engine).toEqual(context.info);
  expect(ours.layers.length).toBe(11);
  ours.layers.forEach((layer, index) => {
    const other = theirs.layers[index]!;
    expectNear(layer.lnQ, other.lnQ, ROUNDING, `ln q of layer ${index}`);
    expectNear(layer.quarterCorrelation, other.quarterCorrelation, ROUNDING, `correlation in layer ${index}`);
    expectNear(layer.quarterRms, other.quarterRms, ROUNDING, `right angles in layer ${index}`);
    // Each of 24 sides is a difference of two products, over twice its own length.
    expectNear(layer.length, other.length, (24 * ROUNDING) / (other.length! / 24), `length in layer ${index}`);
    layer.shares.forEach((share, axis) => expectNear(share, other.shares[axis]!, 24 * ROUNDING, `share ${axis}`));
    // A direction turns by rounding over the distance of the shares, which alignment takes back in part.
    const gap = 0.5 * Math.abs(other.shares[1]! - other.shares[2]!);
    layer.projection.forEach(([x, y], point) => {
      expectNear(x, other.projection[point]![0], (24 * ROUNDING) / gap, `x of point ${point} in layer ${index}`);
      expectNear(y, other.projection[point]![1], (24 * ROUNDING) / gap, `y of point ${point} in layer ${index}`);
    });
  });
});

test("ReLU's spectra have as many zeros as in float64, and the same largest values and variance", async () => {
  const config = { ...DEFAULT_THEORY_CONFIG, depth: 10, width: 100, weights: ["gaussian", "orthogonal"] as const };
  const [ours, theirs] = [await runIsometry(gpu, config), await runIsometry(cpu, config)];
  ours.spectra.forEach((spectrum, index) => {
    const other = theirs.spectra[index]!;
    expect(spectrum.theory).toEqual(other.theory);
    expectNear(spectrum.lnMeanSquare, other.lnMeanSquare, 2 * ROUNDING, "mean square");
    expectNear(spectrum.variance, other.variance, 4 * ROUNDING * (other.variance! + 1), "variance");
    expectNear(spectrum.lnSingularValues[0]!, other.lnSingularValues[0]!, ROUNDING, "largest");
    // Float64 tells smaller ones from zero: those that float32 cannot lie below its resolution, 32 · 2^-24.
    expect(spectrum.zeros).toBeGreaterThanOrEqual(other.zeros);
    const floor = other.lnSingularValues[0]! + Math.log(2 * 32 * 2 ** -24);
    expect(spectrum.zeros).toBeLessThanOrEqual(100 - other.lnSingularValues.filter((value) => value > floor).length);
  });
});
