import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CpuKernels } from "../../src/cpu/cpuKernels.ts";
import { verifyKernels } from "../../src/experiments/verify.ts";
import { GpuError } from "../../src/gpu/errors.ts";
import { type GpuEngine, openGpuEngine } from "../../src/gpu/gpuEngine.ts";
import { GpuKernels } from "../../src/gpu/gpuKernels.ts";
import { GpuMatrix } from "../../src/gpu/gpuMatrix.ts";
import { BufferPool } from "../../src/gpu/bufferPool.ts";
import { KERNELS } from "../../src/model/kernels.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";

let engine: GpuEngine;
beforeAll(async () => {
  engine = (await openGpuEngine(await requestTestGpu()))!;
});
afterAll(() => engine.destroy());

test("every kernel agrees with float64 on every shape", async () => {
  const report = await verifyKernels(new GpuKernels(engine.context), new CpuKernels(), engine.info);
  expect(report.cases.filter(({ maxError, bound }) => !(maxError <= bound))).toEqual([]);
  expect(report.passed).toBeGreaterThanOrEqual(200);
  expect(new Set(report.cases.map(({ kernel }) => kernel))).toEqual(new Set(KERNELS));
});

test("a value that no kernel wrote is reported", () => {
  const pool = new BufferPool(engine.context.device);
  const matrix = new GpuMatrix(pool, 2, 3);
  const bytes = new Uint32Array(4 * 4 + 4).fill(0x7fc0dead);
  matrix.receive(bytes.buffer);
  expect(() => matrix.take()).toThrow(GpuError);
  pool.destroy();
});

describe("φ at the extremes", () => {
  const extremes = Float64Array.of(1e6, -1e6, 88, -88, 1e-30, -1e-30, 0, 3e38, -3e38);
  test.each(NONLINEARITY_IDS)("%s has a value and a slope everywhere", async (id) => {
    const columns = extremes.length;
    const z = { rows: 1, columns, mantissa: extremes, exponent: new Int32Array(columns) };
    const one = { rows: 1, columns, mantissa: new Float64Array(columns).fill(1), exponent: new Int32Array(columns) };
    const kernels = new GpuKernels(engine.context);
    const { mantissa } = await kernels.activate(id, z);
    const slopes = await kernels.gradPreactivation(id, one, z);
    expect([...mantissa, ...slopes.mantissa].every(Number.isFinite)).toBe(true);
  });
});
