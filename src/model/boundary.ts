import type { LossId } from "./training.ts";

/** Points over the plane of two features: the first and the last of each row and column lie on the plane's edges. */
export interface BoundaryGrid {
  /** At least two of each. */
  readonly columns: number;
  readonly rows: number;
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

/**
 * How scores tell the probability of a class, after the losses in LOSSES:
 *
 * - clipped: the score itself, kept in [0, 1]; it is φ_out(z).
 * - logistic: 1 / (1 + e^-z).
 * - softmax: softmax of all outputs' z.
 *
 * One output is the probability of class 1; of several, the class is the one with the highest score.
 */
export const SCORE_KINDS = ["clipped", "logistic", "softmax"] as const;
export type ScoreKind = (typeof SCORE_KINDS)[number];

export function scoreKind(loss: LossId): ScoreKind {
  if (loss === "mean_squared_error") return "clipped";
  return loss === "binary_crossentropy" ? "logistic" : "softmax";
}

/** What a network says at the points of a grid. */
export interface BoundaryCells extends Pick<BoundaryGrid, "columns" | "rows"> {
  readonly outputs: number;
  readonly kind: ScoreKind;
  /** (outputs, rows, columns) row-major, row 0 the lowest y: φ_out(z) where clipped, else z. */
  readonly scores: Float32Array | Float64Array;
}

/** A grid's points as examples, (2, rows · columns) row-major, row 0 the lowest y. */
export function gridInputs({ columns, rows, x, y }: BoundaryGrid): Float32Array {
  const cells = columns * rows;
  const along = ([low, high]: BoundaryGrid["x"], share: number): number => low + (high - low) * share;
  return Float32Array.from({ length: 2 * cells }, (_, at) => {
    const cell = at % cells;
    return at < cells ? along(x, (cell % columns) / (columns - 1)) : along(y, Math.floor(cell / columns) / (rows - 1));
  });
}

/** How a boundary is to look. */
export interface BoundaryLook {
  /** Pixels across the line where the class changes. */
  readonly line: number;
  /** Classes that have colours of their own; further ones begin again. */
  readonly classes: number;
  /** Colours of a class, from no more than chance to certainty. */
  readonly steps: number;
  /** RGBA bytes: the line's, then the classes' one after the other. */
  readonly colours: Uint8ClampedArray<ArrayBuffer>;
}
