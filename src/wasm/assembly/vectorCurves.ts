import { SELU_LAMBDA, SELU_SCALE, TWO_OVER_SQRT_PI } from "./curves.ts";
import { ELU, ERF, GELU, SELU, SIGMOID, SILU, SINE, SOFTPLUS, SOFTSIGN, TANH } from "./identifiers.ts";
import { erfcxs, erfs } from "./vectorErrorFunction.ts";
import { copySigns, exponentials, expm1s, log1pUnits } from "./vectorExponential.ts";
import { sinesShifted } from "./vectorTrigonometry.ts";
import { multiplyAdd } from "./vectors.ts";

// φ and φ′ of four numbers at once, where neither leaves float32: for |z| up to `reachOf`.

const ONE_OVER_SQRT_2PI: f32 = 0.39894228;

/** The |z| up to which the exponentials in φ and φ′ stay normal float32; 0 where there are no vectors of φ. */
export function reachOf(phi: i32): f32 {
  switch (phi) {
    case TANH:
      return 40;
    case ERF:
      return 9;
    case GELU:
      return 12;
    case SIGMOID:
    case SILU:
    case ELU:
    case SELU:
    case SOFTPLUS:
      return 80;
    case SINE:
    case SOFTSIGN:
      return 1000;
    default:
      return 0;
  }
}

/** φ(z). */
export function valuesOf(phi: i32, z: v128): v128 {
  const one = f32x4.splat(1);
  switch (phi) {
    case TANH: {
      const e = expm1s(f32x4.mul(f32x4.abs(z), f32x4.splat(2)));
      return copySigns(f32x4.div(e, f32x4.add(e, f32x4.splat(2))), z);
    }
    case SIGMOID:
      return sigmoids(z);
    case ERF:
      return erfs(z);
    case GELU:
      return gelus(z);
    case SILU:
      return f32x4.mul(z, sigmoids(z));
    case ELU:
      return exponentialLinear(z, one, one);
    case SELU:
      return exponentialLinear(z, f32x4.splat(SELU_LAMBDA as f32), f32x4.splat(SELU_SCALE as f32));
    case SOFTPLUS: {
      const rest = log1pUnits(exponentials(f32x4.neg(f32x4.abs(z))));
      return f32x4.add(f32x4.pmax(z, f32x4.splat(0)), rest);
    }
    case SOFTSIGN:
      return f32x4.div(z, f32x4.add(one, f32x4.abs(z)));
    default:
      return sinesShifted(z, 0);
  }
}

/** φ′(z). */
export function slopesOf(phi: i32, z: v128): v128 {
  const one = f32x4.splat(1);
  switch (phi) {
    case TANH:
      return f32x4.mul(logisticSlopes(f32x4.mul(f32x4.abs(z), f32x4.splat(-2))), f32x4.splat(4));
    case SIGMOID:
      return logisticSlopes(f32x4.neg(f32x4.abs(z)));
    case ERF:
      return f32x4.mul(exponentials(f32x4.neg(f32x4.mul(z, z))), f32x4.splat(TWO_OVER_SQRT_PI as f32));
    case GELU:
      return geluSlopes(z);
    case SILU:
      return f32x4.mul(sigmoids(z), multiplyAdd(z, sigmoids(f32x4.neg(z)), one));
    case ELU:
      return exponentials(f32x4.pmin(z, f32x4.splat(0)));
    case SELU: {
      const factor = bySide(z, f32x4.splat(SELU_LAMBDA as f32), f32x4.splat(SELU_SCALE as f32));
      return f32x4.mul(exponentials(f32x4.pmin(z, f32x4.splat(0))), factor);
    }
    case SOFTPLUS:
      return sigmoids(z);
    case SOFTSIGN: {
      const root = f32x4.div(one, f32x4.add(one, f32x4.abs(z)));
      return f32x4.mul(root, root);
    }
    default:
      return sinesShifted(z, 1);
  }
}

/** `above` where z >= 0, else `below`. */
function bySide(z: v128, above: v128, below: v128): v128 {
  return v128.bitselect(above, below, f32x4.ge(z, f32x4.splat(0)));
}

/** λ z above 0, scale (e^z - 1) below. */
function exponentialLinear(z: v128, lambda: v128, scale: v128): v128 {
  const below = f32x4.mul(scale, expm1s(f32x4.pmin(z, f32x4.splat(0))));
  return bySide(z, f32x4.mul(lambda, z), below);
}

/** 1 / (1 + e^-z). */
function sigmoids(z: v128): v128 {
  const e = exponentials(f32x4.neg(f32x4.abs(z)));
  const numerator = bySide(z, f32x4.splat(1), e);
  return f32x4.div(numerator, f32x4.add(f32x4.splat(1), e));
}

/** t / (1 + t)² for t = e^x, x <= 0. */
function logisticSlopes(x: v128): v128 {
  const t = exponentials(x);
  const sum = f32x4.add(f32x4.splat(1), t);
  return f32x4.div(t, f32x4.mul(sum, sum));
}

/** e^(-z²/2). */
function bells(z: v128): v128 {
  return exponentials(f32x4.mul(f32x4.mul(z, z), f32x4.splat(-0.5)));
}

/** e^(z²/2) P(Z <= -|z|) for standard normal Z. */
function tails(z: v128): v128 {
  return f32x4.mul(f32x4.splat(0.5), erfcxs(f32x4.mul(f32x4.abs(z), f32x4.splat(Math.SQRT1_2 as f32))));
}

/** z P(Z <= z). */
function gelus(z: v128): v128 {
  const below = f32x4.mul(z, f32x4.mul(bells(z), tails(z)));
  return bySide(z, f32x4.sub(z, below), below);
}

function geluSlopes(z: v128): v128 {
  const bell = bells(z);
  const tail = tails(z);
  const density = f32x4.mul(z, f32x4.splat(ONE_OVER_SQRT_2PI));
  const above = multiplyAdd(bell, f32x4.sub(density, tail), f32x4.splat(1));
  return bySide(z, above, f32x4.mul(bell, f32x4.add(density, tail)));
}
