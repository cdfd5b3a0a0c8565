// N(0, 1) from random words as TensorFlow's NormalDistribution makes it, by Box and Muller: r sin θ, r cos θ of each
// two words, r = √(-2 ln u), θ = 2π u′, with u, u′ the words' lower 23 bits over 2^23. Polynomials are least-squares
// fits at Chebyshev points.
import package::philox::Stream;
import package::philox::words_of;

const BITS_23: u32 = 0x7fffffu;
const TWO_TO_MINUS_23: f32 = 0x1p-23;
const TWO_TO_MINUS_21: f32 = 0x1p-21;
/// No smaller u goes into the logarithm.
const SMALLEST: f32 = 1e-7;
const SQRT_HALF_BITS: u32 = 0x3f3504f3u;
const MINUS_2_LN2: f32 = -1.38629436;

/// √(-2 ln u): u = 2^exponent (1 + f) with √½ <= 1 + f < √2. The fit's relative error is 7e-9.
fn radii_of(words: vec2u) -> vec2f {
  let u = max(vec2f(bitcast<vec2i>(words & vec2u(BITS_23))) * TWO_TO_MINUS_23, vec2f(SMALLEST));
  let shifted = bitcast<vec2u>(u) - vec2u(SQRT_HALF_BITS);
  let exponent = vec2f(bitcast<vec2i>(shifted & vec2u(0xff800000u))) * TWO_TO_MINUS_23;
  let f = bitcast<vec2f>((shifted & vec2u(BITS_23)) + vec2u(SQRT_HALF_BITS)) - 1.0;
  var p = fma(f, vec2f(1.53216377e-1), vec2f(-2.55726606e-1));
  p = fma(p, f, vec2f(2.63232112e-1));
  p = fma(p, f, vec2f(-2.83957541e-1));
  p = fma(p, f, vec2f(3.32455039e-1));
  p = fma(p, f, vec2f(-4.00028259e-1));
  p = fma(p, f, vec2f(5.00016928e-1));
  p = fma(p, f, vec2f(-6.66666567e-1));
  p = fma(p, f, vec2f(1.0));
  p = fma(p, f, vec2f(-2.0));
  return sqrt(fma(exponent, vec2f(MINUS_2_LN2), f * p));
}

/// Normals from two radii and the words of their angles: [r sin, r cos, r sin, r cos]. The angle is kept as a whole
/// number of 2^-23 circles, whose reduction to the nearest quarter is exact; errors of the fits 2e-9 and 1.3e-8.
fn spread(radii: vec2f, words: vec2u) -> vec4f {
  let angle = vec2f(bitcast<vec2i>(words & vec2u(BITS_23))) * TWO_TO_MINUS_21;
  let nearest = round(angle);
  let t = angle - nearest;
  let s = t * t;
  var p = fma(s, vec2f(1.58651732e-4), vec2f(-4.68147499e-3));
  p = fma(p, s, vec2f(7.96926096e-2));
  p = fma(p, s, vec2f(-6.45964086e-1));
  let sine = t * fma(p, s, vec2f(1.57079633));
  p = fma(s, vec2f(9.06741712e-4), vec2f(-2.08615288e-2));
  p = fma(p, s, vec2f(2.53669411e-1));
  p = fma(p, s, vec2f(-1.23370051));
  let cosine = fma(p, s, vec2f(1.0));
  // The lowest bits of 1.5 · 2^23 + nearest are the quarter's.
  let quarter = bitcast<vec2u>(nearest + 0x1.8p23);
  let swapped = (quarter & vec2u(1u)) == vec2u(1u);
  // Bit 1 of the quarter, and of the one after it, as signs.
  let sine_sign = (quarter * 0x40000000u) & vec2u(0x80000000u);
  let cosine_sign = ((quarter + 1u) * 0x40000000u) & vec2u(0x80000000u);
  let y = bitcast<vec2f>(bitcast<vec2u>(radii * select(sine, cosine, swapped)) ^ sine_sign);
  let x = bitcast<vec2f>(bitcast<vec2u>(radii * select(cosine, sine, swapped)) ^ cosine_sign);
  return vec4f(y.x, x.x, y.y, x.y);
}

/// Numbers 4 · block to 4 · block + 3 of a stream.
fn normals_of(stream: Stream, block: u32) -> vec4f {
  let words = words_of(stream, block);
  return spread(radii_of(words.xz), words.yw);
}

/// Number `index` of a stream.
fn normal_of(stream: Stream, index: u32) -> f32 {
  return normals_of(stream, index / 4u)[index % 4u];
}
