import { describe, expect, it } from "vitest";
import { CpuKernels } from "../../src/cpu/cpuKernels.ts";
import { RunningStatistics, statisticsOf } from "../../src/cpu/statistics.ts";
import { type ScaledMatrix, powerOfTwo, relativeError, scaled, toNumber } from "../../src/model/scaled.ts";
import { matrixOf, normalMatrix, numbersOf } from "../support/matrices.ts";

const kernels = new CpuKernels();

/** Mean and population std by two passes over plain numbers. */
function plain(matrix: ScaledMatrix): { mean: number; std: number } {
  const values = numbersOf(matrix).flat();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, std: Math.sqrt(variance) };
}

describe("statistics", () => {
  it.each([
    [1, 1],
    [1, 9],
    [9, 1],
    [16, 64],
    [80, 1000],
  ])("of (%i, %i) values agree with two plain passes", async (rows, columns) => {
    const matrix = normalMatrix(rows, columns, 21, 8);
    const { mean, std } = await kernels.statistics(matrix);
    const expected = plain(matrix);
    // Sums of n terms, here and there, round by n · 2^-53 of Σ |x| at most; std beside it.
    const bound = 4 * rows * columns * 2 ** -53 * Math.hypot(expected.mean, expected.std);
    expect(!(Math.abs(toNumber(mean)! - expected.mean) <= bound)).toBe(false);
    expect(!(Math.abs(toNumber(std)! - expected.std) <= bound)).toBe(false);
  });

  it("move with the frame, bit for bit, far beyond float64", async () => {
    const matrix = normalMatrix(8, 32, 22, 40);
    const here = await kernels.statistics(matrix);
    for (const shift of [5000, -5000, 200_000]) {
      const exponent = matrix.exponent.map((value) => value + shift);
      const there = await kernels.statistics({ ...matrix, exponent });
      expect(there.mean).toEqual(scaled(here.mean.mantissa, here.mean.exponent + shift));
      expect(there.std).toEqual(scaled(here.std.mantissa, here.std.exponent + shift));
      expect(there.peakExponent).toBe(here.peakExponent! + shift);
    }
  });

  it("combine columns of different magnitudes", async () => {
    // 2^700, -2^700 and two columns that are nothing beside them: mean 0, std 2^700 / √2.
    const { mean, std, peakExponent } = await kernels.statistics(matrixOf([[1, 1, -1, 1]], [-900, 700, 700, -3000]));
    expect(peakExponent).toBe(700);
    expect(relativeError(std, scaled(Math.SQRT1_2, 700))).toBeLessThan(2 ** -50);
    // What is left of the mean is the rounding of 2^700.
    expect(mean.mantissa === 0 || mean.exponent < 700 - 50).toBe(true);
  });

  it("keep the deviations of values far from 0", async () => {
    const offset = 2 ** 26;
    const column = matrixOf([[offset], [offset + 1], [offset + 2]]);
    const row = matrixOf([[offset, offset + 1, offset + 2]]);
    // Two passes see each deviation to 2^-53 of the offset; a plain E[x²] - E[x]² would see 2^-53 of its square.
    for (const matrix of [column, row]) {
      const { std } = await kernels.statistics(matrix);
      expect(!(Math.abs(toNumber(std)! - Math.sqrt(2 / 3)) <= 4 * offset * 2 ** -53)).toBe(false);
    }
  });

  it("are zero for zeros and for one value", async () => {
    const zero = await kernels.statistics(matrixOf([[0, 0]], [12, -5]));
    expect(zero).toEqual({ mean: scaled(0), std: scaled(0), peakExponent: null });
    const one = await kernels.statistics(matrixOf([[-3]], [2000]));
    expect(one).toEqual({ mean: { mantissa: -1.5, exponent: 2001 }, std: scaled(0), peakExponent: 2001 });
  });

  it("find the peak of mantissas of any size", async () => {
    const { peakExponent } = await kernels.statistics(matrixOf([[2 ** -1060, 0.75]], [0, 3]));
    expect(peakExponent).toBe(2);
    const small = await kernels.statistics(matrixOf([[2 ** -1060]], [7]));
    expect(small.peakExponent).toBe(7 - 1060);
  });

  it("do not depend on where a matrix is cut", () => {
    const whole = normalMatrix(5, 60, 23, 30);
    const parts = new RunningStatistics();
    for (const [start, end] of [
      [0, 1],
      [1, 38],
      [38, 60],
    ] as const) {
      const mantissa = Array.from({ length: 5 }, (_, row) => [
        ...whole.mantissa.subarray(60 * row + start, 60 * row + end),
      ]);
      parts.add(matrixOf(mantissa, [...whole.exponent.subarray(start, end)]));
    }
    expect(parts.result()).toEqual(statisticsOf(whole));
  });
});

describe("histogram", () => {
  it("counts bins, zeros and what lies outside", async () => {
    // Mean 0, and 128 values with std 1 / 2 in all: the ends are ±2 and the bins of width 1 / 2 reach there.
    const values = [0, 0, -4, 4, ...new Array<number>(124).fill(0)];
    const { low, high, counts, below, above, zeros } = await kernels.histogram(matrixOf([values]), 8);
    expect([toNumber(low), toNumber(high)]).toEqual([-2, 2]);
    expect([below, above, zeros]).toEqual([1, 1, 126]);
    expect(counts).toEqual(new Array(8).fill(0));
  });

  it("puts an edge into the bin above it, the last edge into the last bin", async () => {
    // Mean 0, std 1 exactly: 32 values of ±√(32 / 2)... at ±4, the very ends.
    const values = [-4, 4, ...new Array<number>(30).fill(0)];
    const { counts, below, above, low, high } = await kernels.histogram(matrixOf([values]), 4);
    expect([toNumber(low), toNumber(high)]).toEqual([-4, 4]);
    expect([below, above]).toEqual([0, 0]);
    expect(counts).toEqual([1, 0, 0, 1]);
  });

  it("counts each of many values once, wherever the frame lies", async () => {
    const matrix = normalMatrix(40, 50, 24, 1);
    const here = await kernels.histogram(matrix, 32);
    const total = here.counts.reduce((sum, count) => sum + count, 0);
    expect(total + here.below + here.above + here.zeros).toBe(2000);
    expect(Math.max(...here.counts)).toBeLessThan(2000);
    const far = await kernels.histogram({ ...matrix, exponent: matrix.exponent.map((value) => value - 9000) }, 32);
    expect(far.counts).toEqual(here.counts);
    expect(far.low).toEqual({ mantissa: here.low.mantissa, exponent: here.low.exponent - 9000 });
    expect(powerOfTwo(far.high.exponent)).toBe(0);
  });

  it("puts equal values into the middle bin", async () => {
    const { counts } = await kernels.histogram(matrixOf([[3]], [-400]), 5);
    expect(counts).toEqual([0, 0, 1, 0, 0]);
    const zeros = await kernels.histogram(matrixOf([[0, 0]]), 5);
    expect([zeros.zeros, ...zeros.counts]).toEqual([2, 0, 0, 0, 0, 0]);
  });

  it("refuses to count in no bins", async () => {
    await expect(kernels.histogram(matrixOf([[1]]), 0)).rejects.toThrow(/bins/);
  });
});

describe("lossGradient", () => {
  it("combines output and target in the frame of the larger, and the loss over all examples", async () => {
    const output = matrixOf([[1, 1, 3, 0]], [2000, -2000, 0, 0]);
    const { gradient, loss } = await kernels.lossGradient(output, Float64Array.of(7, 0.5, 1, 1e-310));
    expect([...gradient.mantissa.subarray(0, 3)]).toEqual([1, -1, 1]);
    expect([...gradient.exponent.subarray(0, 3)]).toEqual([2001, 0, 2]);
    const tiny = gradient.mantissa[3]! * powerOfTwo(gradient.exponent[3]! + 1000);
    expect(tiny).toBe(-2 * 1e-310 * 2 ** 1000);
    expect(loss).toEqual({ mantissa: 1, exponent: 4000 });

    const small = await kernels.lossGradient(matrixOf([[3], [5]]), Float64Array.of(1, 8));
    expect(toNumber(small.loss)).toBe(4 + 9);
    expect(numbersOf(small.gradient)).toEqual([[4], [-6]]);
  });

  it("refuses targets of another shape", async () => {
    await expect(kernels.lossGradient(matrixOf([[1, 2]]), Float64Array.of(1))).rejects.toThrow(/1 values.*\(1, 2\)/);
  });
});
