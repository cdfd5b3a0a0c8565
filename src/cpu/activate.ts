import { nonlinearityOf, piecewiseSlopes } from "../model/nonlinearities.ts";
import type { Nonlinearity, NonlinearityId } from "../model/nonlinearity.ts";
import {
  type Scaled,
  type ScaledMatrix,
  ZERO_EXPONENT,
  powerOfTwo,
  scaleByPowerOfTwo,
  scaled,
} from "../model/scaled.ts";
import { columnPeaks, emptyMatrix, normaliseColumns, shapeOf } from "./columns.ts";
import { FAR, TINY, scaledDerivative, scaledValue } from "./scaledNonlinearity.ts";

/** h = φ(z), elementwise, normalised. */
export function activate(id: NonlinearityId, preactivation: ScaledMatrix): ScaledMatrix {
  const { rows, columns, mantissa, exponent } = preactivation;
  const slopes = piecewiseSlopes(id);
  if (slopes !== null) return scaleBySide(preactivation, preactivation, slopes);

  const phi = nonlinearityOf(id);
  const out = emptyMatrix(rows, columns);
  const factor = ordinaryFactors(exponent);
  for (let index = 0, row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, index += 1) {
      out.mantissa[index] = phi.value(mantissa[index]! * factor[column]!);
    }
  }
  return settleRareColumns(out, preactivation, phi.valueTail !== undefined, (index, column) =>
    scaledValue(phi, mantissa[index]!, exponent[column]!),
  );
}

/** ∂loss/∂z = ∂loss/∂h · φ′(z), elementwise, normalised. */
export function gradPreactivation(
  id: NonlinearityId,
  gradActivation: ScaledMatrix,
  preactivation: ScaledMatrix,
): ScaledMatrix {
  if (gradActivation.mantissa.length !== preactivation.mantissa.length || gradActivation.rows !== preactivation.rows) {
    throw new RangeError(
      `gradActivation is ${shapeOf(gradActivation)}, preactivation ${shapeOf(preactivation)}: they must be equal`,
    );
  }
  const slopes = piecewiseSlopes(id);
  if (slopes !== null) return scaleBySide(gradActivation, preactivation, slopes);
  return gradOfCurve(nonlinearityOf(id), gradActivation, preactivation);
}

function gradOfCurve(phi: Nonlinearity, gradient: ScaledMatrix, preactivation: ScaledMatrix): ScaledMatrix {
  const { rows, columns, mantissa, exponent } = preactivation;
  const out = emptyMatrix(rows, columns, gradient.exponent.slice());
  const factor = ordinaryFactors(exponent);
  for (let index = 0, row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, index += 1) {
      out.mantissa[index] = gradient.mantissa[index]! * phi.derivative(mantissa[index]! * factor[column]!);
    }
  }
  return settleRareColumns(out, preactivation, phi.derivativeTail !== undefined, (index, column) => {
    const slope = scaledDerivative(phi, mantissa[index]!, exponent[column]!);
    return scaled(slope.mantissa * gradient.mantissa[index]!, slope.exponent + gradient.exponent[column]!);
  });
}

/** matrix · (z < 0 ? below : above), in the matrix's own exponents: exact in range, as φ is linear on either side. */
function scaleBySide(matrix: ScaledMatrix, z: ScaledMatrix, [below, above]: readonly [number, number]): ScaledMatrix {
  const out = emptyMatrix(matrix.rows, matrix.columns, matrix.exponent.slice());
  for (let index = 0; index < out.mantissa.length; index += 1) {
    out.mantissa[index] = matrix.mantissa[index]! * (z.mantissa[index]! < 0 ? below : above);
  }
  return normaliseColumns(out);
}

/** 2^exponent of the columns that float64 holds, 0 for the others. */
function ordinaryFactors(exponent: Int32Array): Float64Array {
  return Float64Array.from(exponent, (value) => (Math.abs(value) <= FAR ? powerOfTwo(value) : 0));
}

/**
 * Recomputes, element by element, the columns that float64 cannot hold: z beyond its range, or every result in a
 * tail. Then normalises.
 */
function settleRareColumns(
  out: ScaledMatrix,
  preactivation: ScaledMatrix,
  hasTail: boolean,
  element: (index: number, column: number) => Scaled,
): ScaledMatrix {
  const peaks = columnPeaks(out);
  let changed = false;
  for (let column = 0; column < out.columns; column += 1) {
    const beyond = Math.abs(preactivation.exponent[column]!) > FAR;
    if (!beyond && !(hasTail && peaks[column]! < TINY)) continue;
    setColumn(out, column, element);
    changed = true;
  }
  return normaliseColumns(out, changed ? columnPeaks(out) : peaks);
}

/** Writes a column of pairs in the frame of the largest; zeros where that is below ZERO_EXPONENT. */
function setColumn(out: ScaledMatrix, column: number, element: (index: number, column: number) => Scaled): void {
  const pairs = Array.from({ length: out.rows }, (_, row) => element(row * out.columns + column, column));
  let frame = ZERO_EXPONENT;
  for (const { mantissa, exponent } of pairs) if (mantissa !== 0) frame = Math.max(frame, exponent);
  pairs.forEach(({ mantissa, exponent }, row) => {
    const value = frame === ZERO_EXPONENT || mantissa === 0 ? 0 : scaleByPowerOfTwo(mantissa, exponent - frame);
    out.mantissa[row * out.columns + column] = value;
  });
  out.exponent[column] = frame;
}
