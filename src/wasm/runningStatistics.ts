import type { LayerStatistics } from "../model/engine.ts";
import { ZERO_EXPONENT, scaled } from "../model/scaled.ts";

/** Values of one entry: count, mean over 2^frame, sum of squared deviations over 2^(2 frame), frame. */
const ENTRY = 4;

/**
 * Statistics of several layers, each of parts that are added one by one (Chan, Golub and LeVeque 1983, eq. 2.1), in the
 * frame of the largest part so far. Its values can be sent to another thread and added there.
 */
export class RunningStatistics {
  readonly values: Float64Array<ArrayBuffer>;

  /** Of so many entries, empty; or those that `values` holds. */
  constructor(entries: number | Float64Array<ArrayBuffer>) {
    this.values = typeof entries === "number" ? new Float64Array(entries * ENTRY) : entries;
  }

  /** Adds `count` values of this mean and these squared deviations, both in `frame`. */
  add(entry: number, count: number, mean: number, squares: number, frame: number): void {
    const { values } = this;
    const at = entry * ENTRY;
    const before = values[at]!;
    const ownFrame = before === 0 ? ZERO_EXPONENT : values[at + 3]!;
    const common = Math.max(ownFrame, frame);
    const ours = ownFrame === common ? 1 : 2 ** (ownFrame - common);
    const theirs = frame === common ? 1 : 2 ** (frame - common);
    const ownMean = values[at + 1]! * ours;
    const difference = mean * theirs - ownMean;
    const total = before + count;
    values[at] = total;
    values[at + 1] = ownMean + (difference * count) / total;
    values[at + 2] =
      values[at + 2]! * ours * ours + squares * theirs * theirs + difference * difference * ((before / total) * count);
    values[at + 3] = common;
  }

  get entries(): number {
    return this.values.length / ENTRY;
  }

  /** Adds `count` entries of others, from their entry `first` on, to ours from the first on. */
  addAll(others: RunningStatistics, first: number, count: number): void {
    for (let entry = 0; entry < count; entry += 1) {
      const at = (first + entry) * ENTRY;
      const [own, mean, squares, frame] = others.values.subarray(at, at + ENTRY);
      this.add(entry, own!, mean!, squares!, frame!);
    }
  }

  /** Throws an Error where an entry is no number: a fault of a kernel. */
  result(entry: number): LayerStatistics {
    const [count, mean, squares, frame] = this.values.subarray(entry * ENTRY, (entry + 1) * ENTRY);
    const std = Math.sqrt(squares! / count!);
    if (!Number.isFinite(mean) || !Number.isFinite(std)) {
      throw new Error(`The WebAssembly kernels gave a mean of ${mean} and a standard deviation of ${std}.`);
    }
    return {
      mean: scaled(mean!, frame),
      std: scaled(std, frame),
      peakExponent: frame! <= ZERO_EXPONENT ? null : frame!,
    };
  }
}
