import type { Jacobian } from "../../model/geometry.ts";
import { type Network, layerCount } from "../../model/network.ts";
import type { Pacer } from "../../model/pacer.ts";
import { type ScaledMatrix, ZERO_EXPONENT } from "../../model/scaled.ts";
import { activate, gradPreactivation } from "../activate.ts";
import { affine } from "../affine.ts";
import { columnPeaks, columnsOf, emptyMatrix, normaliseColumns, scaleColumns } from "../columns.ts";
import { batchRanges } from "../limits.ts";
import { type Range, STILL, preactivationOf, weightOf } from "../passes.ts";

/** Columns of the Jacobian taken through a layer at once: some tens of milliseconds at width 512. */
const COLUMNS = 64;

/**
 * ∂h_l/∂h_0 = diag(φ′(z_l)) W_l ∂h_(l-1)/∂h_0, from ∂h_0/∂h_0 = 1 on: columns by input units, so that no layer but the
 * one in hand is kept.
 */
export async function jacobianOf(network: Network, input: Float64Array, pacer: Pacer): Promise<Jacobian> {
  const layers = layerCount(network);
  const fanIn = network.sizes[0]!;
  let activation = columnsOf(input, 1, 0, 1);
  let parts = batchRanges(fanIn, COLUMNS).map((range) => identityColumns(fanIn, range));
  for (let index = 0; index < layers; index += 1) {
    const preactivation = preactivationOf(network, index, activation, STILL);
    const weight = weightOf(network, index);
    const next: ScaledMatrix[] = [];
    for (const [part, columns] of parts.entries()) {
      const product = affine(weight, columns, null);
      next.push(gradPreactivation(network.nonlinearity, product, repeated(preactivation, product.columns)));
      await pacer.pause((index + (part + 1) / parts.length) / layers);
    }
    parts = next;
    activation = activate(network.nonlinearity, preactivation);
  }
  return joined(parts, network.sizes.at(-1)!, fanIn);
}

/** Columns of the identity matrix of so many units. */
function identityColumns(units: number, [start, end]: Range): ScaledMatrix {
  const matrix = emptyMatrix(units, end - start);
  for (let column = start; column < end; column += 1) matrix.mantissa[column * matrix.columns + column - start] = 1;
  return normaliseColumns(matrix);
}

/** A matrix of one column, so many times. */
function repeated({ rows, mantissa, exponent }: ScaledMatrix, columns: number): ScaledMatrix {
  const out = emptyMatrix(rows, columns, new Int32Array(columns).fill(exponent[0]!));
  for (let row = 0; row < rows; row += 1) out.mantissa.fill(mantissa[row]!, row * columns, (row + 1) * columns);
  return out;
}

/** The parts side by side, under the exponent of the largest value. */
function joined(parts: readonly ScaledMatrix[], rows: number, columns: number): Jacobian {
  const exponents = parts.flatMap((part) => [...normaliseColumns(part, columnPeaks(part)).exponent]);
  const largest = Math.max(...exponents);
  const mantissa = new Float64Array(rows * columns);
  if (largest === ZERO_EXPONENT) return { rows, columns, mantissa, exponent: 0 };
  let start = 0;
  for (const part of parts) {
    scaleColumns(
      part,
      part.exponent.map((exponent) => exponent - largest),
    );
    for (let row = 0; row < rows; row += 1) {
      mantissa.set(part.mantissa.subarray(row * part.columns, (row + 1) * part.columns), row * columns + start);
    }
    start += part.columns;
  }
  return { rows, columns, mantissa, exponent: largest };
}
