/** A counter-based generator under one key and one upper half of its counter: four words a block. */
export interface WordStream {
  /** The four words of the last block, as signed numbers. */
  readonly words: Int32Array;
  /** Makes `words` of block `index`, from 0. */
  block(index: number): void;
}

/** Opens the stream of src/model/ensemble.ts: Philox under key (seed, 0), its counter's upper words (stream, network). */
export type OpenWords = (seed: number, stream: number, network: number) => WordStream;

/** No smaller uniform number goes into the logarithm: 1e-7 as float32 holds it. */
const SMALLEST = Math.fround(1e-7);
const BITS_23 = 0x7fffff;

/**
 * The first numbers of the stream into `out`: N(0, 1) in float64, r sin θ, r cos θ of each two words, r = √(-2 ln u),
 * θ = 2π u′, where u and u′ are the words' lower 23 bits over 2^23, as TensorFlow's NormalDistribution takes them.
 */
export function fillNormals(stream: WordStream, out: Float64Array): void {
  const { words } = stream;
  for (let index = 0; index < out.length; index += 4) {
    stream.block(index / 4);
    for (let lane = 0; lane < 4; lane += 2) {
      const radius = Math.sqrt(-2 * Math.log(Math.max((words[lane]! & BITS_23) * 2 ** -23, SMALLEST)));
      const angle = (words[lane + 1]! & BITS_23) * (2 * Math.PI * 2 ** -23);
      // What lies beyond the end is not stored.
      out[index + lane] = radius * Math.sin(angle);
      out[index + lane + 1] = radius * Math.cos(angle);
    }
  }
}
