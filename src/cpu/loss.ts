import { type Scaled, type ScaledMatrix, addScaled, exponentOf, scaleByPowerOfTwo, scaled } from "../model/scaled.ts";
import { columnPeaks, emptyMatrix, normaliseColumns, shapeOf } from "./columns.ts";

/**
 * 2 (output - target) : (outputs, examples), normalised; `target` row-major, null for zeros.
 * Each column is taken in the frame of the larger of the two, so that neither leaves float64.
 */
export function lossGradient(output: ScaledMatrix, target: Float64Array | null): ScaledMatrix {
  const { rows, columns, mantissa, exponent } = output;
  if (target !== null && target.length !== rows * columns) {
    throw new RangeError(`target holds ${target.length} values; output is ${shapeOf(output)}`);
  }
  const gradient = emptyMatrix(
    rows,
    columns,
    exponent.map((value) => value + 1),
  );
  gradient.mantissa.set(mantissa);
  if (target === null) return normaliseColumns(gradient);

  const peaks = columnPeaks({ rows, columns, mantissa: target, exponent });
  for (let column = 0; column < columns; column += 1) {
    const peak = peaks[column]!;
    const frame = peak === 0 ? exponent[column]! : Math.max(exponent[column]!, exponentOf(peak));
    for (let index = column; index < mantissa.length; index += columns) {
      const value = scaleByPowerOfTwo(mantissa[index]!, exponent[column]! - frame);
      gradient.mantissa[index] = value - scaleByPowerOfTwo(target[index]!, -frame);
    }
    gradient.exponent[column] = frame + 1;
  }
  return normaliseColumns(gradient);
}

/** loss + Σ (output - target)², from the normalised gradient 2 (output - target), one column after the other. */
export function addSquaredError(loss: Scaled, gradient: ScaledMatrix): Scaled {
  let sum = loss;
  for (let column = 0; column < gradient.columns; column += 1) {
    let squares = 0;
    for (let index = column; index < gradient.mantissa.length; index += gradient.columns) {
      squares += gradient.mantissa[index]! ** 2;
    }
    sum = addScaled(sum, scaled(squares, 2 * gradient.exponent[column]! - 2));
  }
  return sum;
}
