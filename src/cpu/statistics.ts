import type { LayerStatistics } from "../model/engine.ts";
import { type ScaledMatrix, ZERO_EXPONENT, exponentOf, scaleByPowerOfTwo, scaled } from "../model/scaled.ts";
import { columnPeaks } from "./columns.ts";

/**
 * Mean and population standard deviation of all values added so far, one column after the other.
 *
 * Within a column: two passes. From column to column: Chan, Golub and LeVeque 1979, eq. 2.1, in the frame of the largest
 * column so far. Columns enter one by one, so that adding a matrix in parts changes no bit.
 */
export class RunningStatistics {
  #count = 0;
  /** The mean over 2^frame, and the sum of squared deviations over 2^(2 frame). */
  #mean = 0;
  #squares = 0;
  #frame = ZERO_EXPONENT;
  #peak = ZERO_EXPONENT;

  /** Adds every value; columns normalised, or all in one frame whose largest mantissa is near 1. */
  add(matrix: ScaledMatrix): void {
    const { rows, columns, exponent } = matrix;
    const peaks = columnPeaks(matrix);
    const means = columnMeans(matrix);
    const squares = squaredDeviations(matrix, means);
    for (let column = 0; column < columns; column += 1) {
      const zero = peaks[column] === 0;
      const frame = zero ? ZERO_EXPONENT : exponent[column]!;
      if (!zero) this.#peak = Math.max(this.#peak, frame + exponentOf(peaks[column]!));
      this.#combine(rows, means[column]!, squares[column]!, frame);
    }
  }

  result(): LayerStatistics {
    return {
      mean: scaled(this.#mean, this.#frame),
      std: scaled(Math.sqrt(this.#squares / this.#count), this.#frame),
      peakExponent: this.#peak === ZERO_EXPONENT ? null : this.#peak,
    };
  }

  #combine(count: number, mean: number, squares: number, frame: number): void {
    const common = Math.max(this.#frame, frame);
    const ours = this.#inFrame(this.#mean, this.#squares, this.#frame - common);
    const theirs = this.#inFrame(mean, squares, frame - common);
    const total = this.#count + count;
    const difference = theirs.mean - ours.mean;
    this.#mean = ours.mean + (difference * count) / total;
    this.#squares = ours.squares + theirs.squares + difference * difference * ((this.#count / total) * count);
    this.#count = total;
    this.#frame = common;
  }

  #inFrame(mean: number, squares: number, shift: number): { mean: number; squares: number } {
    if (shift === 0) return { mean, squares };
    return { mean: scaleByPowerOfTwo(mean, shift), squares: scaleByPowerOfTwo(squares, 2 * shift) };
  }
}

/** Mean, population standard deviation and peak over all values of a matrix, as RunningStatistics takes it. */
export function statisticsOf(matrix: ScaledMatrix): LayerStatistics {
  const statistics = new RunningStatistics();
  statistics.add(matrix);
  return statistics.result();
}

function columnMeans({ rows, columns, mantissa }: ScaledMatrix): Float64Array {
  const means = new Float64Array(columns);
  for (let index = 0, row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, index += 1) means[column] = means[column]! + mantissa[index]!;
  }
  return means.map((sum) => sum / rows);
}

/** Σ (x - mean)² of each column. */
function squaredDeviations({ rows, columns, mantissa }: ScaledMatrix, means: Float64Array): Float64Array {
  const squares = new Float64Array(columns);
  for (let index = 0, row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, index += 1) {
      const deviation = mantissa[index]! - means[column]!;
      squares[column] = squares[column]! + deviation * deviation;
    }
  }
  return squares;
}
