// The classes that a network tells over a plane, as colours : (height, width), the highest y on top.
//
// scores    (outputs, groups of four points), row by row from the lowest y; between points they are bilinear
// colours   red, green, blue and opacity in a byte each: the line's, then for each class `steps` from no more than
//           chance to certainty; classes past the last have the first's again
// The line is where the two highest scores are equal; with one output, where its probability is 1/2. Its distance is the
// difference over its slope.

struct Params {
  columns: u32,
  rows: u32,
  stride: u32,
  outputs: u32,
  kind: u32,
  classes: u32,
  steps: u32,
  width: f32,
  height: f32,
  line: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scores: array<f32>;
@group(0) @binding(2) var<storage, read> colours: array<u32>;

// Positions in SCORE_KINDS; the third is softmax.
const CLIPPED = 0u;
const LOGISTIC = 1u;
/// e^-40 is nothing beside 1.
const FAR: f32 = 40.0;

/// Four points around a pixel, and where it lies among them.
struct Corner {
  at: u32,
  share: vec2f,
}

fn corner_of(position: vec2f) -> Corner {
  let cells = vec2f(vec2u(params.columns, params.rows) - 1u);
  let along = vec2f(position.x / params.width, 1.0 - position.y / params.height) * cells;
  let low = min(floor(along), cells - 1.0);
  return Corner(u32(low.y) * params.columns + u32(low.x), along - low);
}

/// A score between its points, and how much it grows from pixel to pixel across and up.
fn score_at(output: u32, corner: Corner) -> vec3f {
  let at = output * params.stride + corner.at;
  let below = vec2f(scores[at], scores[at + 1u]);
  let above = vec2f(scores[at + params.columns], scores[at + params.columns + 1u]);
  let low = mix(below.x, below.y, corner.share.x);
  let high = mix(above.x, above.y, corner.share.x);
  let across = mix(below.y - below.x, above.y - above.x, corner.share.y);
  let per_pixel = vec2f(vec2u(params.columns, params.rows) - 1u) / vec2f(params.width, params.height);
  return vec3f(mix(low, high, corner.share.y), across * per_pixel.x, (high - low) * per_pixel.y);
}

/// The class told, how sure it is (0 chance, 1 certain), and what parts it from the next: difference and slope.
struct Told {
  class_told: u32,
  certainty: f32,
  margin: vec3f,
}

fn told_by_one(corner: Corner) -> Told {
  var margin = score_at(0u, corner);
  margin.x -= select(0.0, 0.5, params.kind == CLIPPED);
  let e = exp(-min(abs(margin.x), FAR));
  let certainty = select((1.0 - e) / (1.0 + e), min(1.0, 2.0 * abs(margin.x)), params.kind == CLIPPED);
  return Told(select(0u, 1u, margin.x >= 0.0), certainty, margin);
}

/// Probability of the class with the highest score.
fn probability(top: f32, corner: Corner) -> f32 {
  if (params.kind == CLIPPED) {
    return clamp(top, 0.0, 1.0);
  }
  if (params.kind == LOGISTIC) {
    return 1.0 / (1.0 + exp(-clamp(top, -FAR, FAR)));
  }
  var sum = 0.0;
  for (var output = 0u; output < params.outputs; output += 1u) {
    sum += exp(max(score_at(output, corner).x - top, -FAR));
  }
  return 1.0 / sum;
}

fn told_by_many(corner: Corner) -> Told {
  var first = 0u;
  var top = score_at(0u, corner);
  var next = top;
  for (var output = 1u; output < params.outputs; output += 1u) {
    let score = score_at(output, corner);
    if (score.x > top.x) {
      next = top;
      top = score;
      first = output;
    } else if (output == 1u || score.x > next.x) {
      next = score;
    }
  }
  let chance = 1.0 / f32(params.outputs);
  let certainty = clamp((probability(top.x, corner) - chance) / (1.0 - chance), 0.0, 1.0);
  return Told(first, certainty, top - next);
}

/// How much of a pixel the line covers; where the difference has no slope there is no line, though it be 0.
fn line_share(margin: vec3f) -> f32 {
  let slope = length(margin.yz);
  if (slope == 0.0) {
    return 0.0;
  }
  return clamp(0.5 * params.line + 0.5 - abs(margin.x) / slope, 0.0, 1.0);
}

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let corner = corner_of(position.xy);
  var told: Told;
  if (params.outputs == 1u) {
    told = told_by_one(corner);
  } else {
    told = told_by_many(corner);
  }
  let step = u32(told.certainty * f32(params.steps - 1u) + 0.5);
  let ground = unpack4x8unorm(colours[1u + told.class_told % params.classes * params.steps + step]);
  return mix(ground, unpack4x8unorm(colours[0]), line_share(told.margin));
}
