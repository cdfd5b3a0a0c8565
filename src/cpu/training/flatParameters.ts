import type { LayerParameters } from "../../model/training.ts";
import { parameterCount } from "../../model/trainingShapes.ts";

/** One layer of a flat store; both arrays are views. */
export interface LayerView {
  /** (fanOut, fanIn) row-major. */
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/** A number for every weight and bias, layer after layer, weights first, in one array. */
export class FlatParameters {
  readonly values: Float64Array;
  readonly layers: readonly LayerView[];

  constructor(sizes: readonly number[]) {
    this.values = new Float64Array(parameterCount(sizes));
    let at = 0;
    const take = (length: number): Float64Array => this.values.subarray(at, (at += length));
    this.layers = sizes.slice(1).map((fanOut, index) => ({ weight: take(fanOut * sizes[index]!), bias: take(fanOut) }));
  }

  set(layers: readonly LayerParameters[]): void {
    this.layers.forEach(({ weight, bias }, index) => {
      weight.set(layers[index]!.weight);
      bias.set(layers[index]!.bias);
    });
  }

  copy(): LayerView[] {
    return this.layers.map(({ weight, bias }) => ({ weight: weight.slice(), bias: bias.slice() }));
  }
}
