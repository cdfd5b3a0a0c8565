import { STENCIL, lagrangeWeights, rootBetween, stencilStart, weighted } from "./lagrange.ts";
import { MOMENT_NODES, type MomentTable, NODES_PER_OCTAVE, NODE_OF_ONE, OCTAVES, nodeLength } from "./momentTable.ts";

/** φ where its argument is tiny or huge: φ(0)², and the mean of both slopes' squares at 0 and far out. */
export interface Limits {
  readonly atZero2: number;
  readonly slope2AtZero: number;
  readonly slope2AtInfinity: number;
}

/** Where the length of a signal settles. */
export interface Length {
  readonly kind: "number" | "zero" | "infinite";
  /** q*, where it is a number. */
  readonly q: number;
  /** log2 q*. */
  readonly log2: number;
  /** E[φ′(√q* z)²], in the limit where q* is 0 or infinite. */
  readonly slope2: number;
}

/** Finds where q′ = σ_w² E[φ(√q z)²] + σ_b² leads from q = 1, on a table of φ's moments. */
export class LengthMap {
  readonly #inverse = Float64Array.from({ length: MOMENT_NODES }, (_, j) => 1 / nodeLength(j));
  /** From q = 1 on, the least gain at a node and above it; below q = 1, the largest at a node and below it. */
  readonly #bounds: Float64Array;
  readonly #values = new Float64Array(STENCIL);
  readonly #weights = new Float64Array(STENCIL);

  constructor(
    readonly table: MomentTable,
    readonly limits: Limits,
  ) {
    const { gain } = table;
    this.#bounds = gain.slice();
    for (let j = MOMENT_NODES - 2; j >= NODE_OF_ONE; j -= 1) this.#bounds[j] = Math.min(gain[j]!, this.#bounds[j + 1]!);
    for (let j = 1; j < NODE_OF_ONE; j += 1) this.#bounds[j] = Math.max(gain[j]!, this.#bounds[j - 1]!);
  }

  /** q′ grows with q, so that iterates from 1 go one way, to the first fixed point on it. */
  settle(sigmaW2: number, sigmaB2: number): Length {
    const growth = (j: number): number => sigmaW2 * this.table.gain[j]! + sigmaB2 * this.#inverse[j]! - 1;
    const first = growth(NODE_OF_ONE);
    if (first === 0) return { kind: "number", q: 1, log2: 0, slope2: this.table.slope[NODE_OF_ONE]! };
    const way = Math.sign(first);
    let [near, far, at] = [NODE_OF_ONE, NODE_OF_ONE + way, first];
    for (;;) {
      if (far < 0) return this.#belowTable(sigmaW2, sigmaB2);
      if (far >= MOMENT_NODES) return this.#aboveTable(sigmaW2, sigmaB2);
      at = growth(far);
      if (at * way < 0) break;
      near = far;
      far += way * Math.max(1, this.#stride(near, way, at, sigmaW2, sigmaB2));
    }
    while (Math.abs(far - near) > 1) {
      const middle = (near + far) >> 1;
      if (growth(middle) * way < 0) far = middle;
      else near = middle;
    }
    return this.#between(Math.min(near, far), growth);
  }

  /**
   * How many nodes from node j no fixed point can lie: as far as the map itself goes, which passes none; and as far as
   * σ_b² / q alone makes up for the gain that there is at least on the way up, at most on the way down.
   */
  #stride(j: number, way: number, growth: number, sigmaW2: number, sigmaB2: number): number {
    const own = way * Math.log2(1 + growth) * NODES_PER_OCTAVE;
    const rest = 1 - sigmaW2 * this.#bounds[j]!;
    if (rest <= 0) return way > 0 ? MOMENT_NODES : Math.floor(own);
    const bound = way * (Math.log2(sigmaB2 / rest) * NODES_PER_OCTAVE + NODE_OF_ONE - j);
    return Math.min(MOMENT_NODES, Math.floor(Math.max(own, bound)));
  }

  /** The fixed point between nodes j and j + 1. */
  #between(j: number, growth: (j: number) => number): Length {
    const start = stencilStart(j, MOMENT_NODES);
    for (let k = 0; k < STENCIL; k += 1) this.#values[k] = growth(start + k);
    const t = rootBetween(this.#values, j - start, j - start + 1);
    lagrangeWeights(t, this.#weights);
    const log2 = (start + t) / NODES_PER_OCTAVE - OCTAVES;
    return { kind: "number", q: 2 ** log2, log2, slope2: weighted(this.#weights, this.table.slope, start, 1) };
  }

  /** There E[φ²] = φ(0)² + slope² q. */
  #belowTable(sigmaW2: number, sigmaB2: number): Length {
    const { atZero2, slope2AtZero } = this.limits;
    const [added, factor] = [sigmaB2 + sigmaW2 * atZero2, sigmaW2 * slope2AtZero];
    if (added === 0 || factor >= 1) return { kind: "zero", q: 0, log2: -Infinity, slope2: slope2AtZero };
    const q = added / (1 - factor);
    return { kind: "number", q, log2: Math.log2(q), slope2: slope2AtZero };
  }

  /** There E[φ²] = slope² q. */
  #aboveTable(sigmaW2: number, sigmaB2: number): Length {
    const { slope2AtInfinity } = this.limits;
    const factor = sigmaW2 * slope2AtInfinity;
    if (factor >= 1) return { kind: "infinite", q: Infinity, log2: Infinity, slope2: slope2AtInfinity };
    const q = sigmaB2 / (1 - factor);
    return { kind: "number", q, log2: Math.log2(q), slope2: slope2AtInfinity };
  }
}
