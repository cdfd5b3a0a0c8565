import { NONLINEARITIES } from "../../src/model/nonlinearities.ts";
import type { NonlinearityId } from "../../src/model/nonlinearity.ts";

/** Moments by Gauss-Legendre on panels of the plain variable: shares no node, map or formula with src/theory. */

interface Rule {
  readonly at: readonly number[];
  readonly weight: readonly number[];
}

const ORDER = 16;
/** Beyond, a Gaussian with what φ² may grow by is below 1e-26. */
const REACH = 12;
const DENSITY = 1 / Math.sqrt(2 * Math.PI);

/** Nodes and weights on [-1, 1]: zeros of the Legendre polynomial by Newton's steps. */
function legendre(order: number): Rule {
  const at: number[] = [];
  const weight: number[] = [];
  for (let index = 0; index < order; index += 1) {
    let x = Math.cos((Math.PI * (index + 0.75)) / (order + 0.5));
    let slope = 0;
    for (let step = 0; step < 20; step += 1) {
      let [before, now] = [1, x];
      for (let k = 2; k <= order; k += 1) [before, now] = [now, ((2 * k - 1) * x * now - (k - 1) * before) / k];
      slope = (order * (x * now - before)) / (x * x - 1);
      x -= now / slope;
    }
    at.push(x);
    weight.push(2 / ((1 - x * x) * slope * slope));
  }
  return { at, weight };
}

const RULE = legendre(ORDER);

/** The rule on every panel between neighbouring breaks. */
function onPanels(breaks: Iterable<number>): Rule {
  const sorted = [...new Set(breaks)].toSorted((a, b) => a - b);
  const at: number[] = [];
  const weight: number[] = [];
  for (let index = 1; index < sorted.length; index += 1) {
    const [middle, half] = [(sorted[index - 1]! + sorted[index]!) / 2, (sorted[index]! - sorted[index - 1]!) / 2];
    for (const [node, x] of RULE.at.entries()) {
      at.push(middle + half * x);
      weight.push(half * RULE.weight[node]!);
    }
  }
  return { at, weight };
}

/** Breaks of [-REACH, REACH]: even ones, and some about each kink at distances of φ's scale. */
function breaksAbout(kinks: readonly number[], scale: number, width: number): number[] {
  const breaks = kinks.filter((kink) => Math.abs(kink) < REACH);
  for (let x = -REACH; x <= REACH; x += width) breaks.push(x);
  for (const kink of kinks) {
    for (let power = -2; power < 10; power += 1) breaks.push(kink - scale * 2 ** power, kink + scale * 2 ** power);
  }
  return breaks.filter((x) => Math.abs(x) <= REACH);
}

/** z at which φ or φ′ jumps; features of other φ lie about 0 too. */
function kinksOf(id: NonlinearityId): number[] {
  return id === "hardtanh" ? [-1, 1] : [0];
}

/**
 * Points x ~ N(0, 1) with their probability, fine enough for φ(√q x) times a polynomial of degree `degree`, or for what
 * smooths φ over a width of `finest`.
 */
function gaussian(id: NonlinearityId, q: number, degree = 0, finest = Infinity): Rule {
  const s = Math.sqrt(q);
  const kinks = kinksOf(id).map((kink) => kink / s);
  // A Hermite function of degree k oscillates by √k a unit; sixteen nodes hold 8 a panel to all digits.
  const width = Math.min(0.5, 8 / Math.sqrt(degree + 1));
  const { at, weight } = onPanels(breaksAbout(kinks, Math.min(1 / s, finest), width));
  return { at, weight: weight.map((share, index) => share * DENSITY * Math.exp(-(at[index]! ** 2) / 2)) };
}

/** E[φ²], E[φ′²] and E[x φ φ′] / √q, the derivative of the first by q. */
export function panelSingle(id: NonlinearityId, q: number): { square: number; slopeSquare: number; growth: number } {
  const { value, derivative } = NONLINEARITIES[id];
  const s = Math.sqrt(q);
  const { at, weight } = gaussian(id, q);
  let [square, slopeSquare, growth] = [0, 0, 0];
  for (const [index, x] of at.entries()) {
    const [phi, slope, share] = [value(s * x), derivative(s * x), weight[index]!];
    square += share * phi * phi;
    slopeSquare += share * slope * slope;
    growth += (share * x * phi * slope) / s;
  }
  return { square, slopeSquare, growth };
}

/** a_k² of φ(√q x) = Σ a_k He_k(x) / √k!, k below `terms`. */
export function mehlerShares(id: NonlinearityId, q: number, terms: number): Float64Array {
  const { value } = NONLINEARITIES[id];
  const s = Math.sqrt(q);
  const { at, weight } = gaussian(id, q, terms);
  const sums = new Float64Array(terms);
  for (const [index, x] of at.entries()) {
    const share = weight[index]! * value(s * x);
    let [before, now] = [0, 1];
    for (let k = 0; k < terms; k += 1) {
      sums[k]! += share * now;
      [before, now] = [now, (x * now - Math.sqrt(k) * before) / Math.sqrt(k + 1)];
    }
  }
  return sums.map((a) => a * a);
}

/** E[φ(u) φ(v)] = Σ a_k² c^k and its derivative by c, q E[φ′(u) φ′(v)]. */
export function mehlerPair(shares: Float64Array, c: number): { product: number; slope: number } {
  let [product, slope] = [0, 0];
  for (let k = shares.length - 1; k >= 0; k -= 1) {
    slope = slope * c + product;
    product = product * c + shares[k]!;
  }
  return { product, slope };
}

/** E[(φ(u) - φ(v))²] / 2 and E[φ′(u) φ′(v)], v given u: for correlations near 1, where the series is long. */
export function panelPair(id: NonlinearityId, q: number, away: number): { gap: number; slopeProduct: number } {
  const { value, derivative } = NONLINEARITIES[id];
  const s = Math.sqrt(q);
  const [c, rest] = [1 - away, Math.sqrt(away * (2 - away))];
  const outer = gaussian(id, q, 0, rest);
  let [gap, slopeProduct] = [0, 0];
  for (const [index, x] of outer.at.entries()) {
    const [phi, slope, share] = [value(s * x), derivative(s * x), outer.weight[index]!];
    if (share < 1e-20) continue;
    const kinks = kinksOf(id).map((kink) => (kink / s - c * x) / rest);
    const inner = onPanels(breaksAbout(kinks, 1 / (s * rest), 1));
    // Sums of their own keep rounding down over some 10^5 terms.
    let [innerGap, innerSlope] = [0, 0];
    for (const [node, y] of inner.at.entries()) {
      const v = s * (c * x + rest * y);
      const density = inner.weight[node]! * DENSITY * Math.exp((-y * y) / 2);
      innerGap += (density * (phi - value(v)) ** 2) / 2;
      innerSlope += density * derivative(v);
    }
    gap += share * innerGap;
    slopeProduct += share * slope * innerSlope;
  }
  return { gap, slopeProduct };
}
