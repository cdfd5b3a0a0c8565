import { describe, expect, it } from "vitest";
import { assertCriticalRequest, makeCritical } from "../../../src/experiments/theory/critical.ts";
import { recommendedVariance } from "../../../src/experiments/theory/criticalSignal.ts";
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
      const report = makeCritical({ ...REQUEST, activation, sigmaB2 });
      const { critical, recommended, meanField: deep, layers, code } = report;
      if (critical.sigmaW2 === null) {
        expect(critical.reason).toMatch(/^[A-Z].*\.$/);
        expect([recommended, deep, layers, code]).toEqual([null, null, [], {}]);
      } else {
        expect(critical.reason).toBe(null);
        expect(deep).toEqual(meanField({ activation, sigmaW2: recommended!, sigmaB2 }));
        expect([critical.sigmaW2, ...critical.others]).toContain(recommended);
        // Either the signal is kept, or it is said that it is not.
        expect(report.catch === null).toBe(deep!.qStar !== null && deep!.qStar > 0);
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

describe("the value to take", () => {
  it("is the smallest that keeps the signal, wherever it stands", () => {
    // SELU's first at σ_b² = 0.05 keeps it, and at σ_b² = 0 the first loses it; they are given in either order.
    const kept = 0.9017658917663284;
    expect(recommendedVariance("selu", 0.05, { sigmaW2: 1.8116392233971632, others: [kept] })).toBe(kept);
    expect(recommendedVariance("selu", 0.05, { sigmaW2: kept, others: [1.8116392233971632] })).toBe(kept);
    expect(recommendedVariance("relu", 0, { sigmaW2: 2, others: [] })).toBe(2);
    expect(recommendedVariance("gelu", 0, { sigmaW2: null, others: [] })).toBe(null);
  });

  const deep = [784, ...Array<number>(50).fill(80), 10];
  it.each([
    [
      "tanh",
      /^The signal dies, though slower than exponentially: over 50 hidden layers theory multiplies it by 0\.0104, and the gradient by 0\.176\. .* at σ_b² 0\.05 the critical σ_w² is 1\.761\.$/,
    ],
    ["selu", /^The signal dies, .* by 0\.00115, and the gradient by 0\.0692\. .* σ_w² is 0\.9018\.$/],
    [
      "softplus",
      /^There q grows for ever: over 50 hidden layers theory multiplies it by 24\.7, and the gradient by 0\.00406\.$/,
    ],
  ] as const)("comes with its catch for %s without bias", (activation, sentence) => {
    const report = makeCritical({ activation, sigmaB2: 0, layers: deep });
    expect(report.recommended).toBe(report.critical.sigmaW2);
    expect(report.catch).toMatch(sentence);
  });

  it("has the gradient of theory by layer: at tanh's edge it holds, at SELU's without bias it fades 14-fold", () => {
    const gradient = (activation: "tanh" | "selu", sigmaB2: number): number =>
      10 ** makeCritical({ activation, sigmaB2, layers: deep }).log10Gradient!;
    expect(gradient("selu", 0)).toBeCloseTo(0.0692, 4);
    expect(Math.abs(gradient("tanh", 0.05) - 1)).toBeLessThan(0.5);
  });

  it("has no numbers where there are no hidden layers to tell them of", () => {
    expect(makeCritical({ activation: "softplus", sigmaB2: 0, layers: [3, 2] }).catch).toBe("There q grows for ever.");
    expect(makeCritical({ activation: "softplus", sigmaB2: 0, layers: [3, 3, 2] }).catch).not.toContain("gradient");
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
