import { setFlagsFromString } from "node:v8";
import { describe, expect, it, test } from "vitest";
import { matmulCheck } from "../../src/bench/check.ts";
import { matmulWork } from "../../src/bench/work.ts";
import { matmulData } from "../../src/bench/workData.ts";
import { LimitError } from "../../src/model/limitError.ts";
import { wasmImplementation } from "../../src/ours/wasmImplementation.ts";
import { prepareProduct, productBytes } from "../../src/wasm/product.ts";

// Node 20 has relaxed SIMD behind this flag; browsers have it without.
setFlagsFromString("--experimental-wasm-relaxed-simd");

/** The largest |C - Ĉ| / (|A| |B|) over every element, against float64. */
function errorOf({ m, k, n }: { m: number; k: number; n: number }, a: Float32Array, b: Float32Array, c: Float32Array) {
  let worst = 0;
  for (let row = 0; row < m; row += 1) {
    for (let column = 0; column < n; column += 1) {
      let [sum, magnitude] = [0, 0];
      for (let inner = 0; inner < k; inner += 1) {
        const term = a[row * k + inner]! * b[inner * n + column]!;
        sum += term;
        magnitude += Math.abs(term);
      }
      // NaN stays: it is no error that passes.
      worst = Math.max(worst, Math.abs(c[row * n + column]! - sum) / magnitude);
    }
  }
  return worst;
}

/** k u / (1 - k u), u = 2^-24, for every order of summation (Higham 2002, equation 3.13). */
function boundOf(k: number): number {
  return (k * 2 ** -24) / (1 - k * 2 ** -24);
}

const SHAPES = [
  // One value; whole tiles and panels; all sides ragged; a long sum; one row, one column.
  [1, 1, 1],
  [4, 4, 8],
  [80, 80, 40],
  [79, 81, 83],
  [256, 2000, 9],
  [1, 300, 17],
  [5, 3, 1],
  // More rows than one block of A, and more panels than one piece, with an end of either.
  [70, 1030, 1501],
] as const;

describe.each([false, true])("with relaxed SIMD: %s", (relaxed) => {
  test.each(SHAPES)("(%d, %d) · (%d columns) agrees with float64", async (m, k, n) => {
    const shape = { m, k, n };
    const { a, b } = matmulData(matmulWork(m, k, n));
    const product = await prepareProduct(shape, a, b, relaxed);
    await product.run(1);
    const c = product.result();
    expect(c.length).toBe(m * n);
    expect(errorOf(shape, a, b, c)).toBeLessThanOrEqual(boundOf(k));
    // Sums begin anew each time.
    await product.run(2);
    expect(product.result()).toEqual(c);
  });
});

it("keeps infinities and values that are no numbers to their rows and columns", async () => {
  const [m, k, n] = [6, 5, 11];
  const { a, b } = matmulData(matmulWork(m, k, n));
  a[1 * k + 4] = Infinity;
  b[4 * n + 10] = NaN;
  const product = await prepareProduct({ m, k, n }, a, b);
  await product.run(1);
  product.result().forEach((value, place) => {
    const [row, column] = [Math.floor(place / n), place % n];
    if (column === 10) expect(value).toBeNaN();
    else if (row === 1) expect(Math.abs(value)).toBe(Infinity);
    else expect(value).toSatisfy(Number.isFinite);
  });
});

it("refuses matrices that are not of their shape", async () => {
  const values = new Float32Array(6);
  await expect(prepareProduct({ m: 2, k: 3, n: 3 }, values, values)).rejects.toThrow(
    new RangeError("A of 6 values and B of 6 are no (2, 3) and (3, 3) matrices"),
  );
  await expect(prepareProduct({ m: 0, k: 3, n: 2 }, new Float32Array(0), values)).rejects.toThrow(RangeError);
});

it("refuses what no module can address before it takes any memory", async () => {
  // 0.5 MiB of A and of B, but 16 GiB of C.
  const side = 2 ** 16;
  expect(productBytes({ m: side, k: 1, n: side })).toBeGreaterThan(2 ** 34);
  const refused = prepareProduct({ m: side, k: 1, n: side }, new Float32Array(side), new Float32Array(side));
  await expect(refused).rejects.toThrow(LimitError);
  await expect(refused).rejects.toThrow(
    /^This product takes 16 GiB in float32; the WebAssembly engine takes at most 2 GiB\. Choose smaller matrices\.$/,
  );
});

it("lets events through, and ends when it is disposed of", async () => {
  const work = matmulWork(200, 200, 200);
  const { a, b } = matmulData(work);
  const product = await prepareProduct(work, a, b);
  // It would take days.
  const running = product.run(1e9);
  setTimeout(() => product.dispose());
  await expect(running).rejects.toThrow("The product was disposed of.");
});

it("is the bench's own work, whose check passes it", async () => {
  const opened = await wasmImplementation.open();
  expect(opened.version).toBe("WebAssembly SIMD, 1 thread");
  const work = matmulWork(37, 90, 70);
  const data = matmulData(work);
  const prepared = await opened.matmul!(work, data);
  expect(await prepared.run(3)).toBeNull();
  const check = matmulCheck(work, data);
  expect(check.errorOf(await prepared.result())).toBeLessThanOrEqual(check.bound);
  prepared.dispose();
  await opened.close();
});
