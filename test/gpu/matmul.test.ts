import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GpuContext, openContext } from "../../src/gpu/context.ts";
import { GpuMatmul, type MatmulOptions } from "../../src/gpu/matmul/gpuMatmul.ts";
import { limitsAt, matmulParts } from "../../src/gpu/matmul/matmulParts.ts";
import { assertVariant, tileOf } from "../../src/gpu/matmul/variant.ts";
import { LimitError } from "../../src/model/limitError.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { VARIANTS } from "../support/matmulVariants.ts";
import { normals } from "../support/matrices.ts";

let context: GpuContext;
beforeAll(async () => {
  context = (await openContext(await requestTestGpu()))!;
});
afterAll(() => context.destroy());

type Shape = readonly [m: number, k: number, n: number];

function drawn(count: number, seed: number): Float32Array {
  return Float32Array.from(normals(count, seed));
}

/** A B by GpuMatmul; where transposed, A is stored so for it. */
async function product(
  [m, k, n]: Shape,
  a: Float32Array,
  b: Float32Array,
  options: MatmulOptions,
): Promise<Float32Array> {
  const stored =
    options.transposed === true ? Float32Array.from(a, (_, at) => a[(at % m) * k + Math.floor(at / m)]!) : a;
  const matmul = await GpuMatmul.prepare(context, { m, k, n }, stored, b, options);
  try {
    await matmul.run();
    return await matmul.read();
  } finally {
    matmul.destroy();
  }
}

/** Largest |C - A B| over k · 2^-24 · Σ |a| |b|, element by element: at most 1 to first order (Higham 2002, section 3.1). */
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

describe.each([...VARIANTS.keys()])("%s", (name) => {
  const variant = VARIANTS.get(name)!;
  const [rows, columns] = tileOf(variant);
  const shapes: Shape[] = [
    [1, 1, 1],
    [rows, 16, columns],
    [rows + 1, 20, columns + 1],
    [79, 81, 83],
    [5, 2000, 7],
    [2, 3, 150],
    [150, 3, 2],
  ];

  test.each(shapes)("(%i, %i, %i) agrees with float64, A and Aᵀ", async (...shape) => {
    const [m, k, n] = shape;
    const [a, b] = [drawn(m * k, 1), drawn(k * n, 2)];
    for (const transposed of [false, true]) {
      const error = worstError(await product(shape, a, b, { variant, transposed }), a, b, shape);
      expect(error <= 1, `transposed ${transposed}: ${error}`).toBe(true);
    }
  });

  test("equal rows of A and equal columns of B stay equal to the bit, wherever they stand", async () => {
    const shape: Shape = [rows + 9, 37, columns + 9];
    const [m, k, n] = shape;
    const [a, b] = [drawn(m * k, 3), drawn(k * n, 4)];
    const [equalRows, equalColumns] = [
      [0, 3, rows - 1, rows, m - 1],
      [0, 5, columns - 1, columns, n - 1],
    ];
    for (const row of equalRows) a.copyWithin(row * k, 0, k);
    for (let i = 0; i < k; i += 1) for (const column of equalColumns) b[i * n + column] = b[i * n]!;
    for (const transposed of [false, true]) {
      const c = await product(shape, a, b, { variant, transposed });
      for (const row of equalRows) expect(c.subarray(row * n, (row + 1) * n)).toEqual(c.subarray(0, n));
      for (let row = 0; row < m; row += 1) {
        expect(equalColumns.map((column) => c[row * n + column])).toEqual(equalColumns.map(() => c[row * n]));
      }
    }
  });
});

describe("a product", () => {
  test("in many dispatches is what one dispatch gives", async () => {
    const shape: Shape = [700, 900, 333];
    const [m, k, n] = shape;
    const variant = VARIANTS.get("registers-16x16-mat4x4-4x1")!;
    const limits = { flopPerDispatch: 2e8, flopPerSubmission: 4e9 };
    expect(matmulParts(variant, { m, k, n }, limits).length).toBe(3);
    const [a, b] = [drawn(m * k, 5), drawn(k * n, 6)];
    const whole = await product(shape, a, b, { variant });
    expect(await product([8, k, n], a.slice(-8 * k), b, { variant })).toEqual(whole.slice(-8 * n));
    expect(worstError(whole, a, b, shape) <= 1).toBe(true);
  });

  test("made many times is made once and again", async () => {
    const [a, b] = [drawn(12, 7), drawn(12, 8)];
    const matmul = await GpuMatmul.prepare(context, { m: 3, k: 4, n: 3 }, a, b);
    await matmul.run(5);
    expect(worstError(await matmul.read(), a, b, [3, 4, 3]) <= 1).toBe(true);
    matmul.destroy();
  });

  test("of the wrong lengths is refused, and so is one beyond the device, before anything is made", async () => {
    await expect(GpuMatmul.prepare(context, { m: 2, k: 0, n: 2 }, drawn(0, 1), drawn(0, 1))).rejects.toThrow(
      "a product's sides must be whole numbers from 1; they are 2, 0 and 2",
    );
    const huge = Object.defineProperty(new Float32Array(0), "length", { value: 2 ** 40 });
    const shape = { m: 2 ** 20, k: 2 ** 20, n: 1 };
    await expect(GpuMatmul.prepare(context, shape, huge, new Float32Array(2 ** 20))).rejects.toThrow(LimitError);
  });
});

test("a fast device gets a product in one dispatch, a slow one in parts that end in time", () => {
  const variant = VARIANTS.get("workgroup-8x8-fma-16x16-k16")!;
  const [shape, least] = [
    { m: 4096, k: 4096, n: 4096 },
    { flopPerDispatch: 5e9, flopPerSubmission: 1e11 },
  ];
  const dispatches = (speed: number): number => matmulParts(variant, shape, limitsAt(speed, least)).length;
  expect([1e9, 1e11, 1e12, 1e13].map(dispatches)).toEqual([32, 32, 3, 1]);
});

test("parts cover every workgroup once, also where one row of workgroups is too long", () => {
  const variant = VARIANTS.get("registers-16x16-mat4x4-4x1")!;
  for (const flopPerDispatch of [1, 1e5, 1e7, Infinity]) {
    const covered = new Set<string>();
    const parts = matmulParts(variant, { m: 150, k: 30, n: 1000 }, { flopPerDispatch, flopPerSubmission: 1 });
    for (const { first, workgroups } of parts) {
      for (let x = 0; x < workgroups[0]; x += 1) {
        for (let y = 0; y < workgroups[1]; y += 1) covered.add(`${first[0] + x},${first[1] + y}`);
      }
    }
    expect(covered.size).toBe(16 * 10);
    expect(parts.reduce((sum, { workgroups }) => sum + workgroups[0] * workgroups[1], 0)).toBe(160);
  }
});

test.each([
  [{ rows: 6 }, "multiple of 4"],
  [{ workgroup: [32, 16] as const }, "256 threads"],
  [{ quad: true }, "neighbours"],
  [{ tileK: 32 }, "workgroup memory"],
  [{ tileK: 0 }, "depth of tiles"],
  [{ workgroup: [12, 8] as const, columns: 1 }, "share out evenly"],
])("a variant with %o is refused", (change, reason) => {
  const variant = { ...VARIANTS.get("workgroup-8x8-fma-16x16-k16")!, ...change };
  expect(() => assertVariant(variant)).toThrow(reason);
});
