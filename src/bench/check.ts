import { UNIT_ROUNDOFF } from "../model/float32.ts";
import type { MatmulData, WorkResult } from "./implementation.ts";
import type { MatmulWork, SignalWork } from "./work.ts";

/** How a result is judged. */
export interface Check {
  /** The largest error that float32 allows. */
  readonly bound: number;
  /** Against float64; Infinity where a value is missing or is no number. */
  errorOf(result: WorkResult): number;
}

const WHOLE_ROWS = 4;
const PLACES_A_ROW = 4;
/** Multiples of the golden ratio spread places evenly over columns, and differently from row to row. */
const GOLDEN = 0.618033988749895;

/** Flat places of C that are checked: some rows whole, and a few elements of every row. */
function placesOf({ m, n }: MatmulWork): number[] {
  const places: number[] = [];
  for (let index = 0; index < Math.min(WHOLE_ROWS, m); index += 1) {
    const row = m <= WHOLE_ROWS ? index : Math.round((index * (m - 1)) / (WHOLE_ROWS - 1));
    for (let column = 0; column < n; column += 1) places.push(row * n + column);
  }
  for (let index = 0; index < m * PLACES_A_ROW; index += 1) {
    const column = Math.floor(((index * GOLDEN) % 1) * n);
    places.push(Math.floor(index / PLACES_A_ROW) * n + column);
  }
  return places;
}

/**
 * The error of a product, max |C - Ĉ| / (|A| |B|), over sampled elements. Products of float32 numbers are exact in
 * float64, and its sums are nine digits finer than what they judge.
 *
 * The bound is k u / (1 - k u), u = 2^-24, which holds for every order of summation, with or without fused
 * multiply-add (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, equation 3.13).
 */
export function matmulCheck(work: MatmulWork, { a, b }: MatmulData): Check {
  const { k, n } = work;
  const places = placesOf(work);
  const products = places.map((place) => {
    const [row, column] = [Math.floor(place / n), place % n];
    let [sum, magnitude] = [0, 0];
    for (let inner = 0; inner < k; inner += 1) {
      const term = a[row * k + inner]! * b[inner * n + column]!;
      sum += term;
      magnitude += Math.abs(term);
    }
    return { place, sum, magnitude };
  });
  const error = (result: WorkResult, { place, sum, magnitude }: (typeof products)[number]): number =>
    finite(magnitude === 0 ? Math.abs(result[place]! - sum) : Math.abs(result[place]! - sum) / magnitude);
  return {
    bound: (k * UNIT_ROUNDOFF) / (1 - k * UNIT_ROUNDOFF),
    errorOf: (result) =>
      result.length === work.m * n
        ? products.reduce((worst, product) => Math.max(worst, error(result, product)), 0)
        : Infinity,
  };
}

/**
 * The error of signal work, the worst relative error of std over layers, forward and back. `expected` is what the
 * float64 reference found, as log10.
 *
 * The bound counts roundings that all err the same way. Each layer passed makes sums of `width` products; a relative
 * error of the signal is carried on unchanged by the layers that follow, since ReLU commutes with a factor. The
 * variance sums width · examples squares, one after the other at worst, and std is off by half as much.
 */
export function signalCheck(work: SignalWork, expected: WorkResult): Check {
  const { depth, width, samples, gradientSamples } = work;
  const layers = gradientSamples > 0 ? 2 * depth : depth;
  const squares = width * Math.max(samples, gradientSamples);
  return {
    bound: (layers * width + squares / 2) * UNIT_ROUNDOFF,
    errorOf: (result) =>
      result.length === expected.length
        ? Array.from(expected, (log10, index) => relative(result[index]!, log10)).reduce((a, b) => Math.max(a, b), 0)
        : Infinity,
  };
}

/** |a / b - 1| of two logarithms; 0 where both values are zero. */
function relative(log10: number, expected: number): number {
  if (log10 === -Infinity && expected === -Infinity) return 0;
  return finite(Math.abs(Math.expm1((log10 - expected) * Math.LN10)));
}

function finite(error: number): number {
  return Number.isNaN(error) ? Infinity : error;
}
