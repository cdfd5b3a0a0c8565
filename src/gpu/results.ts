import type { Histogram, LayerStatistics } from "../model/engine.ts";
import { type Scaled, ZERO_EXPONENT, log10Of, scaled } from "../model/scaled.ts";
import type { BufferPool } from "./bufferPool.ts";
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
    throw new RangeError(`the GPU returned a mean of ${mean} and a variance of ${variance}: no statistics of this layer`);
  }
  return {
    mean: scaled(mean, exponent),
    std: scaled(Math.sqrt(variance), exponent),
    peakExponent: exponent <= ZERO_EXPONENT ? null : exponent,
  };
}

/** Mean - 4 std and mean + 4 std, in the frame of the larger. */
function histogramRange({ mean, std }: LayerStatistics): [low: Scaled, high: Scaled] {
  const frame = Math.max(mean.mantissa === 0 ? std.exponent : mean.exponent, std.mantissa === 0 ? mean.exponent : std.exponent);
  const center = mean.mantissa * 2 ** (mean.exponent - frame);
  const spread = 4 * std.mantissa * 2 ** (std.exponent - frame);
  return [scaled(center - spread, frame), scaled(center + spread, frame)];
}

/** count · (variance + mean²) / 4: the squared error behind the statistics of its gradient 2 (output - target). */
export function lossFromGradient({ mean, std }: LayerStatistics, count: number): Scaled {
  const frame = Math.max(log10Of(mean) === null ? std.exponent : mean.exponent, log10Of(std) === null ? mean.exponent : std.exponent);
  const first = mean.mantissa * 2 ** (mean.exponent - frame);
  const second = std.mantissa * 2 ** (std.exponent - frame);
  return scaled((count * (first * first + second * second)) / 4, 2 * frame);
}
