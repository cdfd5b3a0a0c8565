import type { WeightMatrix } from "../model/kernels.ts";
import { type ScaledMatrix, exponentOf, scaleByPowerOfTwo, scaled } from "../model/scaled.ts";
import { columnPeaks, emptyMatrix, normaliseColumns, scaleColumns, shapeOf } from "./columns.ts";
import { type ProductShape, multiplyAdd } from "./matmul.ts";

/** z = W h + b : (fanOut, fanIn) · (fanIn, examples) → (fanOut, examples), normalised. */
export function affine(weight: WeightMatrix, activation: ScaledMatrix, bias: Float64Array | null): ScaledMatrix {
  const { fanOut, fanIn } = weight;
  if (activation.rows !== fanIn) {
    throw new RangeError(`weight is (${fanOut}, ${fanIn}), activation ${shapeOf(activation)}: its rows must be fanIn`);
  }
  if (bias !== null && bias.length !== fanOut) {
    throw new RangeError(`bias holds ${bias.length} values; fanOut is ${fanOut}`);
  }
  const columns = activation.columns;
  const shape = { rows: fanOut, inner: fanIn, columns, rowStride: fanIn, innerStride: 1 };
  const product = scaledProduct(weight, activation, shape);
  return bias === null ? product : addBias(product, bias);
}

/** ∂loss/∂h = Wᵀ ∂loss/∂z : (fanIn, fanOut) · (fanOut, examples) → (fanIn, examples), normalised. */
export function gradActivation(weight: WeightMatrix, gradPreactivation: ScaledMatrix): ScaledMatrix {
  const { fanOut, fanIn } = weight;
  if (gradPreactivation.rows !== fanOut) {
    throw new RangeError(
      `weight is (${fanOut}, ${fanIn}), gradPreactivation ${shapeOf(gradPreactivation)}: its rows must be fanOut`,
    );
  }
  const columns = gradPreactivation.columns;
  const shape = { rows: fanIn, inner: fanOut, columns, rowStride: 1, innerStride: fanIn };
  return scaledProduct(weight, gradPreactivation, shape);
}

/** std · (unit or its transpose) · matrix. The std's own power of two goes into the exponents. */
function scaledProduct(weight: WeightMatrix, matrix: ScaledMatrix, shape: ProductShape): ScaledMatrix {
  const std = scaled(weight.std);
  const product = emptyMatrix(
    shape.rows,
    shape.columns,
    matrix.exponent.map((exponent) => exponent + std.exponent),
  );
  multiplyAdd(product.mantissa, weight.unit, matrix.mantissa, shape);
  for (let index = 0; index < product.mantissa.length; index += 1) {
    product.mantissa[index] = product.mantissa[index]! * std.mantissa;
  }
  return normaliseColumns(product);
}

/** product[r, c] + bias[r], in place, each column in the frame of the larger of the two. */
function addBias(product: ScaledMatrix, bias: Float64Array): ScaledMatrix {
  const peak = bias.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (peak === 0) return product;
  const biasExponent = exponentOf(peak);
  const { rows, columns, mantissa, exponent } = product;
  const frame = exponent.map((value) => Math.max(value, biasExponent));
  scaleColumns(
    product,
    exponent.map((value, column) => value - frame[column]!),
  );
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      const index = row * columns + column;
      mantissa[index] = mantissa[index]! + scaleByPowerOfTwo(bias[row]!, -frame[column]!);
    }
  }
  exponent.set(frame);
  return normaliseColumns(product, columnPeaks(product));
}
