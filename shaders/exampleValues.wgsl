// Four examples at once, a power of two each: what becomes of a layer's sums, as values and as exponents.
// Where φ is linear on each side of zero, vectors suffice; else example by example.
import package::scaled::Scaled;
import package::scaled::ZERO_EXPONENT;
import package::scaled::magnitude_of;
import package::scaled::in_frame;
import package::nonlinearity::activation_of;
import package::nonlinearity::derivative_of;
import package::activationFunctions::slope_at_zero;

/// What a layer's values are: x itself, φ(x), x · φ′(z), or 2 (x - z).
const INPUT: u32 = 0u;
const ACTIVATION: u32 = 1u;
const GRADIENT: u32 = 2u;
const LOSS: u32 = 3u;

/// Mantissas with the powers of two of their examples.
struct Four {
  mantissa: vec4f,
  frame: vec4i,
}

fn four_powers(exponent: vec4i) -> vec4f {
  return bitcast<vec4f>(vec4u(clamp(exponent, vec4i(-126), vec4i(127)) + 127) << vec4u(23u));
}

/// x · 2^exponent; 0 below float32. Two factors, because one alone ends at 2^127.
fn shifted(x: vec4f, exponent: vec4i) -> vec4f {
  let bounded = clamp(exponent, vec4i(-252), vec4i(252));
  let half = bounded / 2;
  return x * four_powers(half) * four_powers(bounded - half);
}

/// As exponent_of in scaled.wgsl, of the values themselves.
fn magnitudes_of(x: Four) -> vec4i {
  let biased = vec4i((bitcast<vec4u>(x.mantissa) >> vec4u(23u)) & vec4u(255u));
  return select(biased - 127 + x.frame, vec4i(ZERO_EXPONENT), biased == vec4i(0));
}

fn in_frames(x: Four, to: vec4i) -> vec4f {
  return select(shifted(x.mantissa, x.frame - to), vec4f(), to == vec4i(ZERO_EXPONENT));
}

/// φ′ on z's side of zero, where φ is linear there.
fn side_slopes(z: vec4f) -> vec4f {
  return select(vec4f(slope_at_zero(-1.0)), vec4f(slope_at_zero(1.0)), z >= vec4f());
}

fn value_of_one(kind: u32, x: Scaled, z: Scaled) -> Scaled {
  switch (kind) {
    case ACTIVATION: {
      return activation_of(x);
    }
    case GRADIENT: {
      let slope = derivative_of(z);
      return Scaled(x.mantissa * slope.mantissa, x.exponent + slope.exponent);
    }
    case LOSS: {
      let shared_frame = max(magnitude_of(x), magnitude_of(z));
      return Scaled(in_frame(x, shared_frame) - in_frame(z, shared_frame), shared_frame + 1);
    }
    default: {
      return x;
    }
  }
}

/// The values, each with an exponent of its own.
fn values_of(kind: u32, x: Four, z: Four) -> Four {
  if (kind == INPUT) {
    return x;
  }
  var result = Four();
  for (var example = 0u; example < 4u; example += 1u) {
    let own = Scaled(x.mantissa[example], x.frame[example]);
    let other = Scaled(z.mantissa[example], z.frame[example]);
    let value = value_of_one(kind, own, other);
    result.mantissa[example] = value.mantissa;
    result.frame[example] = value.exponent;
  }
  return result;
}
