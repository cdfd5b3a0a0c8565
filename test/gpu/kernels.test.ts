import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CpuKernels } from "../../src/cpu/cpuKernels.ts";
import { verifyKernels } from "../../src/experiments/verify.ts";
import { activateDispatch } from "../../src/gpu/dispatches.ts";
import { GpuError } from "../../src/gpu/errors.ts";
import { type GpuEngine, openGpuEngine } from "../../src/gpu/gpuEngine.ts";
import { GpuKernels } from "../../src/gpu/gpuKernels.ts";
import { GpuMatrix } from "../../src/gpu/gpuMatrix.ts";
import { KernelScope } from "../../src/gpu/kernelScope.ts";
import { compilePassKernels } from "../../src/gpu/passKernels.ts";
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

test("the rows that fill up a multiple of 4 are zeroed, so that no stale value is carried on", async () => {
  const scope = new KernelScope(engine.context, await compilePassKernels(engine.context, "sigmoid"));
  const [z, out] = [new GpuMatrix(scope.pool, 5, 4), new GpuMatrix(scope.pool, 5, 4)];
  z.upload({ rows: 5, columns: 4, mantissa: new Float64Array(20).fill(1), exponent: new Int32Array(4) });
  out.fillWithSentinel();
  const received = vi.spyOn(out, "receive");
  const { kernels } = scope;
  await scope.run([activateDispatch(kernels.activate, 5, 4, z.slices, out.slices, scope.entries(4))], out);
  const rows = new Float32Array(received.mock.calls[0]![0], 0, 8 * 4);
  expect([...rows.subarray(20)]).toEqual(new Array(12).fill(0));
  scope.destroy();
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
