/** How alike the units of one layer are. */
export interface LayerSymmetry {
  readonly units: number;
  /** Different bit patterns of (incoming weights, bias) among the units. */
  readonly distinct: number;
  /** Cosine between the incoming weights (bias apart) of two units, over all pairs; null with one unit or where all are zero. */
  readonly cosine: { readonly least: number; readonly mean: number; readonly most: number } | null;
  /** Rank of the weight matrix, to the precision of its numbers; null where it was not asked for. */
  readonly rank: number | null;
  /** Whether the matrix as the thread prints it, (in, out), has all columns equal to the bit, and all rows. */
  readonly equalColumns: boolean;
  readonly equalRows: boolean;
}
