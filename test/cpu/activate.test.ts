import { describe, expect, it } from "vitest";
import { CpuKernels } from "../../src/cpu/cpuKernels.ts";
import { nonlinearityOf } from "../../src/model/nonlinearities.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import { ZERO_EXPONENT, powerOfTwo } from "../../src/model/scaled.ts";
import { elementOf, matrixOf, normalMatrix, numbersOf } from "../support/matrices.ts";

const kernels = new CpuKernels();
const LN_SQRT_2PI = Math.log(2 * Math.PI) / 2;

/** ln |φ(z)| and ln |φ′(z)| far below 0, where float64 has no number for e^z; null where φ has no such tail there. */
const TAILS: Partial<Record<NonlinearityId, { value: ((z: number) => number) | null; slope: (z: number) => number }>> =
  {
    sigmoid: { value: (z) => z, slope: (z) => z },
    softplus: { value: (z) => z, slope: (z) => z },
    silu: { value: (z) => z + Math.log(-z), slope: (z) => z + Math.log(-1 - z) },
    elu: { value: null, slope: (z) => z },
    tanh: { value: null, slope: (z) => 2 * z + Math.log(4) },
    erf: { value: null, slope: (z) => -z * z + Math.log(2 / Math.sqrt(Math.PI)) },
    softsign: { value: null, slope: (z) => -2 * Math.log(1 - z) },
    gelu: {
      // Mills' ratio, Φ(z) = pdf(z) / |z| · (1 - 1/z² + 3/z⁴ - ...); z² ≥ 10^6, so that two terms are enough.
      value: (z) => (-z * z) / 2 - LN_SQRT_2PI + Math.log1p(-1 / z ** 2 + 3 / z ** 4),
      slope: (z) => (-z * z) / 2 - LN_SQRT_2PI + Math.log(-z - 1 / -z + 1 / (-z) ** 3),
    },
  };

function logOf({ mantissa, exponent }: { mantissa: number; exponent: number }): number {
  return Math.log(Math.abs(mantissa)) + exponent * Math.LN2;
}

/** The argument of an exponential, and our logarithm of its result, are of the size of `expected`: each rounds a few times. */
function expectLog(actual: number, expected: number): void {
  const bound = 8 * 2 ** -53 * Math.abs(expected);
  expect(!(Math.abs(actual - expected) <= bound), `${actual} against ${expected}`).toBe(false);
}

describe("columns that lie in a tail altogether", () => {
  it.each(Object.keys(TAILS) as NonlinearityId[])("%s keeps its scale", async (id) => {
    const tail = TAILS[id]!;
    const z = id === "softsign" ? [-1e150, -3e150] : [-1000, -1500];
    const preactivation = matrixOf(z.map((value) => [value]));
    const gradient = matrixOf([[1], [-1]], [9]);
    const slope = await kernels.gradPreactivation(id, gradient, preactivation);
    // The second row is smaller by hundreds of powers of ten: nothing beside the first, but for softsign.
    expectLog(logOf(elementOf(slope, 0, 0)) - 9 * Math.LN2, tail.slope(z[0]!));
    if (id === "softsign") expectLog(logOf(elementOf(slope, 1, 0)) - 9 * Math.LN2, tail.slope(z[1]!));
    if (tail.value === null) return;
    const value = await kernels.activate(id, preactivation);
    expectLog(logOf(elementOf(value, 0, 0)), tail.value(z[0]!));
  });

  it("are zero where even the exponent ends", async () => {
    const value = await kernels.activate("gelu", matrixOf([[-1, 1]], [100, 100]));
    expect([...value.exponent]).toEqual([ZERO_EXPONENT, 100]);
    expect([...value.mantissa]).toEqual([0, 1]);
    const slope = await kernels.gradPreactivation("erf", matrixOf([[1]]), matrixOf([[1]], [100]));
    expect([...slope.mantissa, ...slope.exponent]).toEqual([0, ZERO_EXPONENT]);
  });

  it("take the tail for their own elements only", async () => {
    // One unit in the ordinary range: it sets the scale, and the others are 0 beside it.
    const mixed = await kernels.activate("sigmoid", matrixOf([[0], [-2000]]));
    expect(numbersOf(mixed)).toEqual([[0.5], [0]]);
    // Tiny because z is tiny, not because it is in a tail: φ(z) = z / 2.
    const tiny = await kernels.activate("gelu", matrixOf([[1], [-0.5]], [-980]));
    expect(elementOf(tiny, 0, 0)).toEqual({ mantissa: 1, exponent: -981 });
    expect(elementOf(tiny, 1, 0)).toEqual({ mantissa: -1, exponent: -982 });
  });
});

describe.each(NONLINEARITY_IDS)("%s at any magnitude", (id) => {
  const phi = nonlinearityOf(id);

  it("is φ and φ′ where float64 holds both", async () => {
    // |z| < 24, so that not even e^(-z²) underflows.
    const z = normalMatrix(7, 40, 8, 2);
    const gradient = normalMatrix(7, 40, 9, 3);
    const numbers = numbersOf(z);
    const value = numbersOf(await kernels.activate(id, z));
    const slope = numbersOf(await kernels.gradPreactivation(id, gradient, z));
    numbers.forEach((row, i) =>
      row.forEach((number, j) => {
        expect(value[i]![j]! + 0).toBe(phi.value(number) + 0);
        const expected = numbersOf(gradient)[i]![j]! * phi.derivative(number);
        // One product, rounded in a different frame.
        expect(!(Math.abs(slope[i]![j]! - expected) <= 2 ** -52 * Math.abs(expected))).toBe(false);
      }),
    );
  });

  it("is its tangent below 2^-1000 and its asymptote above 2^1000", async () => {
    for (const [exponent, slopes] of [
      [-5000, phi.slopeAtZero],
      [5000, phi.slopeAtInfinity],
    ] as const) {
      const z = matrixOf([[1.5, -1.5]], [exponent, exponent]);
      const value = await kernels.activate(id, z);
      const far = exponent > 0;
      slopes.forEach((slope, side) => {
        const column = 1 - side;
        const ours = elementOf(value, 0, column);
        if (slope !== 0 && (far || phi.atZero === 0)) {
          const expected = (side === 0 ? -1.5 : 1.5) * slope;
          expect(ours.mantissa * powerOfTwo(ours.exponent - exponent)).toBe(expected);
        } else {
          const limit = far ? phi.value(side === 0 ? -(2 ** 1000) : 2 ** 1000) : phi.atZero;
          expect(numbersOf(value)[0]![column]! + 0).toBe(limit + 0);
        }
      });
    }
  });

  it("gives zero for a zero gradient, and φ(0) for a column of zeros", async () => {
    const zeros = matrixOf([[0], [0]], [700]);
    const slope = await kernels.gradPreactivation(id, zeros, matrixOf([[3], [-3]], [0]));
    expect([...slope.exponent]).toEqual([ZERO_EXPONENT]);
    expect(numbersOf(await kernels.activate(id, zeros))).toEqual([[phi.atZero], [phi.atZero]]);
    const atZero = await kernels.gradPreactivation(id, matrixOf([[1], [1]]), zeros);
    expect(numbersOf(atZero)).toEqual([[phi.derivative(0)], [phi.derivative(0)]]);
  });
});

describe("gradPreactivation", () => {
  it("names both operands where shapes do not fit", async () => {
    const run = kernels.gradPreactivation("relu", normalMatrix(2, 3, 0), normalMatrix(3, 2, 0));
    await expect(run).rejects.toThrow(/\(2, 3\).*\(3, 2\)/);
  });
});
