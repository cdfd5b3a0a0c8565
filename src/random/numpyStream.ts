import { assertCount, type Drawing, inPieces } from "./drawing.ts";
import type { NumpyGenerator } from "./numpyGenerator.ts";
import type { NumpyLegacy } from "./numpyLegacy.ts";

/** One of NumPy's two generators as a stream of float64 numbers: `uniform(low, high, count)`, `normal(mean, std, count)`. */
export class NumpyStream {
  readonly #generator: NumpyLegacy | NumpyGenerator;

  constructor(generator: NumpyLegacy | NumpyGenerator) {
    this.#generator = generator;
  }

  uniform(count: number, low = 0, high = 1): Drawing<Float64Array> {
    assertCount(count);
    const out = new Float64Array(count);
    return inPieces(out, (from, to) => {
      for (let index = from; index < to; index += 1) out[index] = this.#generator.uniform(low, high);
    });
  }

  normal(count: number, mean = 0, std = 1): Drawing<Float64Array> {
    assertCount(count);
    const out = new Float64Array(count);
    return inPieces(out, (from, to) => {
      const piece = out.subarray(from, to);
      this.#generator.fillNormal(piece);
      if (mean === 0 && std === 1) return;
      for (let index = 0; index < piece.length; index += 1) piece[index] = mean + std * piece[index]!;
    });
  }

  /** Throws a RangeError: NumPy has none. */
  truncatedNormal(): never {
    throw new RangeError("NumPy draws no truncated normal numbers (SciPy does); take normal, or another framework.");
  }
}
