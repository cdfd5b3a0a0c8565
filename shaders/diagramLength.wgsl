// Where q′ = σ_w² E[φ(√q z)²] + σ_b² leads from q = 1: Poole et al. 2016, eq. 3. For shaders/diagram.wgsl, whose binding 1
// is declared here.
import package::diagramKinds::NUMBER;
import package::diagramKinds::ZERO;
import package::diagramKinds::INFINITE;
import package::meanFieldGrid::MOMENT_NODES;
import package::meanFieldGrid::NODES_PER_OCTAVE;
import package::meanFieldGrid::OCTAVES;
import package::meanFieldGrid::STENCIL;
import package::meanFieldGrid::stencil_start;
import package::meanFieldGrid::interpolated;
import package::meanFieldGrid::root_between;
import package::meanFieldLogarithm::ln_f32;
import package::meanFieldLogarithm::two_to;
import package::meanFieldLogarithm::LN_TWO;
import package::activationFunctions::at_zero;
import package::activationFunctions::slope_at_zero;
import package::activationFunctions::slope_at_infinity;

// (E[φ²] / q, E[φ′²], 1 / q, bound) at the nodes of lengths, as shaders/meanFieldBounds.wgsl has them.
@group(0) @binding(1) var<storage, read> moments: array<vec4f>;

const NODE_OF_ONE = OCTAVES * NODES_PER_OCTAVE;

/// Where the length of a signal settles: log2 of it and E[φ′²] there, in the limit where it is 0 or infinite.
struct Length {
  kind: u32,
  q: f32,
  octaves: f32,
  slope2: f32,
}

/// q′ / q - 1 at a node.
fn growth(variances: vec2f, j: i32) -> f32 {
  let at = moments[j];
  return fma(variances.x, at.x, variances.y * at.z) - 1.0;
}

/// The fixed point between two nodes; growth has the sign of the way from `near_node` there, and another at `far_node`.
fn length_between(variances: vec2f, near_node: i32, far_node: i32) -> Length {
  var near = near_node;
  var far = far_node;
  let grows = near < far;
  while (abs(far - near) > 1) {
    let middle = (near + far) / 2;
    let at = growth(variances, middle);
    if (select(at > 0.0, at < 0.0, grows)) {
      far = middle;
    } else {
      near = middle;
    }
  }
  let j = min(near, far);
  let start = stencil_start(j, MOMENT_NODES);
  var growths: array<f32, 6>;
  var slopes: array<f32, 6>;
  for (var k = 0; k < STENCIL; k += 1) {
    growths[k] = growth(variances, start + k);
    slopes[k] = moments[start + k].y;
  }
  let t = root_between(growths, f32(j - start), f32(j - start + 1));
  let octaves = (f32(start - NODE_OF_ONE) + t) / f32(NODES_PER_OCTAVE);
  return Length(NUMBER, two_to(octaves), octaves, interpolated(slopes, t));
}

/// q = added + factor q, past the table's end, where φ is linear on each side.
fn length_past_table(added: f32, factor: f32, slope2: f32, past: u32) -> Length {
  if (factor >= 1.0 || added == 0.0) {
    return Length(past, 0.0, 0.0, slope2);
  }
  let q = added / (1.0 - factor);
  return Length(NUMBER, q, ln_f32(q) / LN_TWO, slope2);
}

/// How many nodes from node j no fixed point can lie: as far as the map itself goes, which passes none; and as far as
/// σ_b² / q alone makes up for the gain that there is at least on the way up, at most on the way down.
fn stride(variances: vec2f, j: i32, way: f32, at: f32) -> i32 {
  let own = way * log2(max(1.0 + at, 1e-30));
  let rest = fma(-variances.x, moments[j].w, 1.0);
  if (rest <= 0.0) {
    return select(i32(own * f32(NODES_PER_OCTAVE)), MOMENT_NODES, way > 0.0);
  }
  let bound = way * (log2(max(variances.y / rest, 1e-30)) - f32(j - NODE_OF_ONE) / f32(NODES_PER_OCTAVE));
  return i32(min(max(own, bound) * f32(NODES_PER_OCTAVE), f32(MOMENT_NODES)));
}

/// q′ grows with q, so that iterates from 1 go one way, to the first fixed point on it.
fn settled_length(variances: vec2f) -> Length {
  let first = growth(variances, NODE_OF_ONE);
  if (first == 0.0) {
    return Length(NUMBER, 1.0, 0.0, moments[NODE_OF_ONE].y);
  }
  let way = select(-1, 1, first > 0.0);
  var near = NODE_OF_ONE;
  var far = near + way;
  while (far >= 0 && far < MOMENT_NODES) {
    let at = f32(way) * growth(variances, far);
    if (at < 0.0) {
      return length_between(variances, near, far);
    }
    near = far;
    far += way * max(1, stride(variances, near, f32(way), f32(way) * at));
  }
  if (way > 0) {
    let slopes = vec2f(slope_at_infinity(-1.0), slope_at_infinity(1.0));
    let slope2 = 0.5 * dot(slopes, slopes);
    return length_past_table(variances.y, variances.x * slope2, slope2, INFINITE);
  }
  let slopes = vec2f(slope_at_zero(-1.0), slope_at_zero(1.0));
  let slope2 = 0.5 * dot(slopes, slopes);
  return length_past_table(fma(variances.x, at_zero() * at_zero(), variances.y), variances.x * slope2, slope2, ZERO);
}
