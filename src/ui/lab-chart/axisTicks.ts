import { formatLog10, powerOfTen, trimmed } from "../format.ts";

/** A mark on an axis; on a log axis `value` is the log10 of what the label says. */
export interface AxisTick {
  readonly value: number;
  readonly label: string;
}

/** Below this many decades, marks stand at 1, 2, 5 instead of at powers of ten. */
const FINE_DECADES = 1.5;
const PLAIN_LABELS = ["0.001", "0.01", "0.1", "1", "10", "100", "1000"];

/** The smallest of 1, 2, 5, 10, 20, 50 ... that divides `range` into at most `count` steps. */
export function niceStep(range: number, count: number): number {
  const least = range / Math.max(1, count);
  const decade = 10 ** Math.floor(Math.log10(least));
  return decade * ([1, 2, 5].find((factor) => factor * decade >= least * (1 - 1e-9)) ?? 10);
}

/** Whole-number marks from `low` to `high`, at most `count` + 1 of them. */
export function wholeTicks(low: number, high: number, count: number): AxisTick[] {
  const step = Math.max(1, niceStep(Math.max(1, high - low), count));
  return multiples(low, high, step).map((value) => ({ value, label: String(value) }));
}

/** Round marks of a linear axis, about `count` of them, all with the same number of decimals and a true minus sign. */
export function linearTicks(low: number, high: number, count: number): AxisTick[] {
  const step = niceStep(high - low, count);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return multiples(low, high, step).map((value) => ({ value, label: value.toFixed(decimals).replace("-", "−") }));
}

/** Marks of a log axis that spans 10^low to 10^high: powers of ten, or 1-2-5 where the span is short. */
export function logTicks(low: number, high: number, count: number): AxisTick[] {
  if (high - low < FINE_DECADES) return fineTicks(low, high, count);
  const step = Math.max(1, niceStep(high - low, count));
  const exponents = multiples(low, high, step);
  const plain = exponents.every((exponent) => exponent >= -3 && exponent <= 3);
  return exponents.map((value) => ({ value, label: plain ? PLAIN_LABELS[value + 3]! : powerOfTen(value) }));
}

function fineTicks(low: number, high: number, count: number): AxisTick[] {
  const ticks: AxisTick[] = [];
  for (let exponent = Math.floor(low); exponent <= high; exponent += 1) {
    for (const factor of [1, 2, 5]) {
      const value = exponent + Math.log10(factor);
      if (value >= low && value <= high)
        ticks.push({ value, label: trimmed(formatLog10(value, 2)).replace(/^1 × /, "") });
    }
  }
  return ticks.length >= 3 ? ticks : evenTicks(low, high, count);
}

/** Evenly spaced values of a span within a factor of a few, in units of its own power of ten. */
function evenTicks(low: number, high: number, count: number): AxisTick[] {
  const exponent = Math.floor(low);
  const step = niceStep(10 ** (high - exponent) - 10 ** (low - exponent), count);
  const digits = Math.max(1, 1 - Math.floor(Math.log10(step) + 1e-9));
  return multiples(10 ** (low - exponent), 10 ** (high - exponent), step).map((multiple) => {
    const value = Math.log10(multiple) + exponent;
    return { value, label: trimmed(formatLog10(value, digits + (multiple >= 10 ? 1 : 0))) };
  });
}

function multiples(low: number, high: number, step: number): number[] {
  const found: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1) {
    found.push(Number((index * step).toPrecision(12)));
  }
  return found;
}
