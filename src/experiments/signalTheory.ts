import { piecewiseSlopes } from "../model/nonlinearities.ts";
import { piecewiseMoments } from "../theory/piecewiseLinear.ts";
import type { SignalConfig } from "./signalConfig.ts";
import { usesWeightVariance } from "./weightSource.ts";

/** What the limit of infinite width expects of the notebook's network. */
export interface SignalTheory {
  /** The factor of std from layer to layer, forward and back. */
  readonly growth: number;
  /** log10 std of the activations of layers 0 (the input) to depth. */
  readonly forward: number[];
  /** log10 std of the preactivation gradients of layers 1 to depth - 1, as the notebook counts them. */
  readonly gradient: number[];
}

type TheoryConfig = Pick<
  SignalConfig,
  "depth" | "width" | "weightVariance" | "activation" | "framework" | "initializer"
>;

/**
 * std_l = σ_l √(m - (above - below)² / π²), σ_l² = v (D v m)^(l - 1), for φ linear on each side of 0; null for others, and
 * where the initializer sets variances of its own.
 *
 * Here v is the weight variance, D the width, m = E[φ(z)²] / E[z²] = E[φ′²] = (above² + below²) / 2, and σ_l the root
 * mean square of layer l's preactivations over inputs x ~ N(0, 1).
 *
 * Forward. Given x, the units of layer 1 are N(0, v x²), so σ_1² = v, and those of layer l + 1 are N(0, v |h_l|²) with
 * |h_l|² → D m σ_l² x² as D grows. So z_l is a normal of std σ_l |x|: a mixture over x, with E[h_l²] = m σ_l², and with
 * E[h_l] = σ_l E|x| (above - below) / √(2π) = σ_l (above - below) / π. For ReLU std_l² = σ_l² (1/2 - 1/π²).
 *
 * Back. The loss is f² with E[f²] = D v m σ_D², its gradient 2 f. Each layer of weights multiplies the gradient's mean
 * square by fanOut · v, and each nonlinearity by E[φ′²] = m, if weights on the way back are taken to be independent of
 * those on the way forward; the mean over units goes to 0. fanOut is 1 behind the last hidden layer, then D.
 *
 * He et al. 2015, section 2.2; Schoenholz et al. 2017, section 4, for the independence. Of order depth / width is
 * left out, and the typical network lies below this average over networks by as much.
 */
export function signalTheory(config: TheoryConfig): SignalTheory | null {
  const { depth, width, weightVariance, activation } = config;
  const slopes = piecewiseSlopes(activation);
  if (slopes === null || !usesWeightVariance(config)) return null;
  const { meanSquare, mean } = piecewiseMoments(slopes);
  const logVariance = Math.log10(weightVariance);
  const logGrowth = (Math.log10(width * meanSquare) + logVariance) / 2;

  // E|x| = √(2 / π) turns `mean` into that of the mixture.
  const spread = Math.log10(meanSquare - (mean * Math.sqrt(2 / Math.PI)) ** 2) / 2;
  const hidden = Array.from({ length: depth }, (_, index) => logVariance / 2 + logGrowth * index + spread);

  const output = logVariance / 2 + logGrowth * depth;
  const last = Math.log10(2) + output + (logVariance + Math.log10(meanSquare)) / 2;
  const gradient = Array.from({ length: depth - 1 }, (_, index) => last + logGrowth * (depth - 2 - index));
  return { growth: 10 ** logGrowth, forward: [0, ...hidden], gradient };
}
