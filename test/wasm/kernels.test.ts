import { setFlagsFromString } from "node:v8";
import { describe, expect, test } from "vitest";
import { CpuKernels } from "../../src/cpu/cpuKernels.ts";
import { verifyKernels } from "../../src/experiments/verify.ts";
import { NONLINEARITY_ROUNDINGS, matrixError, nudged, sensitivity } from "../../src/experiments/verifyErrors.ts";
import { UNIT_ROUNDOFF } from "../../src/model/float32.ts";
import { KERNELS } from "../../src/model/kernels.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import type { ScaledMatrix } from "../../src/model/scaled.ts";
import { openWasmKernels } from "../../src/wasm/wasmKernels.ts";

// Node 20 has relaxed SIMD behind this flag; browsers have it without.
setFlagsFromString("--experimental-wasm-relaxed-simd");

/** (rows, columns) values of either sign, even steps of magnitudes from `least` to `largest`, each float32. */
function evenMatrix(rows: number, columns: number, least: number, largest: number): ScaledMatrix {
  const count = rows * columns;
  const mantissa = Float64Array.from({ length: count }, (_, index) => {
    const step = ((index * 7919) % count) / (count - 1);
    return Math.fround((index % 2 === 0 ? 1 : -1) * (least + (largest - least) * step));
  });
  return { rows, columns, mantissa, exponent: new Int32Array(columns) };
}

/** What the errors of φ(z), or of gradient · φ′(z), are relative to, as verify has it. */
async function sensitivityOf(
  z: ScaledMatrix,
  id: NonlinearityId,
  reference: CpuKernels,
  gradient: ScaledMatrix | null,
): Promise<ScaledMatrix> {
  const result = (matrix: ScaledMatrix) =>
    gradient === null ? reference.activate(id, matrix) : reference.gradPreactivation(id, gradient, matrix);
  const own = gradient === null ? z : { ...z, mantissa: z.mantissa.map((value, at) => value * gradient.mantissa[at]!) };
  return sensitivity(
    own,
    await result(z),
    await result(nudged(z, 1)),
    await result(nudged(z, -1)),
    id === "sine" ? 1 : 0,
  );
}

function expectClose(ours: ScaledMatrix, theirs: ScaledMatrix, scale: ScaledMatrix): void {
  expect(matrixError(ours, theirs, scale)).toBeLessThanOrEqual((NONLINEARITY_ROUNDINGS + 1) * UNIT_ROUNDOFF);
}

const info = { kind: "wasm", adapter: "WebAssembly SIMD", software: false } as const;
describe.each([false, true])("with relaxed SIMD: %s", (relaxed) => {
  test("every kernel agrees with float64 on every shape", async () => {
    const report = await verifyKernels(await openWasmKernels(relaxed), new CpuKernels(), info);
    expect(report.cases.filter(({ maxError, bound }) => !(maxError <= bound))).toEqual([]);
    expect(report.passed).toBeGreaterThanOrEqual(200);
    expect(new Set(report.cases.map(({ kernel }) => kernel))).toEqual(new Set(KERNELS));
  });

  test.each(NONLINEARITY_IDS)(
    "%s vector by vector agrees with float64, where float32 alone holds its values",
    async (id) => {
      const [kernels, reference] = [await openWasmKernels(relaxed), new CpuKernels()];
      // Up to just within and just beyond what vectors take; where all values are far out, tails set the scale.
      for (const [least, largest, columns] of [
        [0, 1e-6, 8],
        [0, 0.5, 8],
        [0, 3, 13],
        ...[8.9, 9.1, 11.9, 12.1, 16, 39.9, 40.1, 50, 79.9, 80.1, 95].map((z) => [0.99 * z, z, 8] as const),
        [0, 999, 16],
      ] as const) {
        const z = evenMatrix(30, columns, least, largest);
        const gradient = evenMatrix(30, columns, 0, 1);
        const [value, slope] = [await reference.activate(id, z), await reference.gradPreactivation(id, gradient, z)];
        expectClose(await kernels.activate(id, z), value, await sensitivityOf(z, id, reference, null));
        expectClose(
          await kernels.gradPreactivation(id, gradient, z),
          slope,
          await sensitivityOf(z, id, reference, gradient),
        );
      }
    },
  );

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
