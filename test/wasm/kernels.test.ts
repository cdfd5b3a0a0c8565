import { describe, expect, test } from "vitest";
import { CpuKernels } from "../../src/cpu/cpuKernels.ts";
import { verifyKernels } from "../../src/experiments/verify.ts";
import { KERNELS } from "../../src/model/kernels.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { hasRelaxedSimd } from "../../src/wasm/kernelModule.ts";
import { openWasmKernels } from "../../src/wasm/wasmKernels.ts";

const info = { kind: "wasm", adapter: "WebAssembly SIMD", software: false } as const;
/** Node has relaxed SIMD from version 22 on, or with its flag. */
const BUILDS = hasRelaxedSimd() ? [false, true] : [false];

describe.each(BUILDS)("with relaxed SIMD: %s", (relaxed) => {
  test("every kernel agrees with float64 on every shape", async () => {
    const report = await verifyKernels(await openWasmKernels(relaxed), new CpuKernels(), info);
    expect(report.cases.filter(({ maxError, bound }) => !(maxError <= bound))).toEqual([]);
    expect(report.passed).toBeGreaterThanOrEqual(200);
    expect(new Set(report.cases.map(({ kernel }) => kernel))).toEqual(new Set(KERNELS));
  });

  test.each(NONLINEARITY_IDS)("%s has a value and a slope everywhere", async (id) => {
    const extremes = Float64Array.of(1e6, -1e6, 88, -88, 1e-30, -1e-30, 0, 3e38, -3e38, 1e300, -1e-300);
    const columns = extremes.length;
    const z = { rows: 1, columns, mantissa: extremes, exponent: new Int32Array(columns) };
    const one = { rows: 1, columns, mantissa: new Float64Array(columns).fill(1), exponent: new Int32Array(columns) };
    const kernels = await openWasmKernels(relaxed);
    const { mantissa } = await kernels.activate(id, z);
    const slopes = await kernels.gradPreactivation(id, one, z);
    expect([...mantissa, ...slopes.mantissa].every(Number.isFinite)).toBe(true);
  });
});
