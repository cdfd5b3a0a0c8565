// φ and φ′ of four plain float32 numbers of any finite size, in which what lies below float32 is 0. Formulas as in
// shaders/activationFunctions.wgsl, without exponents beside the numbers, and φ and φ′ from one exponential. Functions of
// one number go through the lanes in a loop: four calls would compile twice as long in software.
import package::exponential::LOG2_E;
import package::exponential::LN2_HIGH;
import package::exponential::LN2_LOW;
import package::errorFunction::erf_f32;
import package::errorFunction::erfcx;
import package::trigonometry::sine_shifted;
import package::activationFunctions::LEAKY_SLOPE;
import package::activationFunctions::SELU_LAMBDA;
import package::activationFunctions::SELU_SCALE;
import package::activationFunctions::TWO_OVER_SQRT_PI;
import package::activationFunctions::ONE_OVER_SQRT_2PI;
import package::activationFunctions::SQRT_HALF;

struct Activation {
  value: vec4f,
  slope: vec4f,
}

/// e^x of it is the least that float32 keeps in full.
const LEAST_EXPONENT_ARGUMENT: f32 = -87.0;
/// e^-(x²/2) is 0 in float32 from here on.
const FAR: f32 = 20.0;

const ZERO = vec4f();
const ONE = vec4f(1.0);

fn remainder4(r: vec4f) -> vec4f {
  var p = fma(vec4f(1.99038646e-4), r, vec4f(1.39371843e-3));
  p = fma(p, r, vec4f(8.33329275e-3));
  p = fma(p, r, vec4f(4.16664318e-2));
  p = fma(p, r, vec4f(1.66666667e-1));
  return fma(p, r, vec4f(0.5));
}

/// e^x for x <= 0; 0 below float32.
fn exp4(x: vec4f) -> vec4f {
  let reached = max(x, vec4f(LEAST_EXPONENT_ARGUMENT));
  let n = round(reached * LOG2_E);
  let r = fma(-n, vec4f(LN2_LOW), fma(-n, vec4f(LN2_HIGH), reached));
  let power = bitcast<vec4f>(vec4u(vec4i(n) + 127) << vec4u(23u));
  return select(fma(r * r, remainder4(r), 1.0 + r) * power, ZERO, x < reached);
}

/// e^x - 1 for x <= 0, of which `e` is e^x, to full relative precision near 0.
fn expm1_4(x: vec4f, e: vec4f) -> vec4f {
  let near = max(x, vec4f(-0.35));
  return select(e - 1.0, fma(near * near, remainder4(near), near), x > vec4f(-0.35));
}

/// ln(1 + t) for 0 <= t <= 1, as 2 atanh(t / (2 + t)).
fn log1p4(t: vec4f) -> vec4f {
  let s = t / (2.0 + t);
  let s2 = s * s;
  var p = fma(s2, vec4f(1.0 / 13.0), vec4f(1.0 / 11.0));
  p = fma(p, s2, vec4f(1.0 / 9.0));
  p = fma(p, s2, vec4f(1.0 / 7.0));
  p = fma(p, s2, vec4f(1.0 / 5.0));
  p = fma(p, s2, vec4f(1.0 / 3.0));
  return 2.0 * s * fma(p, s2, ONE);
}

fn leaky_relu4(z: vec4f, below: f32) -> Activation {
  let above = z >= ZERO;
  return Activation(select(below * z, z, above), select(vec4f(below), ONE, above));
}

fn sigmoid4(z: vec4f) -> Activation {
  let e = exp4(-abs(z));
  let root = 1.0 / (1.0 + e);
  return Activation(select(e, ONE, z >= ZERO) * root, e * root * root);
}

fn tanh4(z: vec4f) -> Activation {
  let x = -2.0 * abs(z);
  let e = exp4(x);
  let root = 1.0 / (1.0 + e);
  return Activation(-sign(z) * expm1_4(x, e) * root, 4.0 * e * root * root);
}

fn erf4(z: vec4f) -> Activation {
  let near = min(abs(z), vec4f(FAR));
  var value: vec4f;
  for (var lane = 0u; lane < 4u; lane += 1u) {
    value[lane] = erf_f32(z[lane]);
  }
  return Activation(value, TWO_OVER_SQRT_PI * exp4(-near * near));
}

/// z P(Z <= z) for standard normal Z.
fn gelu4(z: vec4f) -> Activation {
  let near = min(abs(z), vec4f(FAR));
  let density = exp4(-0.5 * near * near);
  let x = near * SQRT_HALF;
  var tail: vec4f;
  for (var lane = 0u; lane < 4u; lane += 1u) {
    tail[lane] = 0.5 * erfcx(x[lane]);
  }
  let beyond = tail * density; // P(Z <= -|z|)
  let above = z >= ZERO;
  let slope = density * fma(clamp(z, vec4f(-FAR), vec4f(FAR)), vec4f(ONE_OVER_SQRT_2PI), select(tail, -tail, above));
  return Activation(select(z * beyond, fma(-z, beyond, z), above), select(slope, 1.0 + slope, above));
}

fn silu4(z: vec4f) -> Activation {
  let e = exp4(-abs(z));
  let root = 1.0 / (1.0 + e);
  let above = z >= ZERO;
  let own = select(e, ONE, above) * root;
  let complement = select(ONE, e, above) * root;
  return Activation(z * own, own * fma(z, complement, ONE));
}

/// λ z above 0, λ α (e^z - 1) below.
fn elu4(z: vec4f, lambda: f32, scale: f32) -> Activation {
  let x = min(z, ZERO);
  let e = exp4(x);
  let above = z >= ZERO;
  return Activation(select(scale * expm1_4(x, e), lambda * z, above), select(scale * e, vec4f(lambda), above));
}

fn softplus4(z: vec4f) -> Activation {
  let e = exp4(-abs(z));
  return Activation(max(z, ZERO) + log1p4(e), select(e, ONE, z >= ZERO) / (1.0 + e));
}

fn softsign4(z: vec4f) -> Activation {
  let root = 1.0 / (1.0 + abs(z));
  return Activation(z * root, root * root);
}

fn hardtanh4(z: vec4f) -> Activation {
  return Activation(clamp(z, -ONE, ONE), select(ZERO, ONE, abs(z) <= ONE));
}

fn sine4(z: vec4f, quadrants: i32) -> vec4f {
  var value: vec4f;
  for (var lane = 0u; lane < 4u; lane += 1u) {
    value[lane] = sine_shifted(z[lane], quadrants);
  }
  return value;
}
