import digamma from "@stdlib/math-base-special-digamma";
import gammaln from "@stdlib/math-base-special-gammaln";
import trigamma from "@stdlib/math-base-special-trigamma";
import type { MeanFieldPoint } from "../model/meanField.ts";
import { piecewiseSlopes } from "../model/nonlinearities.ts";

/** The factor F = M_l / M_(l-1) of a layer at finite width; factors of different layers are independent and alike. */
export interface LayerFactor {
  /** ln E[F]. */
  readonly lnMean: number;
  /** ln E[F²]. */
  readonly lnSecondMoment: number;
  /** E[ln F] and its variance, over the networks that the layer does not silence. */
  readonly meanLog: number;
  readonly varianceLog: number;
}

/**
 * F = (σ_w² / width) Σ φ(ξ_i)² with ξ_i ~ N(0, 1) independent, exact at any width, for φ linear on each side of 0 and no
 * bias: given h, the preactivations of a layer are independent N(0, σ_w² |h|² / width), whatever h is. Null for others.
 *
 * E[F²] = (1 + (κ - 1) / width) E[F]², κ = E[φ⁴] / E[φ²]²: 6 for ReLU, 3 for the identity. For ReLU with σ_w² = 2 a
 * depth of L has E[M²] = (1 + 5 / width)^L. Hanin 2018, section 3; Hanin and Nica 2020, "Products of many large random
 * matrices and gradients in deep neural networks". Logarithms: of a sum over the units with ξ > 0, K of them, which is
 * a chi-square with K degrees of freedom, and of the rest; the logarithm of both by quadrature.
 */
export function layerFactor({ activation, sigmaW2, sigmaB2 }: MeanFieldPoint, width: number): LayerFactor | null {
  const slopes = piecewiseSlopes(activation);
  if (slopes === null || sigmaB2 !== 0 || sigmaW2 === 0) return null;
  const [square, fourth] = [2, 4].map((power) => (slopes[0] ** power + slopes[1] ** power) / 2);
  const lnMean = Math.log(sigmaW2 * square!);
  const kurtosis = (3 * fourth!) / square! ** 2;
  const { mean, variance } = lnSquare(slopes, width);
  return {
    lnMean,
    lnSecondMoment: 2 * lnMean + Math.log1p((kurtosis - 1) / width),
    meanLog: Math.log(sigmaW2 / width) + mean,
    varianceLog: variance,
  };
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Of ln Σ φ(ξ_i)². */
function lnSquare(slopes: readonly [below: number, above: number], width: number): Moments {
  const [below, above] = slopes;
  if (below === above) return shifted(lnChiSquare(width), 2 * Math.log(above));
  if (below === 0) return shifted(activeUnits(width), 2 * Math.log(above));
  // Σ ξ_i² and the share of it above 0 are independent.
  const [all, share] = [lnChiSquare(width), lnMixture(slopes, width)];
  return { mean: all.mean + share.mean, variance: all.variance + share.variance };
}

function shifted({ mean, variance }: Moments, shift: number): Moments {
  return { mean: mean + shift, variance };
}

/** ln of a chi-square: mean ψ(k / 2) + ln 2, variance ψ′(k / 2). */
function lnChiSquare(degrees: number): Moments {
  return { mean: digamma(degrees / 2) + Math.LN2, variance: trigamma(degrees / 2) };
}

/** ln of a chi-square of K degrees of freedom, K binomial of `width` halves, given K >= 1. */
function activeUnits(width: number): Moments {
  const cases = Array.from({ length: width }, (_, index) => ({
    weight: Math.exp(lnBinomial(width, index + 1)),
    ...lnChiSquare(index + 1),
  }));
  const total = cases.reduce((sum, { weight }) => sum + weight, 0);
  const mean = cases.reduce((sum, own) => sum + own.weight * own.mean, 0) / total;
  const variance = cases.reduce((sum, own) => sum + own.weight * (own.variance + (own.mean - mean) ** 2), 0) / total;
  return { mean, variance };
}

/** ln of the probability that of `count` fair coins `heads` show heads. */
function lnBinomial(count: number, heads: number): number {
  return gammaln(count + 1) - gammaln(heads + 1) - gammaln(count - heads + 1) - count * Math.LN2;
}

/** Whether of `width` units so many are above 0 is rarer than e^-60: left out. */
const RARE = -60;
/** Where the share of a single unit is e^-45 from 0 or 1. */
const REACH = 90;

/**
 * ln (below² + (above² - below²) B), B the share of Σ ξ_i² that the units above 0 have: given K of them Beta(K / 2,
 * (width - K) / 2), and 0 or 1 where they are none or all.
 *
 * The trapezoid rule in x = ln (B / (1 - B)), where the density is analytic for |Im x| < π and falls as e^(-|x| / 2) or
 * faster: with this step its error is about e^-39, by the density's growth along Im x (Trefethen and Weideman 2014).
 */
function lnMixture([below, above]: readonly [below: number, above: number], width: number): Moments {
  const step = Math.min(0.5, 2 / Math.sqrt(width));
  const count = Math.ceil(REACH / step);
  const counts = Array.from({ length: width - 1 }, (_, index) => index + 1);
  const likely = counts
    .filter((active) => lnBinomial(width, active) > RARE)
    .map((active) => ({ active, lnChance: lnBinomial(width, active) - lnBeta(active / 2, (width - active) / 2) }));
  const lnEnds = lnBinomial(width, 0);
  const points = [below, above].map((slope) => ({ weight: Math.exp(lnEnds), ln: 2 * Math.log(slope) }));
  for (let node = -count; node <= count; node += 1) {
    const [lnShare, lnRest] = [-Math.log1p(Math.exp(-node * step)), -Math.log1p(Math.exp(node * step))];
    const density = likely.reduce(
      (sum, { active, lnChance }) => sum + Math.exp(lnChance + (active * lnShare + (width - active) * lnRest) / 2),
      0,
    );
    points.push({ weight: density * step, ln: Math.log(below ** 2 + (above ** 2 - below ** 2) * Math.exp(lnShare)) });
  }
  return momentsOf(points);
}

function momentsOf(points: readonly { readonly weight: number; readonly ln: number }[]): Moments {
  const mean = points.reduce((sum, { weight, ln }) => sum + weight * ln, 0);
  return { mean, variance: points.reduce((sum, { weight, ln }) => sum + weight * (ln - mean) ** 2, 0) };
}

/** ln B(a, b). */
function lnBeta(a: number, b: number): number {
  return gammaln(a) + gammaln(b) - gammaln(a + b);
}
