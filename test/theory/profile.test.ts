import { describe, expect, it } from "vitest";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import { meanField } from "../../src/theory/meanField.ts";
import { meanFieldProfile } from "../../src/theory/profile.ts";
import { mehlerPair, mehlerShares, panelSingle } from "./panels.ts";

const profileOf = (activation: NonlinearityId, sigmaW2: number, sigmaB2: number, depth: number, correlation = 0.5) =>
  meanFieldProfile({ activation, sigmaW2, sigmaB2, depth, correlation });

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe.each(NONLINEARITY_IDS)("%s by layer", (id) => {
  it("is the maps applied one after the other", () => {
    const [w, b, depth] = [1.8, 0.1, 5];
    const profile = profileOf(id, w, b, depth, 0.6);
    expect(profile.lnQ).toHaveLength(depth + 1);
    expect([profile.lnQ[0], profile.c[0], profile.lnM[0], profile.lnGradient[depth]]).toEqual([0, 0.6, 0, 0]);
    let [q, c] = [w + b, (w * 0.6 + b) / (w + b)];
    const factors = [];
    for (let layer = 1; layer <= depth; layer += 1) {
      // As many roundings as layers, of panels of 2^-46 each; correlations to 2e-5 of 1 - c.
      expect(Math.abs(profile.lnQ[layer]! - Math.log(q))).toBeLessThan(1e-12);
      expect(Math.abs(profile.c[layer]! - c)).toBeLessThan(2e-5 * (1 - c) * layer);
      const { square, slopeSquare } = panelSingle(id, q);
      expect(Math.abs(profile.lnM[layer]! - Math.log(square))).toBeLessThan(1e-12);
      factors.push(Math.log(w * slopeSquare));
      // 0.97^1000 = 6e-14.
      const { product } = mehlerPair(mehlerShares(id, q, 1000), c);
      [q, c] = [w * square + b, (w * product + b) / (w * square + b)];
    }
    for (let layer = 0; layer <= depth; layer += 1) {
      expect(Math.abs(profile.lnGradient[layer]! - sum(factors.slice(layer)))).toBeLessThan(1e-11);
    }
  });

  it("comes to the fixed points", () => {
    const [w, b] = [0.9, 0.3];
    const { qStar, cStar, chi1, xiC } = meanField({ activation: id, sigmaW2: w, sigmaB2: b });
    const { lnQ, c, lnGradient } = profileOf(id, w, b, 200);
    expect(Math.abs(lnQ[200]! - Math.log(qStar!))).toBeLessThan(1e-9);
    // The way left falls by e every ξ_c layers, after a few in which q settles.
    expect(Math.abs(c[200]! - cStar!)).toBeLessThan(1e-5 + Math.exp(-180 / xiC!));
    expect(Math.abs(lnGradient[199]! - Math.log(chi1!))).toBeLessThan(1e-9);
  });
});

it("holds ReLU's square and gradient at He's variance, and draws inputs together by the arc-cosine map", () => {
  const { lnQ, c, lnM, lnGradient } = profileOf("relu", 2, 0, 50);
  for (let layer = 1; layer <= 50; layer += 1) {
    expect(Math.abs(lnQ[layer]! - Math.LN2)).toBeLessThan(1e-13);
    expect(Math.abs(lnM[layer]!)).toBeLessThan(1e-13);
  }
  expect(Math.abs(lnGradient[0]!)).toBeLessThan(1e-13);
  const map = (from: number): number => (Math.sqrt(1 - from * from) + (Math.PI - Math.acos(from)) * from) / Math.PI;
  for (let layer = 1; layer < 50; layer += 1) expect(Math.abs(c[layer + 1]! - map(c[layer]!))).toBeLessThan(1e-12);
});

/** 1 - c′ = (1 - c) - (sin ω - ω cos ω) / π: the angle's series keeps the change where c is next to 1. */
it.each([1e-4, 1e-6, 1e-8, 1e-10, 1e-12])("draws ReLU's inputs of 1 - c = %f together by that map too", (start) => {
  const { c } = profileOf("relu", 2, 0, 200, 1 - start);
  let away = 1 - (1 - start);
  for (let layer = 1; layer <= 200; layer += 1) {
    expect(Math.abs(1 - c[layer]! - away), `layer ${layer}`).toBeLessThanOrEqual(2 ** -53 + 1e-12 * away);
    const angle = 2 * Math.asin(Math.sqrt(away / 2));
    away -= (angle ** 3 * (1 / 3 - angle ** 2 * (1 / 30 - angle ** 2 / 840))) / Math.PI;
  }
});

describe("magnitudes beyond float64", () => {
  it.each(["relu", "gelu", "silu", "elu", "softplus"] as const)("%s at σ_w² = 1e6, 200 layers deep", (id) => {
    const { lnQ, lnM, lnGradient, c } = profileOf(id, 1e6, 1, 200);
    // E[φ²] is q / 2 from the first layers on: GELU's and ELU's rest is of order 1 / √q = 1e-3 there.
    expect(Math.abs(lnQ[200]! - lnQ[199]! - Math.log(5e5))).toBeLessThan(1e-9);
    expect(Math.abs(lnQ[200]! - (Math.log(1e6) + 199 * Math.log(5e5)))).toBeLessThan(1e-2);
    expect(lnQ[200]).toBeGreaterThan(Math.log(Number.MAX_VALUE));
    expect(Math.abs(lnM[200]! - (lnQ[200]! - Math.LN2))).toBeLessThan(1e-9);
    expect(Math.abs(lnGradient[0]! - 200 * Math.log(5e5))).toBeLessThan(1e-2);
    expect(c.every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  it.each(["relu", "tanh", "gelu"] as const)("%s at σ_w² = 1e-6, 200 layers deep", (id) => {
    const { lnQ, lnGradient } = profileOf(id, 1e-6, 0, 200);
    const slope = { relu: 0.5, tanh: 1, gelu: 0.25 }[id];
    expect(Math.abs(lnQ[200]! - lnQ[199]! - Math.log(1e-6 * slope))).toBeLessThan(1e-9);
    expect(lnQ[200]).toBeLessThan(Math.log(Number.MIN_VALUE));
    expect(lnGradient[0]).toBeLessThan(Math.log(Number.MIN_VALUE));
  });
});

describe("inputs at the ends", () => {
  it("keeps like inputs alike, and opposite ones opposite for an odd φ without bias", () => {
    expect(new Set(profileOf("tanh", 4, 0.1, 20, 1).c)).toEqual(new Set([1]));
    for (const c of profileOf("tanh", 4, 0, 20, -1).c) expect(c).toBeCloseTo(-1, 6);
    for (const c of profileOf("hardtanh", 4, 0, 20, -1).c) expect(c).toBeCloseTo(-1, 12);
  });

  it.each(NONLINEARITY_IDS)("%s: opposite inputs never pass correlation -1", (id) => {
    for (const w of [0.5, 1, 4]) expect(Math.min(...profileOf(id, w, 0, 50, -1).c)).toBeGreaterThanOrEqual(-1);
  });

  it("has no correlation, and ln 0, without weights and biases", () => {
    const { lnQ, c, lnM, lnGradient } = profileOf("tanh", 0, 0, 3);
    expect(lnQ).toEqual([0, -Infinity, -Infinity, -Infinity]);
    expect(c).toEqual([0.5, NaN, NaN, NaN]);
    expect(lnM).toEqual([0, -Infinity, -Infinity, -Infinity]);
    expect(lnGradient).toEqual([-Infinity, -Infinity, -Infinity, 0]);
  });

  it("has the biases alone without weights", () => {
    const { lnQ, c } = profileOf("sigmoid", 0, 2, 3);
    expect(lnQ).toEqual([0, Math.LN2, Math.LN2, Math.LN2]);
    expect(c).toEqual([0.5, 1, 1, 1]);
  });
});
