import { describe, expect, it } from "vitest";
import { nonlinearityOf } from "../../src/model/nonlinearities.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import { type JacobianPoint, jacobianTheory } from "../../src/theory/jacobian.ts";

const POINT: JacobianPoint = {
  activation: "identity",
  sigmaW2: 1,
  sigmaB2: 0,
  depth: 12,
  weights: "gaussian",
  inputSquare: 1,
};

describe("the spread of squared singular values", () => {
  it.each([
    ["identity", 1, "gaussian", 12],
    ["identity", 1, "orthogonal", 0],
    ["relu", 2, "gaussian", 24],
    ["relu", 2, "orthogonal", 12],
  ] as const)("%s with sigmaW2 %i and %s weights, 12 layers: %i", (activation, sigmaW2, weights, variance) => {
    const theory = jacobianTheory({ ...POINT, activation, sigmaW2, weights });
    expect(theory.variance).toBeCloseTo(variance, 12);
    expect(theory.lnMeanSquare).toBeCloseTo(0, 12);
  });

  it("does not depend on sigmaW2 where φ is linear on each side of 0, at any magnitude", () => {
    for (const sigmaW2 of [1e-6, 1e6]) {
      const theory = jacobianTheory({ ...POINT, activation: "relu", sigmaW2, depth: 200 });
      expect(theory.variance).toBeCloseTo(400, 9);
      expect(theory.lnMeanSquare! / (200 * Math.log(sigmaW2 / 2))).toBeCloseTo(1, 12);
    }
  });

  it("adds up from layer to layer, also where q changes", () => {
    const tanh: JacobianPoint = { ...POINT, activation: "tanh", sigmaW2: 1.5, sigmaB2: 0.1 };
    const first = jacobianTheory({ ...tanh, depth: 1 });
    // REFERENCE: the table's point (1.69, 0.09), where E[φ′²] = chi1 / sigmaW2 at q* = 0.60704679.
    const fixed = { ...POINT, activation: "tanh" as const, sigmaW2: 1.69, sigmaB2: 0.09 };
    const start = (0.60704679 - 0.09) / 1.69;
    const deep = jacobianTheory({ ...fixed, inputSquare: start, depth: 50 });
    const one = jacobianTheory({ ...fixed, inputSquare: start, depth: 1 });
    expect(one.lnMeanSquare).toBeCloseTo(Math.log(0.93980743), 7);
    expect(deep.lnMeanSquare! / 50).toBeCloseTo(Math.log(0.93980743), 6);
    expect(deep.variance! / 50).toBeCloseTo(one.variance!, 6);
    const second = jacobianTheory({ ...tanh, depth: 2 });
    expect(second.variance!).toBeGreaterThan(first.variance!);
    expect(second.variance! - first.variance!).not.toBeCloseTo(first.variance!, 3);
  });

  it("has one more a layer for Gaussian weights than for orthogonal ones", () => {
    for (const activation of NONLINEARITY_IDS) {
      const gaussian = jacobianTheory({ ...POINT, activation, sigmaB2: 0.2 });
      const orthogonal = jacobianTheory({ ...POINT, activation, sigmaB2: 0.2, weights: "orthogonal" });
      expect(gaussian.variance! - orthogonal.variance!).toBeCloseTo(12, 10);
      expect(gaussian.lnMeanSquare).toBe(orthogonal.lnMeanSquare);
      expect(orthogonal.variance).toBeGreaterThanOrEqual(0);
    }
  });

  it("is null where every singular value is zero", () => {
    expect(jacobianTheory({ ...POINT, sigmaW2: 0 })).toEqual({ lnMeanSquare: null, variance: null });
  });

  it.each(NONLINEARITY_IDS)("has a number for %s where q is tiny or immense", (activation) => {
    for (const inputSquare of [0, 1e-310, 1e200]) {
      const theory = jacobianTheory({ ...POINT, activation, inputSquare });
      const numbers = [theory.lnMeanSquare, theory.variance];
      expect(
        numbers.every((value) => value === null || Number.isFinite(value)),
        `${inputSquare}`,
      ).toBe(true);
    }
  });
});

const REACH = 12;
const STEPS = 120_000;

/** E[φ′(√q z)^power] by the midpoint rule on a plain even grid. */
function plainMoment(activation: NonlinearityId, q: number, power: number): number {
  const phi = nonlinearityOf(activation);
  const step = (2 * REACH) / STEPS;
  let sum = 0;
  for (let index = 0; index < STEPS; index += 1) {
    const x = -REACH + (index + 0.5) * step;
    sum += Math.exp((-x * x) / 2) * phi.derivative(Math.sqrt(q) * x) ** power;
  }
  return (sum * step) / Math.sqrt(2 * Math.PI);
}

describe("its moments against a plain sum", () => {
  // A jump of φ′ within a step h = 2e-4 is off by up to h times the density there; a kink by h² / 24 times the jump of the
  // integrand's slope, at most some 1,000 of its mean here; without either the rule is exact.
  const JUMPS: readonly NonlinearityId[] = ["hardtanh"];
  it.each(NONLINEARITY_IDS)("of %s", (activation) => {
    for (const q of [0.01, 0.7, 25]) {
      const theory = jacobianTheory({ ...POINT, activation, depth: 1, inputSquare: q, weights: "orthogonal" });
      const [square, fourth] = [plainMoment(activation, q, 2), plainMoment(activation, q, 4)];
      const bound = JUMPS.includes(activation) ? 1e-3 : 2e-6;
      expect(Math.abs(theory.lnMeanSquare! - Math.log(square))).toBeLessThan(bound);
      expect(Math.abs((theory.variance! + 1) * (square ** 2 / fourth) - 1)).toBeLessThan(bound);
    }
  });
});
