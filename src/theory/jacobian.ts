import { nonlinearityOf, piecewiseSlopes } from "../model/nonlinearities.ts";
import type { MeanFieldPoint } from "../model/meanField.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import { momentsOf } from "./moments.ts";
import { GAUSSIAN_REACH, halfLineNodes } from "./nodes.ts";

/** Gaussian weights N(0, σ_w² / fanIn), or σ_w times a random orthogonal matrix. */
export type WeightEnsemble = "gaussian" | "orthogonal";

/** A network of infinite width whose input has the mean square `inputSquare`. */
export interface JacobianPoint extends MeanFieldPoint {
  readonly depth: number;
  readonly weights: WeightEnsemble;
  readonly inputSquare: number;
}

/** Of the eigenvalues of J Jᵀ, the squares of the singular values of J = ∂h_depth/∂h_0. Null where every one is zero. */
export interface JacobianTheory {
  /** ln of their mean. */
  readonly lnMeanSquare: number | null;
  /** Their variance over their mean squared. */
  readonly variance: number | null;
}

/** Beyond these q, φ is its tangents at 0 or its asymptotes. */
const SMALLEST_Q = 1e-300;
const LARGEST_Q = 1e150;

/**
 * mean = Π σ_w² μ_1(q_l), variance / mean² = Σ (μ_2(q_l) / μ_1(q_l)² - 1 - s_1), μ_k(q) = E[φ′(√q z)^(2k)], with s_1 = -1
 * for Gaussian weights and 0 for orthogonal ones.
 *
 * Pennington, Schoenholz & Ganguli 2017, section 2.4, where q_l = q* makes it L (μ_2 / μ_1² - 1 - s_1). The factors
 * diag(φ′(z_l)) and W_l are free of each other, so that their S-transforms multiply; the coefficients that give the
 * relative variances then add, also where q_l changes from layer to layer.
 */
export function jacobianTheory(point: JacobianPoint): JacobianTheory {
  const { activation, sigmaW2, sigmaB2, depth, weights, inputSquare } = point;
  if (sigmaW2 === 0) return { lnMeanSquare: null, variance: null };
  const ofWeights = weights === "gaussian" ? 1 : 0;
  let q = sigmaW2 * inputSquare + sigmaB2;
  let [lnMeanSquare, variance] = [0, 0];
  for (let layer = 1; layer <= depth; layer += 1) {
    const [slopeSquare, slopeFourth] = slopeMoments(activation, q);
    if (slopeSquare === 0) return { lnMeanSquare: null, variance: null };
    lnMeanSquare += Math.log(sigmaW2 * slopeSquare);
    // Below 0 by rounding alone.
    variance += Math.max(0, slopeFourth / slopeSquare ** 2 - 1) + ofWeights;
    q = sigmaW2 * meanSquare(activation, q) + sigmaB2;
  }
  return { lnMeanSquare, variance };
}

/** E[φ(√q z)²] for q from 0 to Infinity. */
function meanSquare(activation: NonlinearityId, q: number): number {
  const phi = nonlinearityOf(activation);
  if (q > SMALLEST_Q && q < LARGEST_Q) return momentsOf(activation).single(q).square;
  if (q <= SMALLEST_Q) return phi.atZero ** 2 + halfOfPowers(phi.slopeAtZero, 2) * q;
  const growth = halfOfPowers(phi.slopeAtInfinity, 2);
  return growth === 0 ? momentsOf(activation).single(LARGEST_Q / 2).square : growth * q;
}

/** μ_1 = E[φ′(√q z)²] and μ_2 = E[φ′(√q z)⁴]. */
function slopeMoments(activation: NonlinearityId, q: number): [square: number, fourth: number] {
  const slopes = piecewiseSlopes(activation) ?? limitSlopes(activation, q);
  if (slopes !== null) return [halfOfPowers(slopes, 2), halfOfPowers(slopes, 4)];
  const { slopeSquare } = momentsOf(activation).single(q);
  switch (activation) {
    case "hardtanh":
      // φ′ is 0 or 1.
      return [slopeSquare, slopeSquare];
    case "erf":
      // φ′ = 2 / √π e^(-z²).
      return [slopeSquare, 16 / Math.PI ** 2 / Math.sqrt(1 + 8 * q)];
    case "sine":
      // cos⁴ z = (3 + 4 cos 2z + cos 4z) / 8.
      return [slopeSquare, (3 + 4 * Math.exp(-2 * q) + Math.exp(-8 * q)) / 8];
    default:
      return [slopeSquare, meanFourthPower(activation, q)];
  }
}

/** The slopes on each side of 0 where q leaves float64's reach on either end. */
function limitSlopes(activation: NonlinearityId, q: number): readonly [below: number, above: number] | null {
  const phi = nonlinearityOf(activation);
  if (q <= SMALLEST_Q) return phi.slopeAtZero;
  return q >= LARGEST_Q ? phi.slopeAtInfinity : null;
}

function halfOfPowers([below, above]: readonly [number, number], power: number): number {
  return (below ** power + above ** power) / 2;
}

/** E[φ′(√q z)⁴] = ∫₀^∞ (φ′(√q x)⁴ + φ′(-√q x)⁴) pdf(x) dx, on nodes that crowd towards 0. */
function meanFourthPower(activation: NonlinearityId, q: number): number {
  const phi = nonlinearityOf(activation);
  const root = Math.sqrt(q);
  const scale = Math.max(1, root);
  const { at, weight } = halfLineNodes(1 / 20);
  let sum = 0;
  for (let index = 0; index < at.length; index += 1) {
    const x = at[index]! / scale;
    if (x > GAUSSIAN_REACH) break;
    const z = at[index]! * (root / scale);
    sum += weight[index]! * Math.exp((-x * x) / 2) * (phi.derivative(z) ** 4 + phi.derivative(-z) ** 4);
  }
  return sum / scale / Math.sqrt(2 * Math.PI);
}
