import type { LayerParameters } from "../../model/training.ts";
import type { TrainingLayout } from "./trainingLayout.ts";

/** Parameters as a copy holds them, rounded to float32; the optimizer's states are zero. */
export function packParameters(layout: TrainingLayout, layers: readonly LayerParameters[]): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(layout.copy);
  layout.layers.forEach(({ fanIn, fanOut, start }, index) => {
    const { weight, bias } = layers[index]!;
    for (let unit = 0; unit < fanOut; unit += 1) {
      const row = start + unit * (fanIn + 1);
      packed.set(weight.subarray(unit * fanIn, (unit + 1) * fanIn), row);
      packed[row + fanIn] = bias[unit]!;
    }
  });
  return packed;
}

/** Weights and biases out of an array of parameters. */
export function unpackParameters(layout: TrainingLayout, packed: Float32Array): LayerParameters[] {
  return layout.layers.map(({ fanIn, fanOut, start }) => {
    const [weight, bias] = [new Float32Array(fanIn * fanOut), new Float32Array(fanOut)];
    for (let unit = 0; unit < fanOut; unit += 1) {
      const row = start + unit * (fanIn + 1);
      weight.set(packed.subarray(row, row + fanIn), unit * fanIn);
      bias[unit] = packed[row + fanIn]!;
    }
    return { weight, bias };
  });
}
