/** How A's element (i, j) lies in its array: at i · rowStride + j · innerStride, so that Aᵀ needs no copy. */
export interface ProductShape {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly rowStride: number;
  readonly innerStride: number;
}

/** Rows of the product, and terms of its sums, taken at once: what keeps the operands in registers. */
const BLOCK = 4;

/**
 * C += A B : (rows, inner) · (inner, columns) → (rows, columns), B and C row-major, C overwritten.
 *
 * A column's sums have the same terms in the same order whatever the other columns are.
 */
export function multiplyAdd(c: Float64Array, a: Float64Array, b: Float64Array, shape: ProductShape): void {
  const { rows, inner, columns } = shape;
  const factors = new Float64Array(BLOCK * BLOCK);
  const lines = new Int32Array(BLOCK);
  for (let row = 0; row < rows; row += BLOCK) {
    const count = Math.min(BLOCK, rows - row);
    for (let term = 0; term < inner; term += BLOCK) {
      readBlock(factors, a, shape, row, term);
      // Past the end the factors are zero, and the last row of B stands in.
      for (let j = 0; j < BLOCK; j += 1) lines[j] = Math.min(term + j, inner - 1) * columns;
      if (count === BLOCK) addFourRows(c, row * columns, factors, b, lines, columns);
      else for (let one = 0; one < count; one += 1) addRow(c, (row + one) * columns, factors, one, b, lines, columns);
    }
  }
}

/** The block of A at (row, term), zeros past its end. */
function readBlock(out: Float64Array, a: Float64Array, shape: ProductShape, row: number, term: number): void {
  const { rows, inner, rowStride, innerStride } = shape;
  out.fill(0);
  for (let i = 0; i < BLOCK && row + i < rows; i += 1) {
    for (let j = 0; j < BLOCK && term + j < inner; j += 1) {
      out[BLOCK * i + j] = a[(row + i) * rowStride + (term + j) * innerStride]!;
    }
  }
}

/** Four rows of C, from `target` on, += factors (4, 4) times the four rows of B at `lines`. */
function addFourRows(
  c: Float64Array,
  target: number,
  factors: Float64Array,
  b: Float64Array,
  lines: Int32Array,
  columns: number,
): void {
  const [a00, a01, a02, a03] = [factors[0]!, factors[1]!, factors[2]!, factors[3]!];
  const [a10, a11, a12, a13] = [factors[4]!, factors[5]!, factors[6]!, factors[7]!];
  const [a20, a21, a22, a23] = [factors[8]!, factors[9]!, factors[10]!, factors[11]!];
  const [a30, a31, a32, a33] = [factors[12]!, factors[13]!, factors[14]!, factors[15]!];
  const [line0, line1, line2, line3] = [lines[0]!, lines[1]!, lines[2]!, lines[3]!];
  const [c1, c2, c3] = [target + columns, target + 2 * columns, target + 3 * columns];
  for (let column = 0; column < columns; column += 1) {
    const x0 = b[line0 + column]!;
    const x1 = b[line1 + column]!;
    const x2 = b[line2 + column]!;
    const x3 = b[line3 + column]!;
    c[target + column] = c[target + column]! + (a00 * x0 + a01 * x1 + (a02 * x2 + a03 * x3));
    c[c1 + column] = c[c1 + column]! + (a10 * x0 + a11 * x1 + (a12 * x2 + a13 * x3));
    c[c2 + column] = c[c2 + column]! + (a20 * x0 + a21 * x1 + (a22 * x2 + a23 * x3));
    c[c3 + column] = c[c3 + column]! + (a30 * x0 + a31 * x1 + (a32 * x2 + a33 * x3));
  }
}

/** The row of C at `target` += row `one` of the factors times the four rows of B, in the order of addFourRows. */
function addRow(
  c: Float64Array,
  target: number,
  factors: Float64Array,
  one: number,
  b: Float64Array,
  lines: Int32Array,
  columns: number,
): void {
  const first = BLOCK * one;
  const [a0, a1, a2, a3] = [factors[first]!, factors[first + 1]!, factors[first + 2]!, factors[first + 3]!];
  const [line0, line1, line2, line3] = [lines[0]!, lines[1]!, lines[2]!, lines[3]!];
  for (let column = 0; column < columns; column += 1) {
    const low = a0 * b[line0 + column]! + a1 * b[line1 + column]!;
    const high = a2 * b[line2 + column]! + a3 * b[line3 + column]!;
    c[target + column] = c[target + column]! + (low + high);
  }
}

/**
 * C += A Bᵀ : (rows, terms) · (terms, columns) → (rows, columns), A, B : (columns, terms) and C row-major, C overwritten.
 *
 * Each sum takes its terms one by one, so that doing the terms in parts changes no bit.
 */
export function outerProductAdd(c: Float64Array, a: Float64Array, b: Float64Array, terms: number): void {
  const rows = a.length / terms;
  const columns = b.length / terms;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += BLOCK) {
      if (column + BLOCK <= columns) addFourDots(c, row * columns + column, a, row * terms, b, column * terms, terms);
      else
        for (let one = column; one < columns; one += 1)
          addDot(c, row * columns + one, a, row * terms, b, one * terms, terms);
    }
  }
}

/** Four neighbours of C += one row of A times four rows of B. */
function addFourDots(
  c: Float64Array,
  target: number,
  a: Float64Array,
  rowOfA: number,
  b: Float64Array,
  rowOfB: number,
  terms: number,
): void {
  let [sum0, sum1, sum2, sum3] = [c[target]!, c[target + 1]!, c[target + 2]!, c[target + 3]!];
  const [row1, row2, row3] = [rowOfB + terms, rowOfB + 2 * terms, rowOfB + 3 * terms];
  for (let term = 0; term < terms; term += 1) {
    const factor = a[rowOfA + term]!;
    sum0 += factor * b[rowOfB + term]!;
    sum1 += factor * b[row1 + term]!;
    sum2 += factor * b[row2 + term]!;
    sum3 += factor * b[row3 + term]!;
  }
  c[target] = sum0;
  c[target + 1] = sum1;
  c[target + 2] = sum2;
  c[target + 3] = sum3;
}

function addDot(
  c: Float64Array,
  target: number,
  a: Float64Array,
  rowOfA: number,
  b: Float64Array,
  rowOfB: number,
  terms: number,
): void {
  let sum = c[target]!;
  for (let term = 0; term < terms; term += 1) sum += a[rowOfA + term]! * b[rowOfB + term]!;
  c[target] = sum;
}
