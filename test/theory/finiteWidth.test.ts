import { describe, expect, test } from "vitest";
import { layerFactor } from "../../src/theory/finiteWidth.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";
import { nonlinearityOf } from "../../src/model/nonlinearities.ts";

const at = (activation: "relu" | "leaky_relu" | "identity" | "tanh", sigmaW2 = 2, sigmaB2 = 0) => ({
  activation,
  sigmaW2,
  sigmaB2,
});

describe("one layer's factor of M", () => {
  test("has E[M²] = (1 + 5 / width)^depth for He's ReLU, 20.7 at 50 × 80", () => {
    const factor = layerFactor(at("relu"), 80)!;
    expect(factor.lnMean).toBe(0);
    expect(Math.exp(50 * factor.lnSecondMoment)).toBeCloseTo((1 + 5 / 80) ** 50, 9);
    expect(Math.exp(50 * factor.lnSecondMoment)).toBeCloseTo(20.7, 1);
  });

  test("has 1 + 2 / width for the identity, and for leaky ReLU what its slopes say", () => {
    expect(layerFactor(at("identity", 1), 64)!.lnSecondMoment).toBeCloseTo(Math.log1p(2 / 64), 14);
    const kurtosis = (6 * (1 + 1e-8)) / (1 + 1e-4) ** 2;
    const factor = layerFactor(at("leaky_relu", 2), 64)!;
    expect(factor.lnMean).toBeCloseTo(Math.log(1 + 1e-4), 14);
    expect(factor.lnSecondMoment - 2 * factor.lnMean).toBeCloseTo(Math.log1p((kurtosis - 1) / 64), 14);
  });

  test("is known by hand in one unit: half the networks die, the rest are chi-squares", () => {
    // E[ln χ²_1] = -γ - ln 2, its variance π² / 2.
    const lnChi = -0.5772156649015329 - Math.LN2;
    const relu = layerFactor(at("relu"), 1)!;
    expect(relu.meanLog).toBeCloseTo(Math.LN2 + lnChi, 13);
    expect(relu.varianceLog).toBeCloseTo(Math.PI ** 2 / 2, 12);
    expect(Math.exp(relu.lnSecondMoment)).toBeCloseTo(6, 12);
    // Leaky: ln 1 and ln 1e-4 with a chance of a half each, besides.
    const leaky = layerFactor(at("leaky_relu"), 1)!;
    expect(leaky.meanLog).toBeCloseTo(Math.LN2 + lnChi + Math.log(0.01), 12);
    expect(leaky.varianceLog).toBeCloseTo(Math.PI ** 2 / 2 + Math.log(0.01) ** 2, 11);
  });

  test("is about -5 / (2 width) and 5 / width in wide networks", () => {
    const { meanLog, varianceLog } = layerFactor(at("relu"), 512)!;
    // The next terms are of order 1 / width², with factors of about ten.
    expect(Math.abs(meanLog + 5 / 1024)).toBeLessThan(20 / 512 ** 2);
    expect(Math.abs(varianceLog - 5 / 512)).toBeLessThan(40 / 512 ** 2);
  });

  test("meets leaky ReLU's quadrature from both sides", () => {
    // Two units, K = 1: the angle is even on a quarter circle. Midpoints in ln of the angle resolve both ends.
    const cells = 200_000;
    let [mean, square] = [0, 0];
    for (let cell = 0; cell < cells; cell += 1) {
      const angle = ((cell + 0.5) / cells) * (Math.PI / 2);
      const ln = Math.log(1e-4 + (1 - 1e-4) * Math.sin(angle) ** 2);
      mean += ln / cells;
      square += ln ** 2 / cells;
    }
    const [low, ends] = [Math.log(1e-4), 0.25];
    const expected = 0.5 * mean + ends * low;
    const lnChi = Math.LN2 - 0.5772156649015329; // E[ln χ²_2] = ψ(1) + ln 2
    const { meanLog, varianceLog } = layerFactor(at("leaky_relu", 2), 2)!;
    // The midpoint rule's error at a logarithmic peak a hundredth wide: some (π / 2 / 200,000 / 0.01)².
    expect(meanLog).toBeCloseTo(lnChi + expected, 6);
    expect(varianceLog).toBeCloseTo(Math.PI ** 2 / 6 + 0.5 * square + ends * low ** 2 - expected ** 2, 5);
  });

  test.each(["relu", "leaky_relu", "identity"] as const)("agrees with draws: %s, 12 wide", (activation) => {
    const [width, count, sigmaW2] = [12, 40_000, 1.7];
    const xi = new Float64Array(width * count);
    new NumpyLegacy(0).fillNormal(xi);
    const phi = nonlinearityOf(activation);
    const logs: number[] = [];
    for (let network = 0; network < count; network += 1) {
      const own = xi.subarray(network * width, (network + 1) * width);
      const sum = own.reduce((total, value) => total + phi.value(value) ** 2, 0);
      if (sum > 0) logs.push(Math.log((sigmaW2 / width) * sum));
    }
    const mean = logs.reduce((sum, ln) => sum + ln, 0) / logs.length;
    const squares = logs.map((ln) => (ln - mean) ** 2);
    const variance = squares.reduce((sum, own) => sum + own, 0) / logs.length;
    const spread = Math.sqrt(squares.reduce((sum, own) => sum + (own - variance) ** 2, 0)) / logs.length;
    const factor = layerFactor(at(activation, sigmaW2), width)!;
    expect(Math.abs(mean - factor.meanLog)).toBeLessThan(4 * Math.sqrt(variance / logs.length));
    expect(Math.abs(variance - factor.varianceLog)).toBeLessThan(4 * spread);
  });

  test("is not told where it is not exact", () => {
    expect(layerFactor(at("tanh"), 80)).toBeNull();
    expect(layerFactor(at("relu", 2, 0.1), 80)).toBeNull();
    expect(layerFactor(at("relu", 0), 80)).toBeNull();
  });
});
