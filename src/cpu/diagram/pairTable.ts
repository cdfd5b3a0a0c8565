import { type NonlinearityId } from "../../model/nonlinearity.ts";
import { slopePower } from "../../model/nonlinearities.ts";
import type { Pacer } from "../../model/pacer.ts";
import { STENCIL, lagrangeWeights, stencilStart } from "./lagrange.ts";
import { COLUMNS, ROWS, STEPS, gridValue, tabulatePairs } from "./pairGrid.ts";
import { type ClosedPairs, SINE_PAIRS } from "./sinePairs.ts";
import { logSlopeProducts } from "./slopeProducts.ts";

/** What the correlation map needs of φ on the grid of pairs, over E[φ′(u)²]: (ROWS, COLUMNS) row-major, nothing above 0. */
export interface PairTable {
  /** ln of E[(φ(u) - φ(v))²] / (2 q (1 - c)). */
  readonly difference: Float64Array;
  /** ln of E[φ′(u) φ′(v)]. */
  readonly product: Float64Array;
  /** φ's slopePower. */
  readonly power: number;
  /** The same at any q and 1 - c, where there is a closed form to refine the table's answer. */
  readonly closed: ClosedPairs | null;
}

/** Tabulates φ's pairs, with pauses. */
export async function pairTable(id: NonlinearityId, pacer: Pacer): Promise<PairTable> {
  const product = await logSlopeProducts(id, pacer);
  const power = slopePower(id);
  const isSine = id === "sine";
  const difference = isSine ? tabulatePairs(SINE_PAIRS.difference) : logDifferences(product, power);
  return { product, difference, power, closed: isSine ? SINE_PAIRS : null };
}

/**
 * E[(φ(u) - φ(v))²] / 2q = ∫ E[φ′(u) φ′(v)] dc from c to 1, by Price's theorem: summed from c = 1 on, of what it lacks to
 * its value there, so that nothing cancels.
 */
function logDifferences(product: Float64Array, power: number): Float64Array {
  const table = new Float64Array(product.length);
  const weights = intervalWeights();
  for (let row = 0; row < ROWS; row += 1) {
    const start = row * COLUMNS;
    const lackAt = (column: number): number => -Math.expm1(product[start + column]!);
    const nearest = COLUMNS - 1;
    let lack = (lackAt(nearest) / (1 + power)) * gridValue(-nearest, 0);
    table[start + nearest] = Math.log1p(-lack / gridValue(-nearest, 0));
    for (let column = nearest - 1; column >= 0; column -= 1) {
      const first = stencilStart(column, COLUMNS);
      const own = weights[column - first]!;
      for (let k = 0; k < STENCIL; k += 1) lack += own[k]! * gridValue(-column, 0) * lackAt(first + k);
      table[start + column] = Math.log1p(-lack / gridValue(-column, 0));
    }
  }
  return table;
}

/**
 * ∫ f dx over x from 2^(-1 / STEPS) to 1, x = 2^(-t / STEPS): the weights of f at six nodes, where the interval is that
 * after node 0, 1, …
 */
function intervalWeights(): Float64Array[] {
  const pieces = 64;
  return Array.from({ length: STENCIL - 1 }, (_, node) => {
    const out = new Float64Array(STENCIL);
    const weights = new Float64Array(STENCIL);
    // Simpson's rule; f is a polynomial of degree 5, so that its error is below 1e-12.
    for (let piece = 0; piece <= 2 * pieces; piece += 1) {
      const share = piece / (2 * pieces);
      lagrangeWeights(node + share, weights);
      const factor = piece === 0 || piece === 2 * pieces ? 1 : piece % 2 === 1 ? 4 : 2;
      const scale = (factor / (6 * pieces)) * (Math.LN2 / STEPS) * gridValue(-share, 0);
      for (let k = 0; k < STENCIL; k += 1) out[k]! += scale * weights[k]!;
    }
    return out;
  });
}
