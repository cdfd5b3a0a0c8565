import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { candidates } from "../../src/gpu/matmul/choice.ts";
import { GpuMatmul } from "../../src/gpu/matmul/gpuMatmul.ts";
import { type MatmulVariant, tileOf, variantName } from "../../src/gpu/matmul/variant.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { normals } from "../support/matrices.ts";

let context: GpuContext;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
});
afterAll(() => context.destroy());

/** Every variant that a tuning may try on any machine that SwiftShader can stand for. */
const VARIANTS = new Map<string, MatmulVariant>();
for (const software of [true, false]) {
  for (const subgroups of [true, false]) {
    for (const variant of candidates({ adapter: "any", software, subgroups })) {
      VARIANTS.set(variantName(variant), variant);
    }
  }
}

/** Largest |C - A B| over k · 2^-24 · Σ |a| |b|, element by element (Higham 2002, section 3.1): at most 1 to first order. */
function worstError(c: Float32Array, a: Float32Array, b: Float32Array, [m, k, n]: Shape): number {
  let worst = 0;
  for (let row = 0; row < m; row += 1) {
    for (let column = 0; column < n; column += 1) {
      let [sum, size] = [0, 0];
      for (let i = 0; i < k; i += 1) {
        const term = a[row * k + i]! * b[i * n + column]!;
        sum += term;
        size += Math.abs(term);
      }
      const error = Math.abs(c[row * n + column]! - sum) / (k * 2 ** -24 * size);
      if (!(error <= worst)) worst = Number.isNaN(error) ? Infinity : error;
    }
  }
  return worst;
}

type Shape = readonly [m: number, k: number, n: number];

function transpose(values: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: rows * columns },
    (_, at) => values[(at % rows) * columns + Math.floor(at / rows)]!,
  );
}

describe.each([...VARIANTS.keys()])("%s", (name) => {
  const variant = VARIANTS.get(name)!;
  const [rows, columns] = tileOf(variant);
  const shapes: Shape[] = [
    [1, 1, 1],
    [rows, 16, columns],
    [rows + 1, 17, columns + 1],
    [79, 81, 83],
    [5, 2000, 7],
    [2, 3, 150],
    [150, 3, 2],
  ];

  test.each(shapes)("(%i, %i, %i) agrees with float64, A and Aᵀ", async (m, k, n) => {
    const a = Float32Array.from(normals(m * k, 1));
    const b = Float32Array.from(normals(k * n, 2));
    for (const transposed of [false, true]) {
      const given = transposed ? transpose(a, m, k) : a;
      const product = await GpuMatmul.prepare(context, { m, k, n }, given, b, { variant, transposed });
      await product.run();
      const error = worstError(await product.read(), a, b, [m, k, n]);
      product.destroy();
      expect(error <= 1, `transposed ${transposed}: ${error}`).toBe(true);
    }
  });
});
