// φ, φ′ and their limits for 2^-30 <= |z| <= 2^30, one branch a nonlinearity. The pipeline is
// specialised by the override, so that one branch remains.
import package::scaled::Scaled;
import package::exponential::exp_scaled;
import package::exponential::exp_f32;
import package::exponential::expm1_f32;
import package::exponential::log1p_unit;
import package::errorFunction::erf_f32;
import package::errorFunction::erfcx;
import package::trigonometry::sine_shifted;

/// The position of φ in NONLINEARITY_IDS (src/model/nonlinearity.ts).
override NONLINEARITY: u32;

const RELU = 0u;
const LEAKY_RELU = 1u;
const TANH = 2u;
const SIGMOID = 3u;
const ERF = 4u;
const GELU = 5u;
const SILU = 6u;
const ELU = 7u;
const SELU = 8u;
const SOFTPLUS = 9u;
const SOFTSIGN = 10u;
const HARDTANH = 11u;
const SINE = 12u;
const IDENTITY = 13u;

const LEAKY_SLOPE: f32 = 0.01;
const SELU_LAMBDA: f32 = 1.05070099;
const SELU_SCALE: f32 = 1.75809934; // λ α
const LN2: f32 = 0.693147181;
const TWO_OVER_SQRT_PI: f32 = 1.12837917;
const ONE_OVER_SQRT_2PI: f32 = 0.398942280;
const SQRT_HALF: f32 = 0.707106781;

fn times(value: Scaled, factor: f32) -> Scaled {
  return Scaled(value.mantissa * factor, value.exponent);
}

/// t / (1 + t)² for t = e^x, x <= 0.
fn logistic_slope(x: f32) -> Scaled {
  let t = 1.0 + exp_f32(x);
  return times(exp_scaled(x), 1.0 / (t * t));
}

/// 1 / (1 + e^-z).
fn sigmoid(z: f32) -> Scaled {
  let e = exp_f32(-abs(z));
  if (z >= 0.0) {
    return Scaled(1.0 / (1.0 + e), 0);
  }
  return times(exp_scaled(z), 1.0 / (1.0 + e));
}

/// P(Z <= z) for standard normal Z, z < 0.
fn normal_cdf_below(z: f32) -> Scaled {
  return times(exp_scaled(-0.5 * z * z), 0.5 * erfcx(-z * SQRT_HALF));
}

fn gelu(z: f32) -> Scaled {
  let below = normal_cdf_below(-abs(z));
  if (z < 0.0) {
    return times(below, z);
  }
  return Scaled(fma(-z, 0.5 * erfcx(z * SQRT_HALF) * exp_f32(-0.5 * z * z), z), 0);
}

fn gelu_slope(z: f32) -> Scaled {
  let density = exp_scaled(-0.5 * z * z);
  let rest = 0.5 * erfcx(abs(z) * SQRT_HALF);
  if (z < 0.0) {
    return times(density, fma(z, ONE_OVER_SQRT_2PI, rest));
  }
  return Scaled(fma(exp_f32(-0.5 * z * z), fma(z, ONE_OVER_SQRT_2PI, -rest), 1.0), 0);
}

fn silu_slope(z: f32) -> Scaled {
  let e = exp_f32(-abs(z));
  let complement = select(1.0, e, z >= 0.0) / (1.0 + e); // sigmoid(-z)
  return times(sigmoid(z), fma(z, complement, 1.0));
}

fn softplus(z: f32) -> Scaled {
  if (z < -15.0) {
    return exp_scaled(z);
  }
  return Scaled(max(z, 0.0) + log1p_unit(exp_f32(-abs(z))), 0);
}

fn tanh_f32(z: f32) -> f32 {
  let e = expm1_f32(2.0 * min(abs(z), 15.0));
  return sign(z) * e / (e + 2.0);
}

/// φ(z).
fn value_of(z: f32) -> Scaled {
  switch (NONLINEARITY) {
    case RELU: { return Scaled(max(z, 0.0), 0); }
    case LEAKY_RELU: { return Scaled(select(LEAKY_SLOPE * z, z, z >= 0.0), 0); }
    case TANH: { return Scaled(tanh_f32(z), 0); }
    case SIGMOID: { return sigmoid(z); }
    case ERF: { return Scaled(erf_f32(z), 0); }
    case GELU: { return gelu(z); }
    case SILU: { return times(sigmoid(z), z); }
    case ELU: { return Scaled(select(expm1_f32(min(z, 0.0)), z, z >= 0.0), 0); }
    case SELU: { return Scaled(select(SELU_SCALE * expm1_f32(min(z, 0.0)), SELU_LAMBDA * z, z >= 0.0), 0); }
    case SOFTPLUS: { return softplus(z); }
    case SOFTSIGN: { return Scaled(z / (1.0 + abs(z)), 0); }
    case HARDTANH: { return Scaled(clamp(z, -1.0, 1.0), 0); }
    case SINE: { return Scaled(sine_shifted(z, 0), 0); }
    default: { return Scaled(z, 0); }
  }
}

/// φ′(z).
fn slope_of(z: f32) -> Scaled {
  switch (NONLINEARITY) {
    case RELU: { return Scaled(select(0.0, 1.0, z >= 0.0), 0); }
    case LEAKY_RELU: { return Scaled(select(LEAKY_SLOPE, 1.0, z >= 0.0), 0); }
    case TANH: { return times(logistic_slope(-2.0 * abs(z)), 4.0); }
    case SIGMOID: { return logistic_slope(-abs(z)); }
    case ERF: { return times(exp_scaled(-z * z), TWO_OVER_SQRT_PI); }
    case GELU: { return gelu_slope(z); }
    case SILU: { return silu_slope(z); }
    case ELU: { return exp_scaled(min(z, 0.0)); }
    case SELU: { return times(exp_scaled(min(z, 0.0)), select(SELU_SCALE, SELU_LAMBDA, z >= 0.0)); }
    case SOFTPLUS: { return sigmoid(z); }
    case SOFTSIGN: {
      let root = 1.0 / (1.0 + abs(z));
      return Scaled(root * root, 0);
    }
    case HARDTANH: { return Scaled(select(0.0, 1.0, abs(z) <= 1.0), 0); }
    case SINE: { return Scaled(sine_shifted(z, 1), 0); }
    default: { return Scaled(1.0, 0); }
  }
}

/// φ(0).
fn at_zero() -> f32 {
  switch (NONLINEARITY) {
    case SIGMOID: { return 0.5; }
    case SOFTPLUS: { return LN2; }
    default: { return 0.0; }
  }
}

/// φ′ beside 0, on z's side.
fn slope_at_zero(z: f32) -> f32 {
  switch (NONLINEARITY) {
    case RELU: { return select(0.0, 1.0, z >= 0.0); }
    case LEAKY_RELU: { return select(LEAKY_SLOPE, 1.0, z >= 0.0); }
    case SIGMOID: { return 0.25; }
    case ERF: { return TWO_OVER_SQRT_PI; }
    case GELU, SILU, SOFTPLUS: { return 0.5; }
    case SELU: { return select(SELU_SCALE, SELU_LAMBDA, z >= 0.0); }
    default: { return 1.0; }
  }
}

/// φ(z) / z far out, on z's side; 0 where φ stays bounded.
fn slope_at_infinity(z: f32) -> f32 {
  switch (NONLINEARITY) {
    case RELU, GELU, SILU, ELU, SOFTPLUS: { return select(0.0, 1.0, z >= 0.0); }
    case LEAKY_RELU: { return select(LEAKY_SLOPE, 1.0, z >= 0.0); }
    case SELU: { return select(0.0, SELU_LAMBDA, z >= 0.0); }
    case TANH, SIGMOID, ERF, SOFTSIGN, HARDTANH, SINE: { return 0.0; }
    default: { return 1.0; }
  }
}

/// True where φ′ falls as 1 / z², too slowly to be zero where the middle regime ends.
fn decays_as_square() -> bool {
  return NONLINEARITY == SOFTSIGN;
}

/// True where φ is linear on each side of zero, so that φ(2^e z) = 2^e φ(z).
fn is_piecewise_linear() -> bool {
  return NONLINEARITY == RELU || NONLINEARITY == LEAKY_RELU || NONLINEARITY == IDENTITY;
}
