/** The grids that shaders/meanFieldGrid.wgsl names, and the points that quadrature on them takes. */

/** Lengths q = 2^(j / 8 - 48). */
const NODES_PER_OCTAVE = 8;
const OCTAVES = 48;
export const MOMENT_NODES = 2 * OCTAVES * NODES_PER_OCTAVE + 1;

/** Pairs: q = 2^(row / 3 - 20), 1 - c = 2^(-column / 3). */
const STEPS = 3;
const LOWEST = -20;
const HIGHEST = 24;
const APART = 40;
export const ROWS = (HIGHEST - LOWEST) * STEPS + 1;
export const COLUMNS = APART * STEPS + 1;
/** Their products q (1 - c), on a grid of the same step. */
const VARIANCES = ROWS + COLUMNS - 1;

/** Step of the trapezoidal rule on a scale of logarithms: its error is below 1e-7. */
export const STEP = 0.25;
/** Past this many standard deviations a Gaussian has less than 1e-10 of its mass. */
export const REACH = 6.5;
/** Past this share of the smallest scale, what is integrated is taken for constant. */
export const NEAR = 2 ** -13;
/** A geometric series continues what the last point, nearest to 0, begins: Σ_{k≥0} e^(-k STEP). */
export const TAIL = 1 / (1 - Math.exp(-STEP));

function tabulated(count: number, at: (index: number) => number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count }, (_, index) => at(index));
}

export const momentLengths = (): Float32Array<ArrayBuffer> =>
  tabulated(MOMENT_NODES, (j) => 2 ** (j / NODES_PER_OCTAVE - OCTAVES));
export const pairLengths = (): Float32Array<ArrayBuffer> => tabulated(ROWS, (row) => 2 ** (row / STEPS + LOWEST));
export const pairDistances = (): Float32Array<ArrayBuffer> => tabulated(COLUMNS, (column) => 2 ** (-column / STEPS));

/** Standard deviations √(q (1 - c)), from the smallest; the last is 0. */
export function noiseDeviations(): Float32Array<ArrayBuffer> {
  const lowest = LOWEST - APART;
  return tabulated(VARIANCES + 1, (index) => (index === VARIANCES ? 0 : 2 ** ((index / STEPS + lowest) / 2)));
}

/** high · e^(-k STEP), from `high` to `low`. */
function logarithmicPoints(high: number, low: number): number[] {
  const count = Math.ceil(Math.log(high / low) / STEP) + 1;
  return Array.from({ length: count }, (_, k) => high * Math.exp(-k * STEP));
}

/** (z, weight) of ∫_0^∞ f(z) n(z) dz, for any f that the grid of lengths has. */
export function gaussianPoints(): Float32Array<ArrayBuffer> {
  const points = logarithmicPoints(REACH, NEAR * 2 ** (-OCTAVES / 2));
  const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return Float32Array.from(points.flatMap((z, k) => [z, STEP * z * density(z) * (k === points.length - 1 ? TAIL : 1)]));
}

/** (x, weight) of ∫_0^∞ f(x) dx: even on a logarithmic scale near 0 and on a plain one far from it, x = ln(1 + e^t). */
export function halfLinePoints(): Float32Array<ArrayBuffer> {
  const nearest = Math.log(NEAR) - (HIGHEST / 2) * Math.LN2;
  const count = Math.ceil((2 * REACH - nearest) / STEP) + 2;
  const points = Array.from({ length: count }, (_, k) => 2 * REACH - k * STEP);
  return Float32Array.from(points.flatMap((t) => [Math.log1p(Math.exp(t)), STEP / (1 + Math.exp(-t))]));
}

/** 0, then places even on a logarithmic scale, then their negatives: where smoothed slopes are tabulated. */
export function slopePlaces(): { count: number; places: Float32Array<ArrayBuffer> } {
  const points = logarithmicPoints(REACH * 2 ** (HIGHEST / 2), NEAR * 2 ** (LOWEST / 2));
  return { count: points.length, places: Float32Array.from([0, ...points, ...points.map((point) => -point)]) };
}

const STENCIL = 6;

/**
 * ∫ f dx over x from 2^(-1 / STEPS) to 1, x = 2^(-t / STEPS): the weights of f at six nodes where the interval is that
 * after node 0, 1, … 4, (5, 6) row-major.
 */
export function intervalWeights(): Float32Array<ArrayBuffer> {
  const pieces = 64;
  const out = new Float64Array((STENCIL - 1) * STENCIL);
  for (let node = 0; node < STENCIL - 1; node += 1) {
    // Simpson's rule; what is integrated is a polynomial times an exponential, and the error below 1e-12.
    for (let piece = 0; piece <= 2 * pieces; piece += 1) {
      const share = piece / (2 * pieces);
      const factor = piece === 0 || piece === 2 * pieces ? 1 : piece % 2 === 1 ? 4 : 2;
      const scale = (factor / (6 * pieces)) * (Math.LN2 / STEPS) * 2 ** (-share / STEPS);
      for (let k = 0; k < STENCIL; k += 1) out[node * STENCIL + k]! += scale * lagrangeWeight(k, node + share);
    }
  }
  return Float32Array.from(out);
}

/** ∏_{j≠k} (t - j) / (k - j). */
function lagrangeWeight(k: number, t: number): number {
  let weight = 1;
  for (let j = 0; j < STENCIL; j += 1) if (j !== k) weight *= (t - j) / (k - j);
  return weight;
}
