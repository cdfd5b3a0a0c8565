/** Mean and population standard deviation of a column, as np.mean and np.std, in float64. */
interface ColumnScale {
  readonly mean: number;
  readonly std: number;
}

/** The column's scale: a std of exactly 0 where all values are the same, and NaN where float64 does not hold it. */
export function columnScale(column: ArrayLike<number>): ColumnScale {
  const values = Array.from(column);
  if (values.every((value) => value === values[0])) return { mean: values[0]!, std: 0 };
  const mean = meanOf(values);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  // Squares of huge and tiny numbers would overflow and underflow; a power of two leaves all other bits as they are.
  const unit = 2 ** Math.floor(Math.log2(largest));
  const std = unit * Math.sqrt(meanOf(values.map((value) => ((value - mean) / unit) ** 2)));
  return { mean, std: std > 0 && std < Infinity ? std : NaN };
}

/** (value - mean) / std, which is 0 for every value where the std is 0. */
export function standardised(column: ArrayLike<number>, { mean, std }: ColumnScale): Float64Array {
  return Float64Array.from(column, (value) => (std === 0 ? 0 : (value - mean) / std));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
