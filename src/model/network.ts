import type { NonlinearityId } from "./nonlinearity.ts";

/**
 * A dense network: z_l = weightStd_l · weight_l h_(l-1) + bias_l, h_l = φ(z_l), and a linear output.
 *
 * `sizes` are the units of each layer, the input first and the output last, so a notebook
 * network of depth K and width D is [1, D, ..., D, 1] with K hidden layers.
 */
export interface Network {
  readonly sizes: readonly number[];
  readonly nonlinearity: NonlinearityId;
  /** Unit normals, (fanOut, fanIn) row-major, one array a layer. Engines cache what they derive from it. */
  readonly weights: readonly Float64Array[];
  /** The factor on each layer's unit normals: the square root of its weight variance. */
  readonly weightStd: readonly number[];
  /** One value a unit and layer, or null where every bias is zero. */
  readonly biases: readonly Float64Array[] | null;
}

/** Layers of weights: the hidden layers and the output. */
export function layerCount(network: Pick<Network, "sizes">): number {
  return network.sizes.length - 1;
}

/** Hidden layers. */
export function depthOf(network: Pick<Network, "sizes">): number {
  return network.sizes.length - 2;
}

/** Number of weights, over all layers, of a network of these sizes. */
export function weightCount(sizes: readonly number[]): number {
  let count = 0;
  for (let layer = 1; layer < sizes.length; layer += 1) count += sizes[layer]! * sizes[layer - 1]!;
  return count;
}

/** Throws a RangeError, naming every operand and its shape, where the arrays do not fit the sizes. */
export function assertNetwork(network: Network): void {
  const { sizes, weights, weightStd, biases } = network;
  const layers = layerCount(network);
  if (layers < 1 || sizes.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new RangeError(`sizes must be at least two whole numbers from 1; they are [${sizes.join(", ")}]`);
  }
  if (weights.length !== layers || weightStd.length !== layers || (biases !== null && biases.length !== layers)) {
    throw new RangeError(
      `sizes [${sizes.join(", ")}] need ${layers} layers; weights has ${weights.length}, ` +
        `weightStd ${weightStd.length}, biases ${biases?.length ?? "none"}`,
    );
  }
  weights.forEach((weight, index) => {
    const [fanIn, fanOut] = [sizes[index]!, sizes[index + 1]!];
    if (weight.length !== fanIn * fanOut) {
      throw new RangeError(`weights[${index}] holds ${weight.length} values; (fanOut, fanIn) is (${fanOut}, ${fanIn})`);
    }
    const bias = biases?.[index];
    if (bias !== undefined && bias.length !== fanOut) {
      throw new RangeError(`biases[${index}] holds ${bias.length} values; fanOut is ${fanOut}`);
    }
  });
}

/** The notebook's shape: one input, `depth` hidden layers of `width`, one output. */
export function networkSizes({ depth, width }: { readonly depth: number; readonly width: number }): number[] {
  return [1, ...Array.from({ length: depth }, () => width), 1];
}
