import type { SignalData } from "../bench/implementation.ts";

/** A layer's weights (fanOut, fanIn), scaled and rounded to float32, as libraries without exponents take them. */
export interface LayerWeights {
  readonly fanOut: number;
  readonly fanIn: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** Every layer's weights, W_l = weightStd · unitWeights[l]. */
export function layerWeights({ sizes, unitWeights, weightStd }: SignalData): LayerWeights[] {
  return unitWeights.map((unit, layer) => ({
    fanOut: sizes[layer + 1]!,
    fanIn: sizes[layer]!,
    values: Float32Array.from(unit, (value) => weightStd * value),
  }));
}
