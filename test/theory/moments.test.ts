import { describe, expect, it } from "vitest";
import { NONLINEARITIES } from "../../src/model/nonlinearities.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";
import { pairBySeries } from "../../src/theory/hermiteSeries.ts";
import { correlationAway, correlationOf } from "../../src/theory/moment.ts";
import { momentsOf } from "../../src/theory/moments.ts";
import { isOdd } from "../../src/theory/sectors.ts";
import { mehlerPair, mehlerShares, panelPair, panelSingle } from "./panels.ts";

const POINTS = 1000;
/** 0.7^104 = 1e-16: what the series leaves out. */
const FARTHEST = 0.7;
const TERMS = 104;
/** Sums of about 2000 terms round by √2000 / 2 = 22 ulps or so, a_k² by twice that: with a factor of three, 2^-46. */
const REFERENCE = 2 ** -46;

/** Points of the plane that any σ_w² to 36 and σ_b² to 9 may lead to. */
function randomPoints(seed: number, count: number): { q: number; c: number }[] {
  const random = new NumpyLegacy(seed);
  return Array.from({ length: count }, () => ({
    q: Math.exp(Math.log(1e-3) + random.random() * Math.log(5e4)),
    c: FARTHEST * (2 * random.random() - 1),
  }));
}

function expectWithin(value: number, reference: number, bound: number, what: string): void {
  const error = Math.abs(value - reference);
  if (!(error <= bound)) expect.fail(`${what}: ${value} against ${reference}, off by ${error}, allowed ${bound}`);
}

describe.each(NONLINEARITY_IDS)("%s at 1,000 random points", (id) => {
  const moments = momentsOf(id);

  it("agrees with panels and Mehler's series within the errors told", () => {
    for (const { q, c } of randomPoints(11, POINTS)) {
      const reference = panelSingle(id, q);
      const single = moments.single(q);
      const where = `q ${q}, c ${c}`;
      const { square, slopeSquare, growth } = reference;
      expectWithin(single.square, square, square * (single.error + REFERENCE), `E[φ²] at ${where}`);
      expectWithin(single.slopeSquare, slopeSquare, slopeSquare * (single.error + REFERENCE), `E[φ′²] at ${where}`);
      // E|x φ φ′| <= √(E[φ²] E[x² φ′²]), and φ′ is below 2: what cancels between the sides of 0.
      const terms = 2 * Math.sqrt(square / q);
      expectWithin(single.growth, growth, growth * single.growthError + terms * REFERENCE, `dE[φ²]/dq at ${where}`);

      const pair = moments.pair(q, correlationOf(c));
      const series = mehlerPair(mehlerShares(id, q, TERMS), c);
      const gap = square - series.product;
      expectWithin(pair.product, series.product, pair.gap * pair.error + square * REFERENCE, `E[φφ] at ${where}`);
      expectWithin(pair.gap, gap, pair.gap * pair.error + square * REFERENCE, `gap at ${where}`);
      // Each a_k is off by δ = REFERENCE √E[φ²]; Σ k a_k δ c^(k - 1) <= δ √(Σ k a_k² c^(k - 1)) / (1 - c), by Cauchy-Schwarz.
      const lost = (2 * REFERENCE * Math.sqrt((square * slopeSquare) / q)) / (1 - Math.abs(c));
      const slopeBound = Math.abs(pair.slopeProduct) * pair.error + slopeSquare * REFERENCE + lost;
      expectWithin(pair.slopeProduct, series.slope / q, slopeBound, `E[φ′φ′] at ${where}`);
    }
  });

  it("agrees with Mehler's longer series from |c| = 0.7 to 0.95 on both sides of 0", () => {
    const random = new NumpyLegacy(14);
    for (const { q } of randomPoints(15, 50)) {
      const size = FARTHEST + (0.95 - FARTHEST) * random.random();
      const c = random.random() < 0.5 ? -size : size;
      // 0.95^720 = 1e-16.
      const series = mehlerPair(mehlerShares(id, q, 720), c);
      const { square, slopeSquare } = panelSingle(id, q);
      const pair = moments.pair(q, correlationOf(c));
      const where = `q ${q}, c ${c}`;
      expectWithin(pair.gap, square - series.product, pair.gap * pair.error + square * REFERENCE, `gap at ${where}`);
      const lost = (2 * REFERENCE * Math.sqrt((square * slopeSquare) / q)) / (1 - size);
      const slopeBound = Math.abs(pair.slopeProduct) * pair.error + slopeSquare * REFERENCE + lost;
      expectWithin(pair.slopeProduct, series.slope / q, slopeBound, `E[φ′φ′] at ${where}`);
    }
  });

  it("agrees with panels near correlation 1", () => {
    for (const [index, { q }] of randomPoints(12, 6).entries()) {
      const away = 0.3 * 8 ** -index;
      const pair = moments.pair(q, correlationAway(away));
      const reference = panelPair(id, q, away);
      // The reference too keeps of φ(u) - φ(v) only what it is of φ.
      const lost = REFERENCE * Math.sqrt(moments.single(q).square / pair.gap);
      const where = `q ${q}, 1 - c ${away}`;
      expectWithin(pair.gap, reference.gap, pair.gap * (pair.error + lost), `gap at ${where}`);
      const slopeBound = pair.slopeProduct * (pair.error + REFERENCE);
      expectWithin(pair.slopeProduct, reference.slopeProduct, slopeBound, `E[φ′φ′] at ${where}`);
    }
  });

  it("agrees with panels near correlation -1", () => {
    for (const [index, { q }] of randomPoints(16, 3).entries()) {
      const apart = 0.05 * 30 ** -index;
      const pair = moments.pair(q, correlationOf(apart - 1));
      const reference = panelPair(id, q, 2 - apart);
      const where = `q ${q}, 1 + c ${apart}`;
      expectWithin(pair.gap, reference.gap, pair.gap * (pair.error + REFERENCE), `gap at ${where}`);
      // E[φ′φ′] may be far smaller than the terms that make it up.
      const { slopeSquare } = panelSingle(id, q);
      const slopeBound = Math.abs(pair.slopeProduct) * pair.error + slopeSquare * REFERENCE;
      expectWithin(pair.slopeProduct, reference.slopeProduct, slopeBound, `E[φ′φ′] at ${where}`);
    }
  });

  it("is φ's slopes times z at both ends", () => {
    const { atZero, slopeAtZero, slopeAtInfinity } = NONLINEARITIES[id];
    const meanSquare = ([below, above]: readonly [number, number]): number => (below ** 2 + above ** 2) / 2;
    // Next to the slope comes a term of √q, or of 1 / √q.
    for (const q of [1e-300, 1e-36, 1e-32]) {
      const { square, slopeSquare } = moments.single(q);
      if (atZero === 0) expectWithin(square / q, meanSquare(slopeAtZero), 1e-14, `E[φ²] / q at ${q}`);
      else expectWithin(square, atZero ** 2, 1e-14, `E[φ²] at ${q}`);
      expectWithin(slopeSquare, meanSquare(slopeAtZero), 1e-14, `E[φ′²] at ${q}`);
    }
    if (meanSquare(slopeAtInfinity) === 0) return;
    for (const q of [1e32, 1e36, 1e300]) {
      expectWithin(moments.single(q).square / q, meanSquare(slopeAtInfinity), 1e-14, `E[φ²] / q at ${q}`);
    }
  });
});

it.each(NONLINEARITY_IDS)("%s claims no more than float64 holds, at any correlation", (id: NonlinearityId) => {
  for (const c of [-0.9, -0.1, 0, 1e-12, 0.1, 0.9]) {
    for (const q of [1e-3, 1, 50])
      expect(momentsOf(id).pair(q, correlationOf(c)).error).toBeGreaterThanOrEqual(2 ** -52);
  }
});

it.each(NONLINEARITY_IDS)("%s is known to be odd, or not", (id: NonlinearityId) => {
  const { value } = NONLINEARITIES[id];
  const isMirrored = [0.1, 0.7, 3].every((z) => value(-z) === -value(z));
  expect(isOdd(NONLINEARITIES[id])).toBe(isMirrored);
});

/** Where quadrature is rough its errors are far above rounding, and can be told from it. */
it.each(["tanh", "sigmoid", "silu", "elu", "selu", "softplus", "softsign"] as const)(
  "%s: the error told of a rough quadrature covers the error made",
  (id) => {
    const moments = momentsOf(id);
    for (const { q, c } of randomPoints(13, 150)) {
      const correlation = correlationOf(0.6 + 0.5 * c);
      const [rough, fine] = [moments.pair(q, correlation, 1), moments.pair(q, correlation)];
      const where = `q ${q}, c ${correlation.c}`;
      expectWithin(rough.gap, fine.gap, fine.gap * (rough.error + fine.error), `gap at ${where}`);
      const bound = Math.abs(fine.slopeProduct) * (rough.error + fine.error);
      expectWithin(rough.slopeProduct, fine.slopeProduct, bound, `E[φ′φ′] at ${where}`);
    }
  },
);

it("tells an error by the series where φ has a kink that no node heeds", () => {
  const { single, pair } = momentsOf("hardtanh");
  for (const q of [0.3, 1, 5]) {
    for (const c of [-0.2, -0.1, 0.1, 0.2]) {
      const told = pairBySeries(NONLINEARITIES.hardtanh, q, c, single(q));
      const known = pair(q, correlationOf(c));
      const where = `q ${q}, c ${c}`;
      // The estimate is made for an analytic φ: of a kink it is right to within a factor.
      expectWithin(told.gap, known.gap, 4 * known.gap * told.error, `gap at ${where}`);
      expectWithin(told.slopeProduct, known.slopeProduct, 4 * known.slopeProduct * told.error, `E[φ′φ′] at ${where}`);
    }
  }
});

/** Σ a_k² c^k with a_k² >= 0: c′ is convex and rises on [0, 1], so that c* is unique. */
it.each(NONLINEARITY_IDS)("%s: E[φ′φ′] rises with c from 0 to 1", (id: NonlinearityId) => {
  for (const q of [0.01, 1, 30]) {
    let last = -Infinity;
    for (let step = 0; step < 40; step += 1) {
      const { slopeProduct, error } = momentsOf(id).pair(q, correlationOf(step / 40));
      expect(slopeProduct).toBeGreaterThanOrEqual(last * (1 - 2 * error));
      last = slopeProduct;
    }
    expect(momentsOf(id).single(q).slopeSquare).toBeGreaterThanOrEqual(last * (1 - 1e-14));
  }
});

/** E[φ²] grows with q, so that iterating the length map moves one way. */
it.each(NONLINEARITY_IDS)("%s: E[φ²] grows with q", (id: NonlinearityId) => {
  for (let lnQ = -40; lnQ <= 40; lnQ += 0.25) {
    const { growth, growthError } = momentsOf(id).single(Math.exp(lnQ));
    // Sine's e^(-2q) is below float64's smallest at q = 373.
    expect(growth * (1 + growthError), `ln q ${lnQ}`).toBeGreaterThanOrEqual(0);
  }
});
