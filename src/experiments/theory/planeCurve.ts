import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** A point of the drawing. */
export type CurvePoint = readonly [x: number, y: number];

/** How points lie about their centre. */
export interface MainDirections {
  /** Each point's place on the two main directions. */
  readonly points: readonly CurvePoint[];
  /** Shares of the variance that the first directions hold, largest first. */
  readonly shares: readonly number[];
}

/**
 * Classical multidimensional scaling (Torgerson 1952): with B = H G H, H = 1 - 11ᵀ / n, the places on direction k are
 * √λ_k times B's eigenvector k. `gram`: (n, n) row-major dot products. All points in one place, and no shares, where the
 * mean square about the centre does not pass `resolution`: rounding would be drawn.
 */
export function mainDirections(
  gram: Float64Array,
  count: number,
  mostShares: number,
  resolution: number,
): MainDirections {
  const centred = centredGram(gram, count);
  const variance = centred.trace();
  if (!(variance / count > resolution)) return { points: Array.from({ length: count }, () => [0, 0]), shares: [] };
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(centred, { assumeSymmetric: true });
  // Eigenvalues of a symmetric matrix come in ascending order.
  const order = realEigenvalues.map((_, index) => count - 1 - index);
  const lengths = order.slice(0, 2).map((index) => Math.sqrt(Math.max(0, realEigenvalues[index]!)));
  const points = Array.from({ length: count }, (_, point): CurvePoint => {
    const place = (axis: 0 | 1): number => lengths[axis]! * eigenvectorMatrix.get(point, order[axis]!);
    return [place(0), place(1)];
  });
  const shares = order.slice(0, mostShares).map((index) => Math.max(0, realEigenvalues[index]! / variance));
  return { points, shares };
}

/** G less the means of its rows and columns, plus the mean of all. */
function centredGram(gram: Float64Array, count: number): Matrix {
  return Matrix.from1DArray(count, count, gram).center("row").center("column");
}

/**
 * The points turned, or mirrored and turned, about the origin so that they lie as near as they can to where they lay: an
 * orthogonal matrix has no say in how far apart points are.
 */
export function alignedPoints(points: readonly CurvePoint[], before: readonly CurvePoint[]): CurvePoint[] {
  // With complex numbers, the best turn is the argument of Σ before · conj(point), and after a mirror of Σ before · point.
  let [turnRe, turnIm, mirrorRe, mirrorIm] = [0, 0, 0, 0];
  points.forEach(([x, y], index) => {
    const [u, v] = before[index]!;
    turnRe += u * x + v * y;
    turnIm += v * x - u * y;
    mirrorRe += u * x - v * y;
    mirrorIm += v * x + u * y;
  });
  const [turn, mirror] = [Math.hypot(turnRe, turnIm), Math.hypot(mirrorRe, mirrorIm)];
  if (turn === 0 && mirror === 0) return [...points];
  const sign = mirror > turn ? -1 : 1;
  const [cos, sin] = sign > 0 ? [turnRe / turn, turnIm / turn] : [mirrorRe / mirror, mirrorIm / mirror];
  return points.map(([x, y]) => [cos * x - sign * sin * y, sin * x + sign * cos * y]);
}
