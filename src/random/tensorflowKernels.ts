import { assertCount, type Drawing, inPieces } from "./drawing.ts";
import type { Philox } from "./philox.ts";

/** Counters that the truncated normal keeps for a group of four: 256 samples an output, four a counter. */
const COUNTERS_A_GROUP = 256;
/** Where the truncated normal ends. */
const CUT = 2;
/** No smaller uniform number goes into the logarithm. */
const SMALLEST = Math.fround(1e-7);

const asBits = new Int32Array(1);
const asFloat = new Float32Array(asBits.buffer);

/** 1.m - 1 with the word's lower 23 bits as m: float32 on [0, 1). */
function toFloat(word: number): number {
  asBits[0] = (127 << 23) | (word & 0x7fffff);
  return asFloat[0]! - 1;
}

/** `count` uniform numbers on [0, 1), four a counter: TensorFlow's UniformDistribution. */
export function philoxUniform(philox: Philox, count: number): Drawing<Float32Array> {
  assertCount(count);
  const out = new Float32Array(count);
  return inPieces(out, (from, to) => {
    for (let index = from; index < to; index += 4) {
      philox.block(index / 4);
      for (let lane = 0; lane < 4 && index + lane < to; lane += 1) out[index + lane] = toFloat(philox.words[lane]!);
    }
  });
}

/** `count` draws from N(0, 1), four a counter, a pair from each two words: NormalDistribution. */
export function philoxNormal(philox: Philox, count: number): Drawing<Float32Array> {
  assertCount(count);
  const out = new Float32Array(count);
  const pair = new Float32Array(2);
  return inPieces(out, (from, to) => {
    for (let index = from; index < to; index += 4) {
      philox.block(index / 4);
      for (let lane = 0; lane < 4 && index + lane < to; lane += 2) {
        boxMuller(philox.words[lane]!, philox.words[lane + 1]!, pair);
        out[index + lane] = pair[0]!;
        if (index + lane + 1 < to) out[index + lane + 1] = pair[1]!;
      }
    }
  });
}

/**
 * `count` draws from N(0, 1) between -2 and 2, by drawing again what lies outside: TruncatedNormalDistribution.
 * Each group of four has counters of its own, so that it does not matter how many numbers another group took.
 */
export function philoxTruncatedNormal(philox: Philox, count: number): Drawing<Float32Array> {
  assertCount(count);
  const out = new Float32Array(count);
  const pair = new Float32Array(2);
  return inPieces(out, (from, to) => {
    for (let index = from; index < to; index += 4) {
      const end = Math.min(index + 4, to);
      let counter = (index / 4) * COUNTERS_A_GROUP;
      for (let next = index; next < end; counter += 1) {
        philox.block(counter);
        for (let lane = 0; lane < 4; lane += 2) {
          boxMuller(philox.words[lane]!, philox.words[lane + 1]!, pair);
          for (const value of pair) if (Math.abs(value) < CUT && next < end) out[next++] = value;
        }
      }
    }
  });
}

/**
 * r sin θ, r cos θ into `pair`, r = sqrt(-2 ln u), θ = 2π u' (rounded to float32 from double).
 *
 * Each step is rounded to float32, as BoxMullerFloat does. The values of log, sin and cos here are the nearest
 * float32 to V8's doubles; glibc's logf and sincosf, with which TensorFlow is built for Linux, are within 0.51 to
 * 0.56 units of the last place, so a last digit may differ.
 */
function boxMuller(radiusWord: number, angleWord: number, pair: Float32Array): void {
  const radiusSource = Math.max(toFloat(radiusWord), SMALLEST);
  const angle = Math.fround(2 * Math.PI * toFloat(angleWord));
  const radius = Math.fround(Math.sqrt(Math.fround(-2 * Math.fround(Math.log(radiusSource)))));
  pair[0] = Math.fround(Math.sin(angle)) * radius;
  pair[1] = Math.fround(Math.cos(angle)) * radius;
}
