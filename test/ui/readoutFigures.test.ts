import { expect, it } from "vitest";
import { meanField } from "../../src/theory/meanField.ts";
import { readoutFigures } from "../../src/ui/theory-map/readoutFigures.ts";

/** χ₁, q*, c*, ξ_c and ξ_q: what stands where there is no number, null where there is one. */
function absences(...[activation, sigmaW2, sigmaB2]: ["relu" | "tanh", number, number]): (string | null)[] {
  const figures = readoutFigures(meanField({ activation, sigmaW2, sigmaB2 })).slice(0, 5);
  return figures.map(({ value, text }) => (value === null ? text : null));
}

it.each([
  // Without weights and biases no correlation is defined, and none is come to.
  ["relu", 0, 0, [null, null, "none", "none", null]],
  // He's network: every mean square is kept, and correlation 1 is come to by a power of the depth.
  ["relu", 2, 0, [null, null, null, "∞", "∞"]],
  ["relu", 3, 0, [null, "∞", null, "∞", "none"]],
  ["tanh", 2, 0.05, [null, null, null, null, null]],
] as const)("tells what is infinite from what there is not: %s at %d, %d", (activation, sigmaW2, sigmaB2, expected) => {
  expect(absences(activation, sigmaW2, sigmaB2)).toEqual(expected);
});

it.each([
  ["relu", 2, 0, "any (1 from q = 1)"],
  ["identity", 1, 0, "any (1 from q = 1)"],
  // At tanh's edge without bias there is one fixed point: 0.
  ["tanh", 1, 0, "0"],
  ["relu", 1, 0.5, "1"],
] as const)(
  "says that every q is a fixed point where it is: %s at %d, %d",
  (activation, sigmaW2, sigmaB2, expected) => {
    expect(readoutFigures(meanField({ activation, sigmaW2, sigmaB2 }))[1]!.text).toBe(expected);
  },
);

it("never reads a factor of 1 beside a phase that is not the edge", () => {
  const near = { ...meanField({ activation: "tanh", sigmaW2: 1.7609, sigmaB2: 0.05 }), chi1: 1 - 2e-8 };
  expect(readoutFigures(near)[0]!.text).toBe("0.99999998");
});
