// The first level of the statistics: one example's values, summed about its first value (Chan,
// Golub and LeVeque 1983, shifted data) in blocks, so that rounding grows with the square root
// of the layer's width rather than with the width.
import package::scaled::ZERO_EXPONENT;

/// Mean and sum of squared deviations of `examples` columns: value = mantissa · 2^exponent, squares · 2^(2 exponent).
struct ColumnStatistics {
  mean: f32,
  squares: f32,
  exponent: i32,
  examples: u32,
}

struct ColumnSums {
  shift: f32,
  count: u32,
  sum: f32,
  squares: f32,
  block_sum: f32,
  block_squares: f32,
}

const BLOCK: u32 = 32u;

fn column_sums(first: f32) -> ColumnSums {
  return ColumnSums(first, 0u, 0.0, 0.0, 0.0, 0.0);
}

fn add_value(sums: ptr<function, ColumnSums>, value: f32) {
  let deviation = value - (*sums).shift;
  (*sums).block_sum += deviation;
  (*sums).block_squares = fma(deviation, deviation, (*sums).block_squares);
  (*sums).count += 1u;
  if ((*sums).count % BLOCK == 0u) {
    (*sums).sum += (*sums).block_sum;
    (*sums).squares += (*sums).block_squares;
    (*sums).block_sum = 0.0;
    (*sums).block_squares = 0.0;
  }
}

fn column_statistics(sums: ColumnSums, exponent: i32) -> ColumnStatistics {
  let sum = sums.sum + sums.block_sum;
  let squares = sums.squares + sums.block_squares;
  let offset = sum / f32(sums.count);
  return ColumnStatistics(sums.shift + offset, max(fma(-sum, offset, squares), 0.0), exponent, 1u);
}
