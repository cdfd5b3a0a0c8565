import { fused } from "./fusedFloat.ts";

/**
 * Cephes' logarithm, sine and cosine in float32, step for step as PyTorch's builds for x86-64 Linux compile them
 * (aten/src/ATen/native/cpu/avx_mathfun.h, after Pommier's sse_mathfun): each product that goes into a sum is fused
 * with it. Coefficients: Moshier, Cephes single precision library, logf.c and sinf.c.
 */
const { fround } = Math;

const LOG = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(fround);
/** ln 2 in two parts. */
const [LN2_HIGH, LN2_LOW] = [0.693359375, fround(-2.1219444e-4)];
const SQRT_HALF = fround(Math.SQRT1_2);

/** -π/4 in three parts. */
const QUARTER_PI = [-0.78515625, -2.4187564849853515625e-4, fround(-3.77489497744594108e-8)] as const;
const FOUR_OVER_PI = fround(4 / Math.PI);
const [SIN_0, SIN_1, SIN_2] = [fround(-1.9515295891e-4), fround(8.3321608736e-3), fround(-1.6666654611e-1)];
const [COS_0, COS_1, COS_2] = [
  fround(2.443315711809948e-5),
  fround(-1.388731625493765e-3),
  fround(4.166664568298827e-2),
];

const asFloat = new Float32Array(1);
const asBits = new Int32Array(asFloat.buffer);

/** ln x of a float32 x > 0: the exponent's part and a polynomial of the fraction on [sqrt ½ - 1, sqrt 2 - 1]. */
export function logFloat(x: number): number {
  asFloat[0] = x;
  const bits = asBits[0]!;
  asBits[0] = (bits & ~0x7f800000) | 0x3f000000;
  const half = asFloat[0];
  const small = half < SQRT_HALF;
  const exponent = (bits >>> 23) - (small ? 127 : 126);
  const part = small ? half - 1 + half : half - 1;
  const square = fround(part * part);
  let y = LOG[0]!;
  for (let index = 1; index < LOG.length; index += 1) y = fused(y, part, LOG[index]!);
  y = fused(fround(y * part), square, fround(exponent * LN2_LOW));
  y = fused(square, -0.5, y);
  return fused(exponent, LN2_HIGH, fround(part + y));
}

/** cos x and sin x into `out`, of a float32 x from 0: reduced to [-π/4, π/4] by eighths of the circle. */
export function cosSinFloat(x: number, out: Float32Array): void {
  // The nearest even number of eighths.
  const eighths = (Math.trunc(fround(x * FOUR_OVER_PI)) + 1) & ~1;
  let rest = x;
  for (const part of QUARTER_PI) rest = fused(eighths, part, rest);
  const square = fround(rest * rest);
  let cos = fround(fused(fused(COS_0, square, COS_1), square, COS_2) * square);
  cos = fround(fused(cos, square, -fround(square * 0.5)) + 1);
  const sinFactor = fround(fused(fused(SIN_0, square, SIN_1), square, SIN_2) * square);
  const sin = fused(sinFactor, rest, rest);
  const swapped = (eighths & 2) !== 0;
  const [first, second] = swapped ? [sin, cos] : [cos, sin];
  out[0] = (eighths + 2) & 4 ? -first : first;
  out[1] = eighths & 4 ? -second : second;
}
