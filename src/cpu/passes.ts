import type { WeightMatrix } from "../model/kernels.ts";
import { type Network, layerCount } from "../model/network.ts";
import type { Pacer } from "../model/pacer.ts";
import type { ScaledMatrix } from "../model/scaled.ts";
import { activate } from "./activate.ts";
import { affine } from "./affine.ts";
import { columnsOf } from "./columns.ts";

/** Told each layer's activations, the input as layer 0. */
export type ForwardVisit = (layer: number, activation: ScaledMatrix) => void;
/** What is done to a matrix before it is multiplied by weights: nothing, or a perturbation whose effect is wanted. */
export type Shake = (matrix: ScaledMatrix) => ScaledMatrix;
export const STILL: Shake = (matrix) => matrix;
/** Examples from start to end, exclusive. */
export type Range = readonly [start: number, end: number];

/** Examples in `inputs` : (sizes[0], examples) row-major; a RangeError where that is not a whole number from 1. */
export function examplesOf(network: Network, inputs: Float64Array): number {
  const fanIn = network.sizes[0]!;
  const examples = inputs.length / fanIn;
  if (!Number.isInteger(examples) || examples < 1) {
    throw new RangeError(`inputs holds ${inputs.length} values; it must be (${fanIn}, examples), from one example on`);
  }
  return examples;
}

/** Layer `index` of weights, from 0. */
export function weightOf(network: Network, index: number): WeightMatrix {
  return {
    fanOut: network.sizes[index + 1]!,
    fanIn: network.sizes[index]!,
    unit: network.weights[index]!,
    std: network.weightStd[index]!,
  };
}

/** z_(index + 1) = W h_index + b. */
export function preactivationOf(network: Network, index: number, activation: ScaledMatrix, shake: Shake): ScaledMatrix {
  return affine(weightOf(network, index), shake(activation), network.biases?.[index] ?? null);
}

/** Takes a batch through the hidden layers up to `last`, and shows each to `visit`. */
export async function forwardBatch(
  network: Network,
  inputs: Float64Array,
  examples: number,
  [start, end]: Range,
  last: number,
  pacer: Pacer,
  visit: ForwardVisit,
  shake: Shake,
): Promise<void> {
  let activation = columnsOf(inputs, examples, start, end);
  visit(0, activation);
  for (let layer = 1; layer <= last; layer += 1) {
    activation = activate(network.nonlinearity, preactivationOf(network, layer - 1, activation, shake));
    visit(layer, activation);
    await pacer.pause(layer / last);
  }
}

/** A batch's input, and every preactivation up to the output, which a backward pass needs again. */
export async function keepPreactivations(
  network: Network,
  input: ScaledMatrix,
  pacer: Pacer,
  shake: Shake,
): Promise<ScaledMatrix[]> {
  const layers = layerCount(network);
  const preactivations: ScaledMatrix[] = [];
  let activation = input;
  for (let index = 0; index < layers; index += 1) {
    const preactivation = preactivationOf(network, index, activation, shake);
    preactivations.push(preactivation);
    if (index < layers - 1) activation = activate(network.nonlinearity, preactivation);
    await pacer.pause((index + 1) / layers);
  }
  return preactivations;
}
