import { describe, expect, test } from "vitest";
import { CpuKernels } from "../../src/cpu/cpuKernels.ts";
import { verifyKernels } from "../../src/experiments/verify.ts";
import { KERNELS } from "../../src/model/kernels.ts";
import type { ScaledMatrix } from "../../src/model/scaled.ts";

const reference = new CpuKernels();
const info = { kind: "cpu", adapter: "float64", software: false } as const;

/** One value of the matrix off by a factor. */
function spoiled(matrix: ScaledMatrix, factor: number): ScaledMatrix {
  const mantissa = matrix.mantissa.slice();
  const largest = mantissa.reduce((at, value, index) => (Math.abs(value) > Math.abs(mantissa[at]!) ? index : at), 0);
  mantissa[largest] = mantissa[largest]! * factor;
  return { ...matrix, mantissa };
}

/** The reference with one kernel wrong by `factor` in its largest value. */
function faulty(kernel: (typeof KERNELS)[number], factor: number): CpuKernels {
  const kernels = new CpuKernels();
  const wrong = async (...args: never[]) => {
    const result: unknown = await (reference[kernel] as (...all: never[]) => Promise<unknown>).apply(reference, args);
    const value = result as Record<string, unknown>;
    if ("mantissa" in value) return spoiled(value as unknown as ScaledMatrix, factor);
    if ("gradient" in value) return { ...value, gradient: spoiled(value["gradient"] as ScaledMatrix, factor) };
    if ("counts" in value) return { ...value, below: (value["below"] as number) + 40 * (factor - 1) };
    const std = value["std"] as { mantissa: number; exponent: number };
    return { ...value, std: { ...std, mantissa: std.mantissa * factor } };
  };
  return Object.assign(kernels, { [kernel]: wrong });
}

describe("verifyKernels", () => {
  test("passes the reference against itself, in over 200 cases", async () => {
    const report = await verifyKernels(reference, reference, info);
    expect(report.failed).toBe(0);
    expect(report.passed).toBeGreaterThanOrEqual(200);
  });

  test.each(KERNELS)("notices a wrong %s", async (kernel) => {
    const report = await verifyKernels(faulty(kernel, 2), reference, info);
    const failed = report.cases.filter(({ maxError, bound }) => !(maxError <= bound));
    expect(new Set(failed.map((row) => row.kernel))).toEqual(new Set([kernel]));
    // All but the cases whose largest value is 0, or too few to fill a bin.
    expect(failed.length).toBeGreaterThan(report.cases.filter((row) => row.kernel === kernel).length / 2);
  });

  test("notices NaN", async () => {
    const report = await verifyKernels(faulty("affine", NaN), reference, info);
    expect(report.failed).toBeGreaterThan(10);
  });
});
