import { describe, expect, it } from "vitest";
import { expScaled, multiplyScaled } from "../../src/model/exponential.ts";
import {
  addScaled,
  exponentOf,
  log10Of,
  relativeError,
  scaleByPowerOfTwo,
  scaled,
  toNumber,
} from "../../src/model/scaled.ts";

/** Numbers at both ends of float64, around powers of two and between. */
const NUMBERS = [5e-324, 1e-320, 2 ** -1022, 2 ** -1022 - 2 ** -1074, 1e-300, 0.1, 1, 3, 1e300, Number.MAX_VALUE];

describe("exponentOf", () => {
  it("is exact at every power of two, one step below and one above", () => {
    const number = new Float64Array(1);
    const bits = new BigInt64Array(number.buffer);
    const neighbour = (x: number, step: bigint): number => {
      number[0] = x;
      bits[0] = bits[0]! + step;
      return number[0];
    };
    for (let exponent = -1074; exponent <= 1023; exponent += 1) {
      const power = 2 ** exponent;
      expect(exponentOf(power)).toBe(exponent);
      expect(exponentOf(-power)).toBe(exponent);
      if (exponent > -1074) expect(exponentOf(neighbour(power, -1n))).toBe(exponent - 1);
      if (exponent > -1074) expect(exponentOf(neighbour(power, 1n))).toBe(exponent);
    }
    expect(exponentOf(Number.MAX_VALUE)).toBe(1023);
  });
});

describe("scaled", () => {
  it.each(NUMBERS)("takes %f apart and together again, exactly", (x) => {
    for (const value of [x, -x]) {
      const { mantissa, exponent } = scaled(value);
      expect(Math.abs(mantissa)).toBeGreaterThanOrEqual(1);
      expect(Math.abs(mantissa)).toBeLessThan(2);
      expect(scaleByPowerOfTwo(mantissa, exponent)).toBe(value);
      expect(scaled(value, 77)).toEqual({ mantissa, exponent: exponent + 77 });
    }
  });

  it("has one zero", () => {
    for (const zero of [scaled(0), scaled(-0), scaled(0, 99)]) expect(zero).toEqual({ mantissa: 0, exponent: 0 });
  });
});

describe("scaleByPowerOfTwo", () => {
  it("goes from one end of float64 to the other", () => {
    expect(scaleByPowerOfTwo(2 ** -1074, 2097)).toBe(2 ** 1023);
    expect(scaleByPowerOfTwo(2 ** 1023, -2097)).toBe(2 ** -1074);
    expect(scaleByPowerOfTwo(1.5 * 2 ** -1000, 2000)).toBe(1.5 * 2 ** 1000);
  });

  it("ends at 0 and Infinity, and keeps 0", () => {
    for (const exponent of [2098, 3000, 2 ** 28, 2 ** 52]) {
      expect(scaleByPowerOfTwo(1, exponent)).toBe(Infinity);
      expect(scaleByPowerOfTwo(-1, -exponent)).toBe(-0);
      expect(scaleByPowerOfTwo(0, exponent)).toBe(0);
      expect(scaleByPowerOfTwo(0, -exponent)).toBe(0);
    }
  });

  it("rounds once, where the result is subnormal", () => {
    // Halfway between 0 and the smallest number but for a last bit: rounding twice would go down to 0.
    const x = 1 + 2 ** -52;
    expect(scaleByPowerOfTwo(x * 2 ** -50, -1025)).toBe(2 ** -1074);
    expect(scaleByPowerOfTwo(x * 2 ** 1020, -2095)).toBe(2 ** -1074);
  });
});

describe("toNumber", () => {
  it("is null beyond float64's normal numbers", () => {
    expect(toNumber({ mantissa: 1.5, exponent: 1023 })).toBe(1.5 * 2 ** 1023);
    expect(toNumber({ mantissa: 1, exponent: 1024 })).toBeNull();
    expect(toNumber({ mantissa: -1, exponent: -1022 })).toBe(-(2 ** -1022));
    expect(toNumber({ mantissa: 1, exponent: -1023 })).toBeNull();
    expect(toNumber(scaled(0))).toBe(0);
  });
});

describe("log10Of", () => {
  it("holds at any magnitude", () => {
    expect(log10Of(scaled(1000))).toBeCloseTo(3, 14);
    expect(log10Of({ mantissa: -1, exponent: 100_000 })).toBeCloseTo(100_000 * Math.log10(2), 9);
    expect(log10Of(scaled(0))).toBeNull();
  });
});

describe("addScaled and relativeError", () => {
  it("add in the frame of the larger", () => {
    expect(addScaled(scaled(1, 5000), scaled(1, 4999))).toEqual({ mantissa: 1.5, exponent: 5000 });
    expect(addScaled(scaled(1, 5000), scaled(-1, 5000))).toEqual(scaled(0));
    expect(addScaled(scaled(3), scaled(1, -4000))).toEqual(scaled(3));
    expect(addScaled(scaled(0), scaled(3, 9))).toEqual(scaled(3, 9));
    expect(addScaled(scaled(3, 9), scaled(0))).toEqual(scaled(3, 9));
  });

  it("compare at any magnitude", () => {
    expect(relativeError(scaled(1.01, 9000), scaled(1, 9000))).toBeCloseTo(0.01, 15);
    expect(relativeError(scaled(1, 3), scaled(2, 2))).toBe(0);
    expect(relativeError(scaled(1), scaled(-1))).toBe(2);
    expect(relativeError(scaled(0), scaled(1))).toBe(1);
    expect(relativeError(scaled(0), scaled(0))).toBe(0);
    expect(relativeError(scaled(1), scaled(0))).toBe(Infinity);
    expect(relativeError(scaled(1, 9000), scaled(1))).toBe(Infinity);
    expect(relativeError(scaled(1, -9000), scaled(1))).toBe(1);
  });
});

describe("expScaled", () => {
  it("is e^x where float64 holds it, and far beyond", () => {
    for (const x of [-700, -20, -1, 0, 0.5, 3, 700]) {
      // The argument is reduced exactly but for 2^-53 of x.
      const bound = (2 + Math.abs(x)) * 2 ** -52 * Math.exp(x);
      expect(!(Math.abs(toNumber(expScaled(x))! - Math.exp(x)) <= bound)).toBe(false);
    }
    expect(log10Of(expScaled(-1e6))! / (-1e6 * Math.LOG10E)).toBeCloseTo(1, 14);
    expect(expScaled(-1e300)).toEqual(scaled(0));
  });
});

describe("multiplyScaled", () => {
  it("takes factors from both ends of float64", () => {
    expect(multiplyScaled(scaled(3, 5000), 5e-324)).toEqual(scaled(3, 5000 - 1074));
    expect(multiplyScaled(scaled(3, -5000), -(2 ** 1023))).toEqual(scaled(-3, -5000 + 1023));
    expect(multiplyScaled(scaled(0), 4)).toEqual(scaled(0));
    expect(multiplyScaled(scaled(4), 0)).toEqual(scaled(0));
  });
});
