import { DEFAULT_SIGNAL_CONFIG, type SignalConfig } from "../../src/experiments/signalConfig.ts";
import { type LayerRow, type SignalReport, layerRow } from "../../src/experiments/signalReport.ts";
import { scaled } from "../../src/model/scaled.ts";

/** log10 of std; "dead" where every value is zero, "equal" where all are the same. */
export type StdText = number | "dead" | "equal";

/** A row of that std, whose largest value is about four times it. */
export function rowOf(layer: number, std: StdText): LayerRow {
  if (typeof std === "string") {
    return layerRow(layer, { mean: scaled(0), std: scaled(0), peakExponent: std === "dead" ? null : 0 });
  }
  const log2 = std / Math.log10(2);
  const exponent = Math.floor(log2);
  return layerRow(layer, {
    mean: scaled(0),
    std: scaled(2 ** (log2 - exponent), exponent),
    peakExponent: exponent + 2,
  });
}

/** A report as a run would give it: the input with std 1, hidden layers, gradients of layers 1 to depth - 1. */
export function reportOf(
  hidden: readonly StdText[],
  gradient: readonly StdText[],
  config: Partial<SignalConfig> = {},
): SignalReport {
  return {
    engine: { kind: "cpu", adapter: "float64", software: false },
    config: { ...DEFAULT_SIGNAL_CONFIG, depth: hidden.length, ...config },
    forward: [rowOf(0, 0), ...hidden.map((std, index) => rowOf(index + 1, std))],
    gradient: gradient.map((std, index) => rowOf(index + 1, std)),
    histogram: null,
  };
}

/** `count` logarithms from `start` on in equal steps. */
export function line(count: number, start: number, step: number): number[] {
  return Array.from({ length: count }, (_, index) => start + step * index);
}
