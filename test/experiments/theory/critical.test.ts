import { describe, expect, it } from "vitest";
import { assertCriticalRequest, makeCritical } from "../../../src/experiments/theory/critical.ts";
import type { CriticalRequest } from "../../../src/experiments/theory/criticalReport.ts";
import { ConfigError } from "../../../src/experiments/fields.ts";
import { NONLINEARITY_IDS } from "../../../src/model/nonlinearity.ts";
import { meanField } from "../../../src/theory/meanField.ts";

const REQUEST: CriticalRequest = { activation: "tanh", sigmaB2: 0.05, layers: [784, 100, 400, 10] };

describe("a critical network", () => {
  it("of tanh has the reference's variance, and each layer its own by fanIn", () => {
    const report = makeCritical(REQUEST);
    expect(report.critical.sigmaW2).toBeCloseTo(1.76095464, 8);
    expect(report.critical.error!).toBeLessThan(1e-9);
    expect(report.meanField!.chi1).toBeCloseTo(1, 12);
    const sigmaW2 = report.critical.sigmaW2!;
    expect(report.layers.map(({ fanIn, fanOut }) => [fanIn, fanOut])).toEqual([
      [784, 100],
      [100, 400],
      [400, 10],
    ]);
    for (const { fanIn, weightVariance, weightStd, gain } of report.layers) {
      expect(weightVariance).toBe(sigmaW2 / fanIn);
      expect(weightStd).toBe(Math.sqrt(weightVariance));
      expect(gain).toBeCloseTo(1.32700966, 7);
    }
    expect(report.depthLimit).toBe(null);
    expect(Object.keys(report.code)).toEqual(["numpy", "pytorch", "keras", "jax"]);
    expect(report.request).toBe(REQUEST);
  });

  it.each([
    ["relu", 0, 2],
    ["erf", 0, Math.PI / 4],
    ["tanh", 0, 1],
  ] as const)("of %s with bias variance %d has the closed value", (activation, sigmaB2, expected) => {
    expect(makeCritical({ ...REQUEST, activation, sigmaB2 }).critical.sigmaW2).toBeCloseTo(expected, 12);
  });

  it.each(NONLINEARITY_IDS)("of %s is critical, or there is a reason and no code", (activation) => {
    for (const sigmaB2 of [0, 0.05, 1]) {
      const { critical, meanField: deep, layers, code } = makeCritical({ ...REQUEST, activation, sigmaB2 });
      if (critical.sigmaW2 === null) {
        expect(critical.reason).toMatch(/^[A-Z].*\.$/);
        expect([deep, layers, code]).toEqual([null, [], {}]);
      } else {
        expect(critical.reason).toBe(null);
        expect(deep).toEqual(meanField({ activation, sigmaW2: critical.sigmaW2, sigmaB2 }));
        expect(Math.abs(deep!.chi1! - 1)).toBeLessThan(1e-9);
      }
    }
  });

  it("has no code where there is no critical value, and is audited all the same", () => {
    const layers = [784, ...Array<number>(50).fill(80), 10];
    const report = makeCritical({ activation: "gelu", sigmaB2: 0.05, layers });
    expect(report).toMatchObject({ meanField: null, layers: [], depthLimit: null, code: {} });
    expect(report.critical.reason).toContain("GELU");
    expect(report.audit.length).toBeGreaterThanOrEqual(5);
    expect(report.audit[1]!.fix).toBe(
      "No weight variance makes this nonlinearity critical with these biases, nor with none: choose another " +
        "nonlinearity, such as tanh or ReLU.",
    );
  });
});

describe("what is refused", () => {
  it.each([
    [{ sigmaB2: -1 }, 'sigma-b2 cannot be "-1": it must be a number from 0 to 1e6.'],
    [{ sigmaB2: NaN }, 'sigma-b2 cannot be "NaN": it must be a number from 0 to 1e6.'],
    [
      { layers: [5] },
      'layers cannot be "5": it must be from 2 to 1002 whole numbers from 1 to 1000000, the input\'s units first.',
    ],
    [{ layers: [5, 0, 2] }, /layers cannot be "5,0,2"/],
    [{ layers: [5, 2.5] }, /layers cannot be "5,2.5"/],
  ] as const)("%j", (change, message) => {
    expect(() => makeCritical({ ...REQUEST, ...change })).toThrow(message);
    expect(() => assertCriticalRequest({ ...REQUEST, ...change })).toThrow(ConfigError);
  });
});
