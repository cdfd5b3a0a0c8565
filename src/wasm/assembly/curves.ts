import { erf, erfcx } from "./errorFunction.ts";
import { exponential, expPair, expm1, log1pUnit } from "./exponential.ts";
import { ELU, ERF, GELU, HARDTANH, SELU, SIGMOID, SILU, SINE, SOFTPLUS, SOFTSIGN, TANH } from "./identifiers.ts";
import { pair } from "./scaled.ts";
import { sineShifted } from "./trigonometry.ts";

// φ and φ′ for 2^-30 <= |z| <= 2^30 as pairs, so that tails keep their magnitude where numbers underflow.

export const SELU_LAMBDA: f64 = 1.0507009873554804934193349852946;
/** λ α of SELU. */
export const SELU_SCALE: f64 = 1.7580993408473768599402175208123;
export const TWO_OVER_SQRT_PI: f64 = 1.1283791670955126;
const ONE_OVER_SQRT_2PI: f64 = 0.3989422804014327;
const SQRT_HALF: f64 = Math.SQRT1_2;

/** φ(z). */
export function valuePair(phi: i32, z: f64): f64 {
  switch (phi) {
    case TANH: {
      const e = expm1(2 * min(abs(z), 20));
      return pair(copysign(e / (e + 2), z), 0);
    }
    case SIGMOID:
      return sigmoidPair(z);
    case ERF:
      return pair(erf(z), 0);
    case GELU:
      return geluPair(z);
    case SILU:
      return sigmoidPair(z) * z;
    case ELU:
      return pair(z >= 0 ? z : expm1(z), 0);
    case SELU:
      return pair(z >= 0 ? SELU_LAMBDA * z : SELU_SCALE * expm1(z), 0);
    case SOFTPLUS:
      return z < -15 ? expPair(z) : pair(max<f64>(z, 0) + log1pUnit(exponential(-abs(z))), 0);
    case SOFTSIGN:
      return pair(z / (1 + abs(z)), 0);
    case HARDTANH:
      return pair(min<f64>(1, max<f64>(-1, z)), 0);
    case SINE:
      return pair(sineShifted(z, 0), 0);
    default:
      return unreachable();
  }
}

/** φ′(z). */
export function slopePair(phi: i32, z: f64): f64 {
  switch (phi) {
    case TANH:
      return 4 * logisticSlopePair(-2 * abs(z));
    case SIGMOID:
      return logisticSlopePair(-abs(z));
    case ERF:
      return expPair(-z * z) * TWO_OVER_SQRT_PI;
    case GELU:
      return geluSlopePair(z);
    case SILU:
      return sigmoidPair(z) * (1 + z * sigmoidBelow(z));
    case ELU:
      return expPair(min<f64>(z, 0));
    case SELU:
      return expPair(min<f64>(z, 0)) * (z >= 0 ? SELU_LAMBDA : SELU_SCALE);
    case SOFTPLUS:
      return sigmoidPair(z);
    case SOFTSIGN:
      return pair(1 / ((1 + abs(z)) * (1 + abs(z))), 0);
    case HARDTANH:
      return pair(abs(z) <= 1 ? 1 : 0, 0);
    case SINE:
      return pair(sineShifted(z, 1), 0);
    default:
      return unreachable();
  }
}

/** 1 / (1 + e^-z). */
function sigmoidPair(z: f64): f64 {
  const factor = 1 / (1 + exponential(-abs(z)));
  return z >= 0 ? pair(factor, 0) : expPair(z) * factor;
}

/** 1 / (1 + e^z), 0 where it underflows. */
function sigmoidBelow(z: f64): f64 {
  const e = exponential(-abs(z));
  return (z >= 0 ? e : 1) / (1 + e);
}

/** t / (1 + t)² for t = e^x, x <= 0. */
function logisticSlopePair(x: f64): f64 {
  const t = 1 + exponential(x);
  return expPair(x) / (t * t);
}

/** z P(Z <= z) for standard normal Z. */
function geluPair(z: f64): f64 {
  const rest = 0.5 * erfcx(abs(z) * SQRT_HALF);
  if (z < 0) return expPair(-0.5 * z * z) * rest * z;
  return pair(z - z * rest * exponential(-0.5 * z * z), 0);
}

function geluSlopePair(z: f64): f64 {
  const rest = 0.5 * erfcx(abs(z) * SQRT_HALF);
  if (z < 0) return expPair(-0.5 * z * z) * (rest + z * ONE_OVER_SQRT_2PI);
  return pair(1 + exponential(-0.5 * z * z) * (z * ONE_OVER_SQRT_2PI - rest), 0);
}
