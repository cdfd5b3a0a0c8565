import type { Histogram, LayerStatistics } from "../model/engine.ts";
import { type Scaled, ZERO_EXPONENT, addScaled, scaled } from "../model/scaled.ts";
import type { BufferPool } from "./bufferPool.ts";
import { GpuError } from "./errors.ts";
import type { BufferSlice } from "./kernel.ts";
import { STATISTICS_BYTES } from "./passBuffers.ts";

/** Bins beyond those asked for: values below, above, and exact zeros. */
const EXTRA_BINS = 3;

/** What a run brings back: statistics entries, then histogram counts. */
export class Results {
  readonly layers: BufferSlice;
  readonly counts: BufferSlice;

  constructor(
    pool: BufferPool,
    readonly entries: number,
    readonly bins: number,
  ) {
    const [layerBytes, countBytes] = [entries * STATISTICS_BYTES, (bins + EXTRA_BINS) * 4];
    // Two buffers, because one dispatch may not read and write the same.
    this.layers = { buffer: pool.storage("statistics", layerBytes), offset: 0, size: layerBytes };
    this.counts = { buffer: pool.storage("counts", countBytes), offset: 0, size: countBytes };
  }

  /** What a run reads back, in this order. */
  get slices(): readonly BufferSlice[] {
    return this.bins > 0 ? [this.layers, this.counts] : [this.layers];
  }

  /** Reads `count` entries from `first` on. */
  statistics(bytes: ArrayBuffer, first: number, count: number): LayerStatistics[] {
    const view = new DataView(bytes);
    return Array.from({ length: count }, (_, index) => readStatistics(view, (first + index) * STATISTICS_BYTES));
  }

  /** The histogram of `layer`, whose statistics are `range`. */
  histogram(bytes: ArrayBuffer, layer: number, range: LayerStatistics): Histogram {
    const counts = new Uint32Array(bytes, this.layers.size, this.bins + EXTRA_BINS);
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

function readStatistics(view: DataView, offset: number): LayerStatistics {
  const mean = view.getFloat32(offset, true);
  const variance = view.getFloat32(offset + 4, true);
  const exponent = view.getInt32(offset + 8, true);
  if (!Number.isFinite(mean) || !Number.isFinite(variance)) {
    throw new GpuError(`the GPU returned a mean of ${mean} and a variance of ${variance}: no statistics of this layer`);
  }
  return {
    mean: scaled(mean, exponent),
    std: scaled(Math.sqrt(variance), exponent),
    peakExponent: exponent <= ZERO_EXPONENT ? null : exponent,
  };
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
