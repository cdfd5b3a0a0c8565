import { describe, expect, it } from "vitest";
import type { MeanField } from "../../src/model/meanField.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import { meanField } from "../../src/theory/meanField.ts";

const at = (activation: NonlinearityId, sigmaW2: number, sigmaB2: number) =>
  meanField({ activation, sigmaW2, sigmaB2 });

/** -1 / ln m. */
const scale = (m: number): number => -1 / Math.log(m);

type Expected = Partial<Record<keyof MeanField, number | string | RegExp | null>>;

const DIES = /^The signal dies \(q\* is 0\)/;
const GROWS = /^There is no fixed point: q grows for ever/;

const LIMITS: readonly [NonlinearityId, number, number, Expected][] = [
  // Every q is kept; correlations follow the arc-cosine map to 1.
  ["relu", 2, 0, { qStar: 1, chi1: 1, cStar: 1, xiC: null, xiQ: null, phase: "critical", reason: /Every mean square/ }],
  ["relu", 1.5, 0, { qStar: 0, chi1: 0.75, cStar: 1, xiC: null, xiQ: scale(0.75), phase: "ordered", reason: DIES }],
  ["relu", 3, 0, { qStar: null, chi1: 1.5, cStar: 1, xiC: null, xiQ: null, phase: "chaotic", reason: GROWS }],
  ["relu", 3, 1, { qStar: null, chi1: 1.5, cStar: 1, xiC: null, xiQ: null, phase: "chaotic", reason: GROWS }],
  ["relu", 2, 1e-20, { qStar: null, chi1: 1, cStar: 1, xiC: null, phase: "critical", reason: GROWS }],
  ["relu", 1, 0.2, { qStar: 0.4, chi1: 0.5, cStar: 1, xiC: scale(0.5), xiQ: scale(0.5), reason: null }],
  ["leaky_relu", 1, 0, { qStar: 0, chi1: 0.50005, cStar: 1, xiC: null, reason: DIES }],
  ["leaky_relu", 1, 1, { qStar: 1 / 0.49995, chi1: 0.50005, cStar: 1, xiC: scale(0.50005), reason: null }],
  ["leaky_relu", 4, 0, { qStar: null, chi1: 2.0002, cStar: 1, reason: GROWS }],
  // The identity keeps correlations; a bias draws them to 1 where it lasts.
  ["identity", 1, 0, { qStar: 1, chi1: 1, cStar: null, xiC: null, phase: "critical", reason: /every correlation/ }],
  ["identity", 0.5, 0, { qStar: 0, chi1: 0.5, cStar: null, xiC: null, xiQ: scale(0.5), reason: DIES }],
  ["identity", 0.5, 1, { qStar: 2, chi1: 0.5, cStar: 1, xiC: scale(0.5), reason: null }],
  ["identity", 1, 1, { qStar: null, chi1: 1, cStar: 1, xiC: null, phase: "critical", reason: GROWS }],
  ["identity", 2, 1, { qStar: null, chi1: 2, cStar: null, xiC: null, reason: GROWS }],
  // Smooth at 0: as the signal dies, φ is linear, and each correlation is a fixed point.
  ["tanh", 0.5, 0, { qStar: 0, chi1: 0.5, cStar: null, xiC: null, xiQ: scale(0.5), phase: "ordered", reason: DIES }],
  ["tanh", 1, 0, { qStar: 0, chi1: 1, cStar: null, xiC: null, xiQ: null, phase: "critical", reason: DIES }],
  ["softsign", 1, 0, { qStar: 0, chi1: 1, cStar: null, phase: "critical", reason: DIES }],
  ["hardtanh", 1, 0, { qStar: 0, chi1: 1, cStar: null, phase: "critical", reason: DIES }],
  ["sine", 1, 0, { qStar: 0, chi1: 1, cStar: null, phase: "critical", reason: DIES }],
  ["erf", Math.PI / 4, 0, { qStar: 0, cStar: null, phase: "critical", reason: DIES }],
  ["gelu", 2, 0, { qStar: 0, chi1: 0.5, cStar: null, xiQ: scale(0.5), reason: DIES }],
  ["silu", 2, 0, { qStar: 0, chi1: 0.5, cStar: null, xiQ: scale(0.5), reason: DIES }],
  ["elu", 0.5, 0, { qStar: 0, chi1: 0.5, cStar: null, reason: DIES }],
  // SELU is bent at 0.
  ["selu", 0.4, 0, { qStar: 0, cStar: 1, xiC: null, phase: "ordered", reason: DIES }],
  // Odd φ without bias: the two inputs come to be uncorrelated.
  ["tanh", 2, 0, { cStar: 0, phase: "chaotic", reason: null }],
  ["hardtanh", 2, 0, { cStar: 0, phase: "chaotic", reason: null }],
  ["sine", 2, 0, { cStar: 0, phase: "chaotic", reason: null }],
  ["gelu", 4, 1, { qStar: null, chi1: 2, cStar: 1, reason: GROWS }],
  ["silu", 4, 1, { qStar: null, chi1: 2, cStar: 1, reason: GROWS }],
  ["elu", 4, 1, { qStar: null, chi1: 2, cStar: 1, reason: GROWS }],
  ["selu", 4, 1, { qStar: null, cStar: 1, phase: "chaotic", reason: GROWS }],
  ["softplus", 4, 1, { qStar: null, chi1: 2, cStar: 1, reason: GROWS }],
  ["sigmoid", 4, 0, { cStar: 1, phase: "ordered", reason: null }],
  // Without weights one layer forgets everything.
  ["tanh", 0, 1, { qStar: 1, chi1: 0, cStar: 1, xiC: 0, xiQ: 0, phase: "ordered", reason: null }],
  ["sigmoid", 0, 0, { qStar: 0, chi1: 0, cStar: null, xiC: null, xiQ: 0, reason: /Without weights and biases/ }],
];

it.each(LIMITS)("%s, σ_w² %f, σ_b² %f", (id, w, b, expected) => {
  const theory = at(id, w, b);
  for (const [key, value] of Object.entries(expected)) {
    const own = theory[key as keyof MeanField];
    if (value instanceof RegExp) expect(own).toMatch(value);
    else if (typeof value === "number") expect(own, key).toBeCloseTo(value, 12);
    else expect(own, key).toBe(value);
  }
});

describe.each(NONLINEARITY_IDS)("%s at every extreme", (id) => {
  const variances = [0, 1e-300, 1e-20, 0.5, 1, 36, 1e6];
  const points = variances.flatMap((w) => variances.map((b) => [w, b] as const));

  it.each(points)("σ_w² %f, σ_b² %f has numbers, or says why not", (w, b) => {
    const theory = at(id, w, b);
    const { qStar, chi1, cStar, xiC, xiQ, error, phase, reason } = theory;
    const numbers = [qStar, chi1, cStar, xiC, xiQ];
    for (const value of numbers) expect(value === null || (Number.isFinite(value) && value >= 0)).toBe(true);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThanOrEqual(1);
    expect(reason !== null, JSON.stringify(theory)).toBe(numbers.includes(null));
    if (phase === "critical") expect(Math.abs(chi1! - 1)).toBeLessThanOrEqual(error * 2);
    else expect(phase).toBe(chi1! < 1 ? "ordered" : "chaotic");
    if (cStar !== null) expect(cStar).toBeLessThanOrEqual(1);
  });
});
