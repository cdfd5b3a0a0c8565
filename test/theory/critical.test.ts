import { describe, expect, it } from "vitest";
import type { NonlinearityId } from "../../src/model/nonlinearity.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { criticalLines, criticalVariance } from "../../src/theory/critical.ts";
import { criticalSamples } from "../../src/theory/criticalCurve.ts";
import { clip } from "../../src/theory/criticalTrace.ts";
import { meanField } from "../../src/theory/meanField.ts";

describe("the published values", () => {
  it.each([
    ["tanh", 0, 1, 1e-15],
    ["tanh", 0.05, 1.76095464, 5e-9],
    ["erf", 0, Math.PI / 4, 1e-15],
    ["relu", 0, 2, 1e-15],
    ["relu", 0.3, 2, 1e-15],
    ["leaky_relu", 0.3, 2 / 1.0001, 1e-15],
    ["identity", 0.3, 1, 1e-15],
  ] as const)("%s at σ_b² %f: %f", (id, b, expected, bound) => {
    const { sigmaW2, error, others, reason } = criticalVariance(id, b);
    expect(Math.abs(sigmaW2! - expected)).toBeLessThanOrEqual(bound);
    expect({ others, reason }).toEqual({ others: [], reason: null });
    expect(error).toBeLessThan(1e-13);
  });
});

const BIASES = [0, 1e-8, 0.01, 0.05, 0.2, 1, 9, 1e4];

describe.each(NONLINEARITY_IDS)("%s", (id) => {
  it.each(BIASES)("chi1 is 1 at what is found for σ_b² %f, by a way of its own", (b) => {
    const { sigmaW2, error, others, reason } = criticalVariance(id, b);
    if (sigmaW2 === null) {
      expect({ error, others }).toEqual({ error: null, others: [] });
      expect(reason).toMatch(/^For .+ no weight variance makes chi1 = 1 .+\.$/);
      return;
    }
    const values = [sigmaW2, ...others];
    expect(values).toEqual(values.toSorted((one, other) => one - other));
    for (const value of values) {
      const theory = meanField({ activation: id, sigmaW2: value, sigmaB2: b });
      expect(theory.phase, JSON.stringify(theory)).toBe("critical");
    }
  });

  it("no other crossing of chi1 = 1 is left out", () => {
    for (const b of [0.05, 1]) {
      const { sigmaW2, others } = criticalVariance(id, b);
      const found = [sigmaW2, ...others].filter((value) => value !== null);
      let before = null;
      for (let w = 0.05; w < 6; w += 0.05) {
        const { chi1, qStar } = meanField({ activation: id, sigmaW2: w, sigmaB2: b });
        // Where q* jumps, chi1 jumps with it, and passes 1 without being it.
        const isJump =
          before !== null && (qStar === null ? before.qStar !== null : Math.abs(Math.log(qStar / before.qStar!)) > 1);
        if (before !== null && !isJump && before.chi1 < 1 !== chi1! < 1) {
          expect(
            found.some((value) => value >= before!.w - 1e-9 && value <= w + 1e-9),
            `${w}`,
          ).toBe(true);
        }
        before = { w, chi1: chi1!, qStar };
      }
    }
  });

  it("its curve rises in σ_b² with q wherever σ_b² is above 0, so that each σ_b² is met once", () => {
    let last = 0;
    for (const { sigmaB2, sigmaB2Error } of criticalSamples(id)) {
      if (sigmaB2 <= sigmaB2Error) continue;
      expect(sigmaB2 + sigmaB2Error).toBeGreaterThanOrEqual(last);
      last = sigmaB2;
    }
  });
});

it.each([
  ["gelu", 0.05],
  ["silu", 0.05],
  ["gelu", 0],
] as const)("%s at σ_b² %f: chi1 jumps over 1", (id, b) => {
  expect(criticalVariance(id, b).sigmaW2).toBeNull();
  const chi1 = [1.8, 3.5].map((sigmaW2) => meanField({ activation: id, sigmaW2, sigmaB2: b }).chi1!);
  expect(chi1[0]).toBeLessThan(1);
  expect(chi1[1]).toBeGreaterThan(1);
});

describe("the error told covers the error made", () => {
  // tanh near 0: σ_b² = (4/3) q³ and σ_w² = 1 + 2 q, to the next order 1 + 2 q - 3 q² and σ_b² = (4/3) q³ - 11.9 q⁴ or so.
  it.each([1e-12, 1e-16, 1e-20])("tanh at σ_b² %f", (b) => {
    const { sigmaW2, error } = criticalVariance("tanh", b);
    const q = Math.cbrt((3 / 4) * b);
    expect(Math.abs(sigmaW2! - (1 + 2 * q))).toBeLessThanOrEqual(error! + 20 * q * q);
  });
});

const WINDOW = { sigmaW2: [0, 6], sigmaB2: [0, 3] } as const;

describe("lines", () => {
  it.each(NONLINEARITY_IDS)("%s: on every point of a line chi1 is 1, and the line is smooth", (id: NonlinearityId) => {
    const lines = criticalLines({ activation: id, ...WINDOW });
    for (const line of lines) {
      for (const [index, [w, b]] of line.entries()) {
        expect(w >= 0 && w <= 6 && b >= 0 && b <= 3).toBe(true);
        if (index % 40 !== 0) continue;
        const { chi1 } = meanField({ activation: id, sigmaW2: w, sigmaB2: b });
        // A chord of 1/256 of the window lies within its square of the curve where it is cut at the edge.
        expect(Math.abs(chi1! - 1), `${w}, ${b}`).toBeLessThan(1e-4);
      }
      // The line of two points is the straight one.
      for (let index = 1; line.length > 2 && index < line.length; index += 1) {
        const [start, end] = [line[index - 1]!, line[index]!];
        expect(Math.abs(end[0] - start[0])).toBeLessThanOrEqual(6 / 128);
        expect(Math.abs(end[1] - start[1])).toBeLessThanOrEqual(3 / 128);
      }
    }
    // Sigmoid's lies beyond σ_w² = 100.
    expect(lines.length > 0).toBe(id !== "sigmoid");
  });

  it("begins and ends at the window's edge", () => {
    const [line] = criticalLines({ activation: "erf", sigmaW2: [1, 2], sigmaB2: [0.02, 0.2] });
    expect(line![0]![1]).toBeCloseTo(0.02, 12);
    expect(line!.at(-1)![1]).toBeCloseTo(0.2, 12);
    expect(criticalLines({ activation: "erf", sigmaW2: [3, 4], sigmaB2: [0, 0.1] })).toEqual([]);
  });

  it("stands at 2 where q just grows for ever, from the bias on that lets it", () => {
    expect(criticalLines({ activation: "relu", ...WINDOW })).toEqual([
      [
        [2, 0],
        [2, 3],
      ],
    ]);
    const vertical = criticalLines({ activation: "gelu", ...WINDOW }).at(-1)!;
    expect(vertical.map(([w]) => w)).toEqual([2, 2]);
    const start = vertical[0]![1];
    expect(meanField({ activation: "gelu", sigmaW2: 2, sigmaB2: start * 1.001 }).qStar).toBeNull();
    expect(meanField({ activation: "gelu", sigmaW2: 2, sigmaB2: start * 0.999 }).qStar).not.toBeNull();
  });

  it("is cut into parts where it leaves the window", () => {
    const zigzag = [
      [-1, 0.5],
      [0.5, 0.5],
      [2, 0.5],
      [2, 0.7],
      [0.2, 0.7],
    ] as const;
    expect(clip({ sigmaW2: [0, 1], sigmaB2: [0, 1] }, zigzag)).toEqual([
      [
        [0, 0.5],
        [0.5, 0.5],
        [1, 0.5],
      ],
      [
        [1, 0.7],
        [0.2, 0.7],
      ],
    ]);
  });
});
