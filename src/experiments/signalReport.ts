import type { EngineInfo, Histogram, LayerStatistics } from "../model/engine.ts";
import { type Scaled, log10Of, toNumber } from "../model/scaled.ts";
import type { SignalConfig } from "./signalConfig.ts";

/** One layer's numbers: null where float64 ends; log10Std is null only where std is 0. */
export interface LayerRow {
  /** 0 is the input; hidden layers count from 1. For gradients, the notebook's index of f. */
  readonly layer: number;
  readonly mean: number | null;
  readonly std: number | null;
  readonly log10Std: number | null;
  /** floor(log2 max |value|), null where all are 0: from 128 on, float32 overflows. */
  readonly peakExponent: number | null;
  /** The exact pairs behind mean and std, for comparisons at any magnitude. */
  readonly exact: { readonly mean: Scaled; readonly std: Scaled };
}

/** The canvas that shows a run's picture; null where neither does. */
export type PaintedOn = "webgpu" | "2d" | null;

/** What one run of the Signal experiment found. */
export interface SignalReport {
  readonly engine: EngineInfo;
  readonly config: SignalConfig;
  /** Activations of layer 0 (the input) to layer depth (the last hidden layer). */
  readonly forward: readonly LayerRow[];
  /** Preactivation gradients of layers 1 to depth - 1, as the notebook counts them; empty at depth 1. */
  readonly gradient: readonly LayerRow[];
  readonly histogram: Histogram | null;
  /** Where its picture was painted; absent where nobody asked for one. */
  readonly painted?: PaintedOn;
}

/** A layer's statistics as people and files read them. */
export function layerRow(layer: number, { mean, std, peakExponent }: LayerStatistics): LayerRow {
  return {
    layer,
    mean: toNumber(mean),
    std: toNumber(std),
    log10Std: log10Of(std),
    peakExponent,
    exact: { mean, std },
  };
}
