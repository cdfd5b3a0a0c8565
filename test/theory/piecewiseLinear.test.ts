import { describe, expect, it } from "vitest";
import { NONLINEARITIES } from "../../src/model/nonlinearities.ts";
import { criticalWeightVariance, piecewiseMoments } from "../../src/theory/piecewiseLinear.ts";

/** ∫ f(z) pdf(z) dz by the trapezoid rule on ±12 with 2^14 steps a side; the kink lies on a node. */
function expectation(f: (z: number) => number): number {
  const step = 12 / 2 ** 14;
  let sum = 0;
  for (let index = -(2 ** 14); index <= 2 ** 14; index += 1) {
    const z = index * step;
    sum += f(z) * Math.exp((-z * z) / 2);
  }
  return (sum * step) / Math.sqrt(2 * Math.PI);
}

describe.each(["relu", "leaky_relu", "identity"] as const)("moments of %s", (id) => {
  const phi = NONLINEARITIES[id];
  const moments = piecewiseMoments(phi.slopeAtZero);

  it("agree with quadrature", () => {
    // A kink of slope k on a node costs k step² / 12 · pdf(0) = 2e-8.
    expect(Math.abs(moments.mean - expectation(phi.value))).toBeLessThan(3e-8);
    expect(Math.abs(moments.meanSquare - expectation((z) => phi.value(z) ** 2))).toBeLessThan(3e-8);
    // A jump on a node, where the right-hand value is taken: step / 2 · pdf(0) = 1.5e-4 of it.
    expect(Math.abs(moments.meanSquare - expectation((z) => phi.derivative(z) ** 2))).toBeLessThan(2e-4);
  });

  it("hold the mean square at the critical variance", () => {
    expect(criticalWeightVariance(phi.slopeAtZero, 80) * 80 * moments.meanSquare).toBeCloseTo(1, 15);
  });
});

it("He's variance is critical for ReLU", () => {
  expect(criticalWeightVariance([0, 1], 80)).toBe(0.025);
});
