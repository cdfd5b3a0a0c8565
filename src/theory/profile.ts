import type { MeanFieldPoint, MeanFieldProfile } from "../model/meanField.ts";
import { NONLINEARITIES } from "../model/nonlinearities.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import { linearMoments } from "./linearMoments.ts";
import { type Correlation, correlationAway, correlationOf, type Moments, ROUGH } from "./moment.ts";
import { momentsOf, TINY } from "./moments.ts";

/** Mean squares beyond are told by their logarithm alone: φ is there its slopes times z. */
const LINEAR_FROM = -Math.log(TINY);

/** Of inputs closer than this, 1 - c is multiplied by q E[φ′²] / E[φ²], to the square root of it. */
const TOUCHING = 1e-13;

/** Below this change of ln q and of ln (1 - c) a layer repeats the one before it. */
const STILL = 2 ** -50;

/**
 * Theory by layer, at any magnitude: q_1 = σ_w² + σ_b² for an input of mean square 1, q_(l+1) = σ_w² E[φ(z_l)²] + σ_b²,
 * c_(l+1) = (σ_w² E[φ(u_l) φ(v_l)] + σ_b²) / q_(l+1), and the gradient's mean square grows by σ_w² E[φ′(z_(l+1))²] from
 * h_(l+1) to h_l.
 *
 * Poole et al. 2016, section 2; Schoenholz et al. 2017, section 4. A layer adds at most 2e-5, and as a rule 1e-8, to the relative
 * error of 1 - c; the rest is exact to 1e-14 a layer. ln q is -Infinity, and c NaN, where every
 * preactivation is 0.
 */
export function meanFieldProfile(
  point: MeanFieldPoint & { readonly depth: number; readonly correlation: number },
): MeanFieldProfile {
  const { activation, sigmaW2, sigmaB2, depth, correlation } = point;
  const [lnWeight, lnBias] = [Math.log(sigmaW2), Math.log(sigmaB2)];
  const profile = { lnQ: [0], c: [correlation], lnM: [0], lnGradient: new Array<number>(depth + 1).fill(0) };
  const lnFactors = [0];
  // The input counts as activations: its mean square is 1, its product c.
  let layer: Activations = { lnSquare: 0, product: correlationOf(correlation), lnSlopeSquare: 0 };
  let [lnQ, c] = [NaN, layer.product];
  for (let index = 1; index <= depth; index += 1) {
    const lnSignal = lnWeight + layer.lnSquare;
    const [lnQBefore, before] = [lnQ, c];
    lnQ = lnSum(lnSignal, lnBias);
    c = mixed(layer.product, Math.exp(lnSignal - lnQ), Math.exp(lnBias - lnQ));
    const isStill = Math.abs(lnQ - lnQBefore) <= STILL && Math.abs(c.away - before.away) <= STILL * c.away;
    if (!isStill) layer = activations(activation, lnQ, c);
    profile.lnQ.push(lnQ);
    profile.c.push(c.c);
    profile.lnM.push(layer.lnSquare);
    lnFactors.push(lnWeight + layer.lnSlopeSquare);
  }
  for (let index = depth - 1; index >= 0; index -= 1) {
    profile.lnGradient[index] = profile.lnGradient[index + 1]! + lnFactors[index + 1]!;
  }
  return profile;
}

/** What φ makes of two preactivations. */
interface Activations {
  /** ln E[φ(z)²]. */
  readonly lnSquare: number;
  /** E[φ(u) φ(v)] / E[φ(z)²]. */
  readonly product: Correlation;
  /** ln E[φ′(z)²]. */
  readonly lnSlopeSquare: number;
}

function activations(activation: NonlinearityId, lnQ: number, c: Correlation): Activations {
  const { atZero, slopeAtZero, slopeAtInfinity } = NONLINEARITIES[activation];
  const isTiny = lnQ < -LINEAR_FROM && atZero === 0;
  const isLinear = isTiny || lnQ > LINEAR_FROM;
  const moments = isLinear ? linearMoments(isTiny ? slopeAtZero : slopeAtInfinity) : momentsOf(activation);
  const q = isLinear ? 1 : Math.exp(lnQ);
  const { square, slopeSquare } = moments.single(q);
  return {
    lnSquare: Math.log(square) + (isLinear ? lnQ : 0),
    product: productOver(moments, q, c, square, slopeSquare),
    lnSlopeSquare: Math.log(slopeSquare),
  };
}

function productOver(moments: Moments, q: number, c: Correlation, square: number, slopeSquare: number): Correlation {
  if (Number.isNaN(c.away)) return c;
  if (c.away < TOUCHING) return correlationAway((q * c.away * slopeSquare) / square);
  const { product, gap } = moments.pair(q, c, ROUGH);
  return { c: product / square, away: gap / square };
}

/** The correlation after weights and biases, whose shares of q are `signal` and `bias`. */
function mixed({ c, away }: Correlation, signal: number, bias: number): Correlation {
  const apart = Math.min(2, signal * away);
  return apart < 0.5 ? correlationAway(apart) : { c: Math.max(-1, signal * c + bias), away: apart };
}

/** ln(e^a + e^b). */
function lnSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
