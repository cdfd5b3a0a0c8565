import { describe, expect, it } from "vitest";
import { drawPlan } from "../../../src/experiments/initializers/drawPlan.ts";
import { orthonormalColumns } from "../../../src/experiments/initializers/orthogonal.ts";
import { FRAMEWORKS } from "../../../src/model/initializer.ts";
import { drawNow } from "../../../src/random/drawing.ts";
import { JaxKey } from "../../../src/random/jax.ts";
import { NumpyLegacy } from "../../../src/random/numpyLegacy.ts";
import { openStream } from "../../../src/random/stream.ts";

/** Largest |M Mᵀ - I| of a wide matrix, or |Mᵀ M - I| of a tall one, (rows, columns) row-major. */
function departure(matrix: ArrayLike<number>, rows: number, columns: number): number {
  const wide = rows < columns;
  const [few, many] = wide ? [rows, columns] : [columns, rows];
  const entry = (one: number, along: number) => matrix[wide ? one * columns + along : along * columns + one]!;
  let largest = 0;
  for (let first = 0; first < few; first += 1) {
    for (let second = first; second < few; second += 1) {
      let sum = first === second ? -1 : 0;
      for (let along = 0; along < many; along += 1) sum += entry(first, along) * entry(second, along);
      largest = Math.max(largest, Math.abs(sum));
    }
  }
  return largest;
}

describe("orthonormalColumns", () => {
  it("gives Q by hand: of [[3, 1], [4, 2]] the columns (0.6, 0.8) and (-0.8, 0.6)", () => {
    // q1 = (3, 4) / 5; what is left of (1, 2) is 0.4 (-0.8, 0.6) / 0.4, on the positive side.
    const q = drawNow(orthonormalColumns([3, 1, 4, 2], 2, 2));
    [0.6, -0.8, 0.8, 0.6].forEach((value, index) => expect(q[index]).toBeCloseTo(value, 14));
  });

  it.each([
    [1, 1],
    [7, 1],
    [7, 7],
    [40, 13],
    [80, 80],
  ])("gives orthonormal columns with a positive diagonal of R, (%i, %i)", (rows, columns) => {
    const matrix = new Float64Array(rows * columns);
    new NumpyLegacy(rows + columns).fillNormal(matrix);
    const q = drawNow(orthonormalColumns(matrix, rows, columns));
    // Householder's departure is a small multiple of √columns · 2^-53.
    expect(departure(q, rows, columns)).toBeLessThan(1e-13);
    for (let first = 0; first < columns; first += 1) {
      for (let second = 0; second <= first; second += 1) {
        // R = Qᵀ A: zero below the diagonal, positive on it.
        let entry = 0;
        for (let row = 0; row < rows; row += 1) entry += q[row * columns + first]! * matrix[row * columns + second]!;
        if (first === second) expect(entry).toBeGreaterThan(0);
        else expect(Math.abs(entry)).toBeLessThan(1e-12);
      }
    }
  });
});

describe("orthogonal", () => {
  it.each(FRAMEWORKS)("is orthogonal to 1e-6 in %s, tall, wide and square, with a gain", (framework) => {
    for (const shape of [
      [60, 60],
      [90, 40],
      [40, 90],
      [1, 5],
    ] as const) {
      const plan = { kind: "orthogonal", gain: 1 } as const;
      const weight = drawNow(drawPlan(framework, openStream(framework, 3), plan, shape));
      expect(departure(weight, shape[0], shape[1]), shape.join()).toBeLessThan(1e-6);
      const twice = drawNow(drawPlan(framework, openStream(framework, 3), { ...plan, gain: 2 }, shape));
      expect([...twice]).toEqual([...weight].map((value) => 2 * value));
    }
  });

  it("is what JAX's documentation prints, signs and shape, to 2e-7", () => {
    // jax.nn.initializers.orthogonal()(PRNGKey(42), (2, 3)), legacy layout: XLA's QR is float32.
    const key = JaxKey.fromSeed(42, "legacy");
    const weight = drawNow(drawPlan("jax", key, { kind: "orthogonal", gain: 1 }, [2, 3]));
    const theirs = [3.9026976e-1, 7.2495741e-1, -5.6756169e-1, 8.8047469e-1, -4.7409311e-1, -1.3157725e-4];
    theirs.forEach((value, index) => expect(Math.abs(weight[index]! - value)).toBeLessThan(2e-7));
  });

  it("turns PyTorch's own shape on its side, where the others draw it tall", () => {
    // A wide weight of one row: the drawn numbers in their order, over their length, in either way.
    const plan = { kind: "orthogonal", gain: 1 } as const;
    const [rows, columns] = [2, 20];
    const drawn = drawNow(openStream("pytorch", 5).normal(rows * columns));
    const weight = drawNow(drawPlan("pytorch", openStream("pytorch", 5), plan, [rows, columns]));
    // The first row is the first drawn row over its length.
    const length = Math.hypot(...drawn.subarray(0, columns));
    for (let column = 0; column < columns; column += 1) {
      expect(weight[column]).toBeCloseTo(drawn[column]! / length, 6);
    }
    // Elsewhere it is the first drawn column of a tall matrix.
    const tall = drawNow(openStream("keras3", 5).normal(rows * columns));
    const other = drawNow(drawPlan("keras3", openStream("keras3", 5), plan, [rows, columns]));
    const first = Array.from({ length: columns }, (_, index) => tall[index * rows]!);
    for (let column = 0; column < columns; column += 1) {
      expect(other[column]).toBeCloseTo(first[column]! / Math.hypot(...first), 6);
    }
  });
});
