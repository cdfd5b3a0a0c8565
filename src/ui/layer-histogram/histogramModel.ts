import type { Histogram } from "../../model/engine.ts";
import { type Scaled, log10Of } from "../../model/scaled.ts";
import { formatShare, plainNumber, powerOfTen, trimmed } from "../format.ts";
import { type AxisTick, niceStep } from "../lab-chart/axisTicks.ts";
import type { ChartModel } from "../lab-chart/chartModel.ts";

/** A histogram in units of a power of ten, without the empty bins at its ends. */
interface Bins {
  /** The unit is 10^exponent. */
  readonly exponent: number;
  readonly low: number;
  readonly width: number;
  readonly counts: readonly number[];
}

const TICKS = 6;

/** What a layer's values tell where there is nothing to draw. */
export function histogramAbsence({ zeros, counts, ...rest }: Histogram): string {
  const total = histogramTotal({ zeros, counts, ...rest });
  if (zeros === total) return "Every value is 0: there is nothing to spread.";
  return total === 1
    ? "One unit and one example: a single value has no spread."
    : "All values are equal: nothing spreads.";
}

/** How many values a histogram stands for. */
export function histogramTotal({ counts, below, above, zeros }: Histogram): number {
  return counts.reduce((sum, count) => sum + count, 0) + below + above + zeros;
}

/**
 * The chart of a histogram, or null where no value but zero lies in a bin. Where no value is below 0
 * (`isNonnegative`), the bin that straddles 0 begins there.
 */
export function histogramChart(histogram: Histogram, isNonnegative = false): ChartModel | null {
  const bins = trimmedBins(histogram);
  if (bins === null || bins.width === 0) return null;
  const total = histogramTotal(histogram);
  const shares = bins.counts.map((count) => (100 * count) / total);
  const top = Math.max(...shares) * 1.06;
  const unit = bins.exponent === 0 ? "" : `, in units of ${powerOfTen(bins.exponent)}`;
  const start = isNonnegative ? Math.max(0, bins.low) : bins.low;
  const centre = (index: number): number => bins.low + (index + 0.5) * bins.width;
  return {
    x: {
      title: `activation${unit}`,
      low: start,
      high: bins.low + bins.counts.length * bins.width,
      ticks: evenTicks(start, bins.low + bins.counts.length * bins.width),
    },
    y: { title: "share of the values, %", low: 0, high: top, ticks: evenTicks(0, top, 4) },
    series: [
      {
        label: "activations",
        meaning: "signal",
        kind: "bars",
        points: shares.map((share, index) => ({ x: centre(index), y: share })),
      },
    ],
    tooltip: (x) => {
      const index = Math.min(bins.counts.length - 1, Math.max(0, Math.floor((x - bins.low) / bins.width)));
      const [from, to] = [Math.max(start, bins.low + index * bins.width), bins.low + (index + 1) * bins.width].map(
        (value) => trimmed(value.toFixed(3)).replace("-", "−"),
      );
      const power = bins.exponent === 0 ? "" : ` × ${powerOfTen(bins.exponent)}`;
      const count = bins.counts[index]!;
      return {
        title: `${from} to ${to}${power}`,
        lines: [`${count.toLocaleString("en")} values, ${formatShare(count / total)}`],
      };
    },
  };
}

function trimmedBins({ low, high, counts }: Histogram): Bins | null {
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return null;
  const last = counts.findLastIndex((count) => count > 0);
  const largest = Math.max(log10Of(low) ?? -Infinity, log10Of(high) ?? -Infinity);
  if (!Number.isFinite(largest)) return null;
  const exponent = largest >= -1 && largest < 4 ? 0 : Math.floor(largest);
  const from = inUnits(low, exponent);
  const width = (inUnits(high, exponent) - from) / counts.length;
  return { exponent, low: from + first * width, width, counts: counts.slice(first, last + 1) };
}

/** value / 10^exponent, at any magnitude. */
function inUnits(value: Scaled, exponent: number): number {
  const log10 = log10Of(value);
  return log10 === null ? 0 : Math.sign(value.mantissa) * 10 ** (log10 - exponent);
}

function evenTicks(low: number, high: number, count = TICKS): AxisTick[] {
  const step = niceStep(high - low, count);
  const ticks: AxisTick[] = [];
  for (let index = Math.ceil(low / step); index * step <= high; index += 1) {
    ticks.push({ value: index * step, label: plainNumber(index * step).replace("-", "−") });
  }
  return ticks;
}
