import type { LayerParameters, TrainingSetup } from "../model/training.ts";

/** A layer of the collapsed network: its own parameters, and how often the whole network has each of its units. */
export interface CollapsedLayer {
  /** `units` rows of `inputs` weights. */
  readonly weight: Float64Array;
  readonly bias: Float64Array;
  readonly inputs: number;
  readonly units: number;
  /** How often each unit, and each input, stands in the whole network. */
  readonly copies: number;
  readonly inputCopies: number;
}

/**
 * The network of one unit a hidden layer that equal units amount to; null where units of a hidden layer differ in incoming
 * weights, biases or outgoing weights, or where no hidden layer has two.
 *
 * Equal units have equal preactivations, z = Σ (copies of the input) · w h + b, and equal gradients, so they stay equal.
 */
export function collapsedNetwork({
  network,
  start,
}: Pick<TrainingSetup, "network" | "start">): CollapsedLayer[] | null {
  const { sizes } = network;
  const last = sizes.length - 2;
  if (!sizes.slice(1, -1).some((width) => width > 1)) return null;
  const layers: CollapsedLayer[] = [];
  for (const [index, parameters] of start.entries()) {
    const [fanIn, fanOut] = [sizes[index]!, sizes[index + 1]!];
    const [inputs, units] = [index === 0 ? fanIn : 1, index === last ? fanOut : 1];
    const kept = firstOfEach(parameters, fanIn, inputs, units);
    if (!isRepeated(parameters, fanIn, kept)) return null;
    layers.push({ ...kept, inputs, units, copies: fanOut / units, inputCopies: fanIn / inputs });
  }
  return layers;
}

interface Kept {
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/** The first units' weights from the first inputs, in float64. */
function firstOfEach({ weight, bias }: LayerParameters, fanIn: number, inputs: number, units: number): Kept {
  return {
    weight: Float64Array.from(
      { length: units * inputs },
      (_, at) => weight[Math.floor(at / inputs) * fanIn + (at % inputs)]!,
    ),
    bias: Float64Array.from(bias.subarray(0, units)),
  };
}

/** Whether all of a layer's numbers are the kept ones, again and again. */
function isRepeated({ weight, bias }: LayerParameters, fanIn: number, kept: Kept): boolean {
  const units = kept.bias.length;
  const inputs = kept.weight.length / units;
  const sameWeights = weight.every((value, at) => {
    const [unit, input] = [Math.floor(at / fanIn) % units, (at % fanIn) % inputs];
    return value === kept.weight[unit * inputs + input];
  });
  return sameWeights && bias.every((value, unit) => value === kept.bias[unit % units]);
}
