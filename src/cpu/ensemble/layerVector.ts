import { type Scaled, ZERO_EXPONENT, scaleByPowerOfTwo } from "../../model/scaled.ts";

/** One layer of one network: values = mantissa · 2^exponent, the largest mantissa from 1 to below 2 in magnitude. */
export interface LayerVector {
  readonly mantissa: Float64Array;
  readonly exponent: number;
}

/** The values, each with its own power of two, in the frame of the largest. */
export function gather(values: readonly Scaled[]): LayerVector {
  let exponent = ZERO_EXPONENT;
  for (const value of values) if (value.mantissa !== 0 && value.exponent > exponent) exponent = value.exponent;
  const mantissa = Float64Array.from(values, (value) =>
    value.mantissa === 0 ? 0 : scaleByPowerOfTwo(value.mantissa, value.exponent - exponent),
  );
  return { mantissa, exponent };
}

/** ln of the mean of x² over units; -Infinity where all are zero. */
export function lnMeanSquare({ mantissa, exponent }: LayerVector): number {
  return Math.log(dot(mantissa, mantissa) / mantissa.length) + 2 * exponent * Math.LN2;
}

/** x · y / |x| |y|; NaN where one of them is zero. */
export function correlation(x: LayerVector, y: LayerVector): number {
  const squares = dot(x.mantissa, x.mantissa) * dot(y.mantissa, y.mantissa);
  return dot(x.mantissa, y.mantissa) / Math.sqrt(squares);
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let unit = 0; unit < x.length; unit += 1) sum += x[unit]! * y[unit]!;
  return sum;
}
