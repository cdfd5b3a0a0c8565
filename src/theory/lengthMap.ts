import { NONLINEARITIES } from "../model/nonlinearities.ts";
import type { MeanFieldPoint } from "../model/meanField.ts";
import { momentsOf } from "./moments.ts";

/** The length map at one q. */
export interface LengthStep {
  /** ln(q′ / q). */
  readonly lnRatio: number;
  /** d ln(q′ / q) / d ln q. */
  readonly lnRatioSlope: number;
  /** dq′/dq. */
  readonly slope: number;
  /** The relative error of q′, estimated. */
  readonly error: number;
}

/** q′ = σ_w² E[φ(√q z)²] + σ_b²: Poole et al. 2016, eq. 3. For q above 0. */
export function lengthStep({ activation, sigmaW2, sigmaB2 }: MeanFieldPoint, q: number): LengthStep {
  const { square, growth, error } = momentsOf(activation).single(q);
  const next = sigmaW2 * square + sigmaB2;
  const slope = sigmaW2 * growth;
  const excess = (next - q) / q;
  const lnRatio = Math.abs(excess) < 0.5 ? Math.log1p(excess) : Math.log(next) - Math.log(q);
  return { lnRatio, lnRatioSlope: (q * slope) / next - 1, slope, error };
}

/** σ_w² E[φ′²] where q goes to 0, and where it grows for ever: (below² + above²) / 2 of φ's slopes there. */
export function chi1AtEnds({ activation, sigmaW2 }: MeanFieldPoint): {
  readonly zero: number;
  readonly infinity: number;
} {
  const { slopeAtZero, slopeAtInfinity } = NONLINEARITIES[activation];
  const meanSquare = ([below, above]: readonly [number, number]): number => (below ** 2 + above ** 2) / 2;
  return { zero: sigmaW2 * meanSquare(slopeAtZero), infinity: sigmaW2 * meanSquare(slopeAtInfinity) };
}
