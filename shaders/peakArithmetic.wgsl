// x = x · factor + addend, over and over, in 8 chains of vec4f a thread that do not wait for each other
//
// result   the sum of each thread's chains, so that nothing can be left out
// 8 · 4 · 4 · rounds multiply-adds a thread; dispatch (threads / 64).

struct Params {
  rounds: u32,
  factor: f32,
  addend: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> result: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let factor = vec4f(params.factor);
  let addend = vec4f(params.addend);
  var a = vec4f(f32(id.x));
  var b = a + 1.0;
  var c = a + 2.0;
  var d = a + 3.0;
  var e = a + 4.0;
  var f = a + 5.0;
  var g = a + 6.0;
  var h = a + 7.0;
  for (var round = 0u; round < params.rounds; round += 1u) {
    a = fma(a, factor, addend); b = fma(b, factor, addend); c = fma(c, factor, addend); d = fma(d, factor, addend);
    e = fma(e, factor, addend); f = fma(f, factor, addend); g = fma(g, factor, addend); h = fma(h, factor, addend);
    a = fma(a, factor, addend); b = fma(b, factor, addend); c = fma(c, factor, addend); d = fma(d, factor, addend);
    e = fma(e, factor, addend); f = fma(f, factor, addend); g = fma(g, factor, addend); h = fma(h, factor, addend);
    a = fma(a, factor, addend); b = fma(b, factor, addend); c = fma(c, factor, addend); d = fma(d, factor, addend);
    e = fma(e, factor, addend); f = fma(f, factor, addend); g = fma(g, factor, addend); h = fma(h, factor, addend);
    a = fma(a, factor, addend); b = fma(b, factor, addend); c = fma(c, factor, addend); d = fma(d, factor, addend);
    e = fma(e, factor, addend); f = fma(f, factor, addend); g = fma(g, factor, addend); h = fma(h, factor, addend);
  }
  result[id.x] = dot(a + b + c + d + e + f + g + h, vec4f(1.0));
}
