import { networkSizes } from "../model/network.ts";
import { NumpyLegacy } from "../random/numpyLegacy.ts";
import type { MatmulData, SignalData } from "./implementation.ts";
import type { MatmulWork, SignalWork } from "./work.ts";

/** The same numbers for everyone, every time. */
const SEED = 0;

/** A and B, uniform on [-1, 1), rounded to float32. */
export function matmulData({ m, k, n }: MatmulWork): MatmulData {
  const stream = new NumpyLegacy(SEED);
  const uniform = (count: number): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length: count }, () => 2 * stream.random() - 1);
  return { a: uniform(m * k), b: uniform(k * n) };
}

/**
 * The network and inputs, drawn in the notebook's order from one stream (W_0, W_out, W_1 onwards, inputs), with the
 * variance 2 / width at which plain float32 reaches the last layer. The backward pass takes the first of the inputs.
 */
export function signalData({ depth, width, samples, gradientSamples }: SignalWork): SignalData {
  const stream = new NumpyLegacy(SEED);
  const normals = (count: number): Float64Array => {
    const values = new Float64Array(count);
    stream.fillNormal(values);
    return values;
  };
  const [first, last] = [normals(width), normals(width)];
  const hidden = Array.from({ length: depth - 1 }, () => normals(width ** 2));
  const inputs = normals(Math.max(samples, gradientSamples));
  return {
    sizes: networkSizes({ depth, width }),
    unitWeights: [first, ...hidden, last],
    weightStd: Math.sqrt(2 / width),
    inputs: inputs.slice(0, samples),
    gradientInputs: inputs.slice(0, gradientSamples),
  };
}
