import type { Network } from "../../src/model/network.ts";

/** A picture in plain float64, example by example: one input, ReLU, no biases, loss Σ output². */
export function pictureByHand(
  network: Network,
  inputs: Float64Array,
): { activation: number[]; gradPreactivation: number[] } {
  const { sizes, weights, weightStd } = network;
  const hidden = sizes.length - 2;
  const units = Math.max(...sizes.slice(1, -1));
  const out = {
    activation: new Array<number>(hidden * units).fill(NaN),
    gradPreactivation: new Array<number>(hidden * units).fill(NaN),
  };
  const squares = { activation: new Map<number, number>(), gradPreactivation: new Map<number, number>() };
  for (const input of inputs) {
    const z: number[][] = [];
    let h = [input];
    weights.forEach((weight, layer) => {
      const fanIn = sizes[layer]!;
      const own = Array.from({ length: sizes[layer + 1]! }, (_, row) =>
        h.reduce((sum, value, column) => sum + weightStd[layer]! * weight[row * fanIn + column]! * value, 0),
      );
      z.push(own);
      h = own.map((value) => Math.max(value, 0));
    });
    let gradient = z.at(-1)!.map((value) => 2 * value);
    for (let layer = hidden; layer >= 1; layer -= 1) {
      const fanIn = sizes[layer]!;
      gradient = Array.from({ length: fanIn }, (_, column) =>
        z[layer - 1]![column]! < 0
          ? 0
          : gradient.reduce(
              (sum, value, row) => sum + weightStd[layer]! * weights[layer]![row * fanIn + column]! * value,
              0,
            ),
      );
      gradient.forEach((value, unit) => {
        const at = (layer - 1) * units + unit;
        squares.gradPreactivation.set(at, (squares.gradPreactivation.get(at) ?? 0) + value * value);
        const activation = Math.max(z[layer - 1]![unit]!, 0);
        squares.activation.set(at, (squares.activation.get(at) ?? 0) + activation * activation);
      });
    }
  }
  for (const kind of ["activation", "gradPreactivation"] as const) {
    for (const [at, sum] of squares[kind]) out[kind][at] = Math.log2(sum / inputs.length) / 2;
  }
  return out;
}

/** The worst difference of two pictures; Infinity where one has no such unit, or a silent one, and the other has. */
export function pictureError(ours: Float32Array, wanted: readonly number[]): number {
  if (ours.length !== wanted.length) return Infinity;
  const errors = wanted.map((value, at) => {
    if (Object.is(ours[at], value)) return 0;
    return Number.isFinite(value) && Number.isFinite(ours[at]) ? Math.abs(ours[at]! - value) : Infinity;
  });
  return Math.max(...errors);
}
