/** Moments of φ(z), for z ~ N(0, s²) and φ linear on each side of 0, over the powers of s that they grow with. */
export interface PiecewiseMoments {
  /** E[φ(z)²] / s² = E[φ′(z)²] = (above² + below²) / 2. */
  readonly meanSquare: number;
  /** E[φ(z)] / s = (above - below) / √(2π). */
  readonly mean: number;
}

/**
 * E[φ(z)²] = (above² + below²) s² / 2 and E[φ(z)] = (above - below) s / √(2π) for z ~ N(0, s²).
 *
 * Each side of 0 holds half of z², and E|z| = s √(2 / π). He et al. 2015, eqs. 8 and 13, at slope `below`.
 */
export function piecewiseMoments([below, above]: readonly [below: number, above: number]): PiecewiseMoments {
  return { meanSquare: (above ** 2 + below ** 2) / 2, mean: (above - below) / Math.sqrt(2 * Math.PI) };
}

/**
 * The weight variance that neither grows nor shrinks E[h²] from layer to layer: 1 / (fanIn · meanSquare), He's
 * 2 / fanIn for ReLU.
 */
export function criticalWeightVariance(slopes: readonly [below: number, above: number], fanIn: number): number {
  return 1 / (fanIn * piecewiseMoments(slopes).meanSquare);
}
