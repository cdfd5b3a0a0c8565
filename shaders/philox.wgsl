// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011): a block's
// number, 32 bits, to four random words. TensorFlow counts blocks in the counter's words 0 and 1 (1 is 0 here) and
// keeps words 2 and 3 for its op seed.

const FACTOR_0: u32 = 0xd2511f53u;
const FACTOR_2: u32 = 0xcd9e8d57u;
/// What the key's words grow by a round.
const WEYL: vec2u = vec2u(0x9e3779b9u, 0xbb67ae85u);

/// A key and counter words 2 and 3, and what the first two rounds make of them alone: the same for all blocks.
struct Stream {
  key: u32,
  word_3: u32,
  round_1: u32,
  round_2: u32,
  last: u32,
}

/// Whether an emulated adapter runs this: those shift lane by lane, so that a float's addition moves bits faster.
override SOFTWARE: bool;

/// word / 65536. In software the half becomes a float's whole number, a multiple of 2^16 less, and is added to
/// 1.5 · 2^23, whose lowest bits then hold it.
fn high_half(word: u32) -> u32 {
  if (SOFTWARE) {
    return bitcast<u32>(fma(f32(bitcast<i32>(word & 0xffff0000u)), 0x1p-16, 0x1.8p23)) & 0xffffu;
  }
  return word >> 16u;
}

/// The upper 32 bits of word · factor, by halves.
fn upper_product(word: u32, factor: u32) -> u32 {
  let low = word & 0xffffu;
  let high = high_half(word);
  let factor_low = factor & 0xffffu;
  let factor_high = factor >> 16u;
  let middle = high * factor_low + high_half(low * factor_low);
  return high * factor_high + high_half(middle) + high_half(low * factor_high + (middle & 0xffffu));
}

/// The stream of key (key, 0).
fn stream_of(key: u32, word_2: u32, word_3: u32) -> Stream {
  let word = upper_product(word_2, FACTOR_2) ^ key;
  let second_key = vec2u(key, 0u) + WEYL;
  return Stream(
    key,
    word_3,
    (word_2 * FACTOR_2) ^ second_key.x,
    upper_product(word, FACTOR_0) ^ second_key.y,
    word * FACTOR_0,
  );
}

fn philox_round(counter: vec4u, key: vec2u) -> vec4u {
  return vec4u(
    upper_product(counter.z, FACTOR_2) ^ counter.y ^ key.x,
    counter.z * FACTOR_2,
    upper_product(counter.x, FACTOR_0) ^ counter.w ^ key.y,
    counter.x * FACTOR_0,
  );
}

/// The four words of a block.
fn words_of(stream: Stream, block: u32) -> vec4u {
  let word = upper_product(block, FACTOR_0) ^ stream.word_3;
  var words = vec4u(
    upper_product(word, FACTOR_2) ^ stream.round_1,
    word * FACTOR_2,
    stream.round_2 ^ (block * FACTOR_0),
    stream.last,
  );
  var key = vec2u(stream.key, 0u) + 2u * WEYL;
  for (var round = 2u; round < 10u; round += 1u) {
    words = philox_round(words, key);
    key += WEYL;
  }
  return words;
}
