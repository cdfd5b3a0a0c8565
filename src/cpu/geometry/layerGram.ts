import type { LayerGram } from "../../model/geometry.ts";
import { type ScaledMatrix, ZERO_EXPONENT, scaled } from "../../model/scaled.ts";
import { emptyMatrix, scaleColumns } from "../columns.ts";
import { outerProductAdd } from "../matmul.ts";

/**
 * XᵀX / (units · meanSquare) : (units, examples) → (examples, examples), every column brought into the frame of the
 * largest. Its diagonal has mean 1. `matrix` is left as it is.
 */
export function layerGram(matrix: ScaledMatrix): LayerGram {
  const { rows, columns } = matrix;
  const frame = matrix.exponent.reduce((largest, exponent) => Math.max(largest, exponent), ZERO_EXPONENT);
  const gram = new Float64Array(columns * columns);
  if (frame === ZERO_EXPONENT) return { meanSquare: scaled(0), gram };

  const framed = transposedInFrame(matrix, frame);
  outerProductAdd(gram, framed, framed, rows);
  let squares = 0;
  for (let example = 0; example < columns; example += 1) squares += gram[example * (columns + 1)]!;
  const share = columns / squares;
  for (let index = 0; index < gram.length; index += 1) gram[index]! *= share;
  return { meanSquare: scaled(squares / (columns * rows), 2 * frame), gram };
}

/** Xᵀ / 2^frame : (examples, units) row-major. */
function transposedInFrame({ rows, columns, mantissa, exponent }: ScaledMatrix, frame: number): Float64Array {
  const framed = emptyMatrix(rows, columns);
  framed.mantissa.set(mantissa);
  scaleColumns(
    framed,
    exponent.map((value) => value - frame),
  );
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      out[column * rows + row] = framed.mantissa[row * columns + column]!;
  }
  return out;
}
