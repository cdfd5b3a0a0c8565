import { STENCIL, lagrangeWeights, rootBetween, stencilStart, weighted } from "./lagrange.ts";
import { COLUMNS, HIGHEST, LOWEST, ROWS, STEPS } from "./pairGrid.ts";
import type { PairTable } from "./pairTable.ts";
import type { ClosedPairs } from "./sinePairs.ts";

/** Where the correlation of two inputs settles. */
export interface Correlation {
  readonly c: number;
  /** ln of σ_w² E[φ′(u) φ′(v)] there: what is left in a layer of a difference from it. */
  readonly lnFactor: number;
}

/** Finds the stable fixed point of the correlation map on a table of φ's pairs. */
export class CorrelationMap {
  readonly #rowWeights = new Float64Array(STENCIL);
  readonly #columnWeights = new Float64Array(STENCIL);
  readonly #values = new Float64Array(STENCIL);
  #start = 0;

  constructor(readonly table: PairTable) {}

  /**
   * 1 - c′ = (1 - c) σ_w² E[(φ(u) - φ(v))²] / (2 q (1 - c)): c = 1 is always fixed, stable where chi1 <= 1; past that, the
   * factor of 1 - c is 1 at one c from 0 to 1, and the map's slope there below 1 (Poole et al. 2016).
   */
  settle(log2Length: number, lnChi1: number): Correlation {
    if (lnChi1 <= 0) return { c: 1, lnFactor: lnChi1 };
    const { difference, product, power, closed } = this.table;
    this.#enterRow(log2Length);
    const column = this.#columnBefore(-lnChi1);
    if (column >= COLUMNS - 1) return { c: 1, lnFactor: -lnChi1 * power };
    const first = stencilStart(Math.max(column, 0), COLUMNS);
    for (let k = 0; k < STENCIL; k += 1) this.#values[k] = this.#at(difference, first + k) + lnChi1;
    const t = column < 0 ? 0 : rootBetween(this.#values, column - first, column - first + 1);
    const apart = 2 ** (-(first + t) / STEPS);
    if (closed !== null) return refined(closed, 2 ** log2Length, apart, lnChi1);
    lagrangeWeights(t, this.#columnWeights);
    for (let k = 0; k < STENCIL; k += 1) this.#values[k] = this.#at(product, first + k);
    return { c: 1 - apart, lnFactor: lnChi1 + weighted(this.#columnWeights, this.#values, 0, 1) };
  }

  /** Sets the weights of the rows about a length. Past the table's ends it is taken for what it is there. */
  #enterRow(log2Length: number): void {
    const inside = Math.min(Math.max(log2Length, LOWEST), HIGHEST);
    const position = (inside - LOWEST) * STEPS;
    const row = Math.min(Math.floor(position), ROWS - 2);
    const start = stencilStart(row, ROWS);
    lagrangeWeights(position - start, this.#rowWeights);
    this.#start = start * COLUMNS;
  }

  #at(values: Float64Array, column: number): number {
    return weighted(this.#rowWeights, values, this.#start + column, COLUMNS);
  }

  /** The last column whose difference is not above `wanted`; they grow with the column. -1 where the first is. */
  #columnBefore(wanted: number): number {
    const { difference } = this.table;
    let [low, high] = [-1, COLUMNS];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#at(difference, middle) <= wanted) low = middle;
      else high = middle;
    }
    return low;
  }
}

const NEWTON_STEPS = 3;

/** Newton's steps in ln(1 - c), by which the difference's ln changes as their product over it, less 1. */
function refined({ product, difference }: ClosedPairs, q: number, near: number, lnChi1: number): Correlation {
  let apart = near;
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const own = difference(q, apart);
    const slope = Math.expm1(product(q, apart) - own);
    apart = Math.min(1, apart * Math.exp(-(own + lnChi1) / slope));
  }
  return { c: 1 - apart, lnFactor: lnChi1 + product(q, apart) };
}
