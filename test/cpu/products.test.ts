import { describe, expect, it } from "vitest";
import { CpuKernels } from "../../src/cpu/cpuKernels.ts";
import { type ScaledMatrix, ZERO_EXPONENT, exponentOf, powerOfTwo } from "../../src/model/scaled.ts";
import { elementOf, matrixOf, normalMatrix, normals } from "../support/matrices.ts";

const kernels = new CpuKernels();

/** One element of a product: its terms over a common power of two, and that power. */
interface Terms {
  readonly terms: readonly number[];
  readonly exponent: number;
}

/** Each column's largest |mantissa| is in [1, 2), or the column is zero. */
function expectNormal({ rows, columns, mantissa, exponent }: ScaledMatrix): void {
  for (let column = 0; column < columns; column += 1) {
    const peak = Math.max(...Array.from({ length: rows }, (_, row) => Math.abs(mantissa[row * columns + column]!)));
    if (peak === 0) expect(exponent[column]).toBe(ZERO_EXPONENT);
    else expect(exponentOf(peak)).toBe(0);
  }
}

/**
 * Compares every element with a plain sum. n products and additions round by 2^-53 each of at most Σ |term|, here and
 * in the sum itself, and the factor std twice more.
 */
function expectProduct(product: ScaledMatrix, expected: (row: number, column: number) => Terms): void {
  for (let row = 0; row < product.rows; row += 1) {
    for (let column = 0; column < product.columns; column += 1) {
      const { terms, exponent } = expected(row, column);
      const sum = terms.reduce((total, term) => total + term, 0);
      const size = terms.reduce((total, term) => total + Math.abs(term), 0);
      const ours = elementOf(product, row, column);
      const value = ours.mantissa * powerOfTwo(ours.exponent - exponent);
      const bound = (2 * terms.length + 4) * 2 ** -53 * size;
      expect(!(Math.abs(value - sum) <= bound), `(${row}, ${column}): ${value} against ${sum}`).toBe(false);
    }
  }
}

const SHAPES = [
  [1, 1, 1],
  [4, 4, 4],
  [3, 5, 2],
  [5, 9, 7],
  [1, 80, 3],
  [80, 1, 3],
  [13, 31, 65],
] as const;

describe.each(SHAPES)("products at fanOut %i, fanIn %i, %i examples", (fanOut, fanIn, examples) => {
  const weight = { fanOut, fanIn, unit: normals(fanOut * fanIn, 1), std: 0.3 };

  it("W h + b", async () => {
    const activation = normalMatrix(fanIn, examples, 2, 20);
    const bias = normals(fanOut, 3);
    const z = await kernels.affine(weight, activation, bias);
    expectNormal(z);
    expectProduct(z, (row, column) => {
      const exponent = activation.exponent[column]!;
      const terms = Array.from(
        { length: fanIn },
        (_, j) => 0.3 * weight.unit[row * fanIn + j]! * activation.mantissa[j * examples + column]!,
      );
      return { terms: [...terms, bias[row]! * powerOfTwo(-exponent)], exponent };
    });
  });

  it("Wᵀ ∂loss/∂z", async () => {
    const gradient = normalMatrix(fanOut, examples, 4, 5000);
    const product = await kernels.gradActivation(weight, gradient);
    expectNormal(product);
    expectProduct(product, (row, column) => ({
      terms: Array.from(
        { length: fanOut },
        (_, i) => 0.3 * weight.unit[i * fanIn + row]! * gradient.mantissa[i * examples + column]!,
      ),
      exponent: gradient.exponent[column]!,
    }));
  });

  it("∂loss/∂z hᵀ", async () => {
    const gradient = normalMatrix(fanOut, examples, 5, 10);
    const activation = normalMatrix(fanIn, examples, 6, 10);
    const product = await kernels.gradWeight(gradient, activation);
    expect(new Set(product.exponent).size).toBe(1);
    expectProduct(product, (row, column) => ({
      terms: Array.from({ length: examples }, (_, example) => {
        const factor = powerOfTwo(gradient.exponent[example]! + activation.exponent[example]!);
        return (
          factor * gradient.mantissa[row * examples + example]! * activation.mantissa[column * examples + example]!
        );
      }),
      exponent: 0,
    }));
  });
});

describe("products at the ends of float64", () => {
  it("adds a bias in the frame of the larger", async () => {
    const weight = { fanOut: 2, fanIn: 1, unit: Float64Array.of(1, -1), std: 1 };
    const activation = matrixOf([[1, 1, 1, 0]], [3000, -3000, 0, 0]);
    const z = await kernels.affine(weight, activation, Float64Array.of(0.5, 0));
    expect(elementOf(z, 0, 0)).toEqual({ mantissa: 1, exponent: 3000 });
    expect(elementOf(z, 1, 0)).toEqual({ mantissa: -1, exponent: 3000 });
    expect(elementOf(z, 0, 1)).toEqual({ mantissa: 1, exponent: -1 });
    expect(elementOf(z, 0, 2)).toEqual({ mantissa: 1.5, exponent: 0 });
    expect(elementOf(z, 1, 2)).toEqual({ mantissa: -1, exponent: 0 });
    expect(elementOf(z, 0, 3)).toEqual({ mantissa: 1, exponent: -1 });
  });

  it.each([1e-160, 5e-324, 1e300])("carries a std of %f", async (std) => {
    const weight = { fanOut: 1, fanIn: 2, unit: Float64Array.of(1, 1), std };
    const z = await kernels.affine(weight, matrixOf([[1], [1]], [-700]), null);
    const shift = exponentOf(std);
    expect(z.exponent[0]).toBe(shift + 1 - 700);
    expect(z.mantissa[0]).toBe(std * powerOfTwo(-shift / 2) * powerOfTwo(-shift / 2));
  });

  it("keeps columns of zeros apart, and an empty sum of gradients zero", async () => {
    const weight = { fanOut: 2, fanIn: 2, unit: Float64Array.of(1, 2, 3, 4), std: 1 };
    const zeros = matrixOf([[0], [0]], [500]);
    const product = await kernels.affine(weight, zeros, null);
    expect([...product.mantissa, ...product.exponent]).toEqual([0, 0, ZERO_EXPONENT]);
    const gradient = await kernels.gradWeight(zeros, zeros);
    expect([...gradient.mantissa, ...gradient.exponent]).toEqual([0, 0, 0, 0, ZERO_EXPONENT, ZERO_EXPONENT]);
  });

  it("sums the weights' gradient of examples whose magnitudes are far apart", async () => {
    const gradient = matrixOf([[1, 1, 0]], [-4000, 4000, 0]);
    const activation = matrixOf([[1, 3, 1]], [0, 10, 0]);
    const sum = await kernels.gradWeight(gradient, activation);
    expect(elementOf(sum, 0, 0)).toEqual({ mantissa: 1.5, exponent: 4011 });
  });

  it("names every operand where shapes do not fit", async () => {
    const weight = { fanOut: 2, fanIn: 3, unit: new Float64Array(6), std: 1 };
    await expect(kernels.affine(weight, normalMatrix(2, 4, 0), null)).rejects.toThrow(/\(2, 3\).*\(2, 4\)/);
    await expect(kernels.affine(weight, normalMatrix(3, 4, 0), new Float64Array(3))).rejects.toThrow(RangeError);
    await expect(kernels.gradActivation(weight, normalMatrix(3, 4, 0))).rejects.toThrow(/\(2, 3\).*\(3, 4\)/);
    await expect(kernels.gradWeight(normalMatrix(3, 4, 0), normalMatrix(3, 5, 0))).rejects.toThrow(
      /\(3, 4\).*\(3, 5\)/,
    );
  });
});
