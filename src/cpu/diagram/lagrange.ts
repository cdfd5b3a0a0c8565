/** Nodes of a stencil: polynomials of degree 5 through six neighbours. */
export const STENCIL = 6;
/** Nodes of the stencil left of the interval that it is made for. */
const BEFORE = 2;

/** The first of six neighbouring nodes, of `count`, for an argument between nodes `index` and `index` + 1. */
export function stencilStart(index: number, count: number): number {
  return Math.min(Math.max(index - BEFORE, 0), count - STENCIL);
}

/** out[k] = ∏_{j≠k} (t - j) / (k - j): what the values at nodes 0 to 5 weigh in the polynomial through them, at t. */
export function lagrangeWeights(t: number, out: Float64Array): void {
  const [a, b, c, d, e, f] = [t, t - 1, t - 2, t - 3, t - 4, t - 5];
  const [ab, ef, abc, def] = [a * b, e * f, a * b * c, d * e * f];
  out[0] = (-b * c * def) / 120;
  out[1] = (a * c * def) / 24;
  out[2] = (-ab * def) / 12;
  out[3] = (abc * ef) / 12;
  out[4] = (-abc * d * f) / 24;
  out[5] = (abc * d * e) / 120;
}

/** Σ_k weights[k] values[start + k · stride]. */
export function weighted(weights: Float64Array, values: Float64Array, start: number, stride: number): number {
  let sum = 0;
  for (let k = 0; k < STENCIL; k += 1) sum += weights[k]! * values[start + k * stride]!;
  return sum;
}

/** Steps that find a root to the last bits: the interval is at least halved by every third. */
const MOST_STEPS = 60;

/**
 * Where between `low` and `high` the polynomial through six values at 0 to 5 is zero; it has another sign at `low` than at
 * `high`. Regula falsi as the Illinois algorithm has it (Dowell and Jarratt 1971).
 */
export function rootBetween(values: Float64Array, low: number, high: number): number {
  const weights = new Float64Array(STENCIL);
  const at = (t: number): number => {
    lagrangeWeights(t, weights);
    return weighted(weights, values, 0, 1);
  };
  let [a, b, atA, atB] = [low, high, at(low), at(high)];
  if (atA === 0) return a;
  for (let step = 0; step < MOST_STEPS && atB !== 0 && Math.abs(b - a) > 1e-14; step += 1) {
    const t = b - (atB * (b - a)) / (atB - atA);
    const atT = at(t);
    if (atT * atB < 0) [a, atA] = [b, atB];
    else atA /= 2;
    [b, atB] = [t, atT];
  }
  return b;
}
