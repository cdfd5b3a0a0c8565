import type { Histogram, LayerStatistics } from "../model/engine.ts";
import { type Scaled, addScaled, scaled } from "../model/scaled.ts";
import type { BufferPool } from "./bufferPool.ts";
import type { BufferSlice } from "./kernel.ts";
import { packedBytes, unpackStatistics } from "./packedStatistics.ts";
import { STATISTICS_BYTES } from "./passBuffers.ts";

/** Bins beyond those asked for: values below, above, and exact zeros. */
const EXTRA_BINS = 3;

/** What a run brings back: statistics entries, then histogram counts. */
export class Results {
  /** Every layer's statistics, for the kernels, and packed, for reading back. */
  readonly layers: BufferSlice;
  readonly packed: BufferSlice;
  readonly counts: BufferSlice;

  constructor(
    pool: BufferPool,
    readonly entries: number,
    readonly bins: number,
  ) {
    const [layerBytes, countBytes] = [entries * STATISTICS_BYTES, (bins + EXTRA_BINS) * 4];
    // Buffers apart, because one dispatch may not read and write the same.
    this.layers = { buffer: pool.storage("statistics", layerBytes), offset: 0, size: layerBytes };
    const size = packedBytes(entries);
    this.packed = { buffer: pool.storage("packed statistics", size), offset: 0, size };
    this.counts = { buffer: pool.storage("counts", countBytes), offset: 0, size: countBytes };
  }

  /** What a run reads back, in this order. */
  get slices(): readonly BufferSlice[] {
    return this.bins > 0 ? [this.packed, this.counts] : [this.packed];
  }

  /** What must be zero before a run. */
  get cleared(): readonly BufferSlice[] {
    return [this.packed, this.counts];
  }

  /** Reads `count` entries from `first` on. */
  statistics(bytes: ArrayBuffer, first: number, count: number): LayerStatistics[] {
    return Array.from({ length: count }, (_, index) => unpackStatistics(bytes, this.entries, first + index));
  }

  /** The histogram of `layer`, whose statistics are `range`. */
  histogram(bytes: ArrayBuffer, layer: number, range: LayerStatistics): Histogram {
    const counts = new Uint32Array(bytes, this.packed.size, this.bins + EXTRA_BINS);
    const [low, high] = histogramRange(range);
    return {
      layer,
      low,
      high,
      counts: [...counts.subarray(0, this.bins)],
      below: counts[this.bins]!,
      above: counts[this.bins + 1]!,
      zeros: counts[this.bins + 2]!,
    };
  }
}

/** The ends mean ± 4 std. */
function histogramRange({ mean, std }: LayerStatistics): [low: Scaled, high: Scaled] {
  const reach = scaled(4 * std.mantissa, std.exponent);
  return [addScaled(mean, scaled(-reach.mantissa, reach.exponent)), addScaled(mean, reach)];
}

/** count · (variance + mean²) / 4: the squared error behind the statistics of its gradient 2 (output - target). */
export function lossFromGradient({ mean, std }: LayerStatistics, count: number): Scaled {
  const square = ({ mantissa, exponent }: Scaled): Scaled => scaled(mantissa * mantissa, 2 * exponent);
  const sum = addScaled(square(mean), square(std));
  return scaled((sum.mantissa * count) / 4, sum.exponent);
}
