import { Matrix, SingularValueDecomposition } from "ml-matrix";
import type { LayerParameters } from "../../model/training.ts";
import { distinctUnits, equalRows, wordRows } from "./bitPatterns.ts";

/** How alike the units of one layer are. */
export interface LayerSymmetry {
  readonly units: number;
  /** Different bit patterns of (incoming weights, bias) among the units. */
  readonly distinct: number;
  /**
   * Cosine between the incoming weights (bias apart) of two units, over all pairs of units whose weights are not all zero;
   * null where fewer than two are such.
   */
  readonly cosine: { readonly least: number; readonly mean: number; readonly most: number } | null;
  /** Rank of the weight matrix, to the precision of its numbers; null where it was not asked for. */
  readonly rank: number | null;
  /** Whether the matrix as the thread prints it, (in, out), has all columns equal to the bit, and all rows. */
  readonly equalColumns: boolean;
  readonly equalRows: boolean;
}

interface SymmetryOptions {
  /** Also the ranks, which take a moment in wide layers. */
  readonly ranks?: boolean | undefined;
}

/** Of every layer of a network of these sizes. */
export function networkSymmetry(
  sizes: readonly number[],
  parameters: readonly LayerParameters[],
  options: SymmetryOptions = {},
): LayerSymmetry[] {
  return parameters.map((layer, index) => layerSymmetry(sizes, index, layer, options));
}

/** Of the layer between sizes[index] and sizes[index + 1]; its weight is (fanOut, fanIn), so that a unit is a row. */
export function layerSymmetry(
  sizes: readonly number[],
  index: number,
  layer: LayerParameters,
  { ranks = false }: SymmetryOptions = {},
): LayerSymmetry {
  const [fanIn, fanOut] = [sizes[index]!, sizes[index + 1]!];
  const { weight } = layer;
  return {
    units: fanOut,
    distinct: distinctUnits(layer),
    cosine: cosines(weight, fanIn, fanOut),
    rank: ranks ? rankOf(weight, fanIn, fanOut) : null,
    // A column of (in, out) is a unit's incoming weights.
    equalColumns: equalRows(wordRows(weight, fanOut)),
    equalRows: equalWithinRows(weight, fanIn),
  };
}

/** Whether each unit's incoming weights are one number, to the bit. */
function equalWithinRows(weight: LayerParameters["weight"], fanIn: number): boolean {
  for (let start = 0; start < weight.length; start += fanIn) {
    if (!equalRows(wordRows(weight.subarray(start, start + fanIn), fanIn))) return false;
  }
  return true;
}

/** Cosines between rows, those of zeros alone left out. */
function cosines(weight: LayerParameters["weight"], fanIn: number, fanOut: number): LayerSymmetry["cosine"] {
  const rows: Float64Array[] = [];
  for (let unit = 0; unit < fanOut; unit += 1) {
    const row = Float64Array.from(weight.subarray(unit * fanIn, (unit + 1) * fanIn));
    // Squares of tiny numbers would underflow.
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (largest > 0) rows.push(row.map((value) => value / largest));
  }
  if (rows.length < 2) return null;
  const squares = rows.map((row) => dot(row, row));
  let [least, most, sum] = [Infinity, -Infinity, 0];
  for (let one = 0; one < rows.length; one += 1) {
    for (let other = 0; other < one; other += 1) {
      // Rows that are equal to the bit give exactly 1: √(s s) is s.
      const cosine = dot(rows[one]!, rows[other]!) / Math.sqrt(squares[one]! * squares[other]!);
      const within = Math.min(1, Math.max(-1, cosine));
      least = Math.min(least, within);
      most = Math.max(most, within);
      sum += within;
    }
  }
  return { least, mean: sum / ((rows.length * (rows.length - 1)) / 2), most };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
}

/** Singular values above σ_max · max(fanIn, fanOut) · ε of the numbers' own precision: np.linalg.matrix_rank's rule. */
function rankOf(weight: LayerParameters["weight"], fanIn: number, fanOut: number): number {
  const matrix = Matrix.from1DArray(fanOut, fanIn, weight);
  const { diagonal } = new SingularValueDecomposition(matrix, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  });
  const epsilon = weight instanceof Float32Array ? 2 ** -23 : 2 ** -52;
  const threshold = Math.max(...diagonal) * Math.max(fanIn, fanOut) * epsilon;
  return diagonal.filter((value) => value > threshold).length;
}
