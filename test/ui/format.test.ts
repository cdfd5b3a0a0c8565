import { describe, expect, it } from "vitest";
import {
  formatDuration,
  formatLog10,
  formatNumber,
  formatScaled,
  formatShare,
  plainNumber,
  powerOfTen,
  trimmed,
  unbrokenNumbers,
} from "../../src/ui/format.ts";

describe("formatLog10", () => {
  it.each([
    [Math.log10(0.6219), "0.6219"],
    [Math.log10(161.638), "161.6"],
    [Math.log10(1125.582), "1126"],
    [0, "1.000"],
    [-3, "0.001000"],
    [Math.log10(3.86416e78), "3.864 × 10⁷⁸"],
    [-45.15490196, "7.000 × 10⁻⁴⁶"],
    [31234.30103, "2.000 × 10³¹²³⁴"],
  ])("writes 10^%d as %s", (log10, text) => expect(formatLog10(log10)).toBe(text));

  it("carries a mantissa that rounds to ten into the exponent", () => {
    expect(formatLog10(Math.log10(9999.96))).toBe("1.000 × 10⁴");
    expect(formatLog10(Math.log10(9.9996))).toBe("10.00");
    expect(formatLog10(77.9999999)).toBe("1.000 × 10⁷⁸");
  });

  it("writes null, the log of nothing, as 0", () => expect(formatLog10(null)).toBe("0"));

  it("never writes more digits than it knows", () => {
    expect(formatLog10(3, 1)).toBe("1 × 10³");
    expect(formatLog10(Math.log10(6.3246), 2)).toBe("6.3");
  });
});

describe("formatNumber and formatScaled", () => {
  it("keep the sign and the zero", () => {
    expect(formatNumber(-0.25)).toBe("−0.2500");
    expect(formatNumber(0)).toBe("0");
    expect(formatScaled({ mantissa: 0, exponent: 0 })).toBe("0");
  });

  it("pass the end of float64", () => expect(formatScaled({ mantissa: -1, exponent: 2000 })).toBe("−1.148 × 10⁶⁰²"));
});

describe("small helpers", () => {
  it("trim zeros only behind the point", () => {
    expect(["0.02500", "1.000", "100", "2.0 × 10³⁸", "2.50 × 10⁻¹⁰", "10"].map(trimmed)).toEqual([
      "0.025",
      "1",
      "100",
      "2 × 10³⁸",
      "2.5 × 10⁻¹⁰",
      "10",
    ]);
  });

  it("keep a number on one line", () => {
    expect(unbrokenNumbers("worst 1.9 × 10⁻⁷, of 50 × 80")).toBe("worst 1.9\u00a0×\u00a010⁻⁷, of 50 × 80");
  });

  it("write powers of ten", () => expect([-38, 0, 120].map(powerOfTen)).toEqual(["10⁻³⁸", "10⁰", "10¹²⁰"]));

  it("write numbers as typed", () => {
    expect([0.1 + 0.2, 1e-9, 1 / 80].map(plainNumber)).toEqual(["0.3", "1e-9", "0.0125"]);
  });

  it("say shares without claiming all or nothing", () => {
    expect([0, 0.00001, 0.0312, 0.456, 0.99999, 1].map(formatShare)).toEqual([
      "0 %",
      "less than 0.1 %",
      "3.1 %",
      "46 %",
      "more than 99.9 %",
      "100 %",
    ]);
  });

  it("say durations", () => {
    expect([0.2, 1.2, 45, 240, 9000].map(formatDuration)).toEqual([
      "under a second",
      "1 second",
      "45 seconds",
      "4 minutes",
      "3 hours",
    ]);
  });
});
