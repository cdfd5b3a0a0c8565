import type { RunOptions } from "../model/engine.ts";
import { type Network, networkSizes } from "../model/network.ts";
import { startPacer } from "../model/pacer.ts";
import { NumpyLegacy } from "../random/numpyLegacy.ts";
import type { SignalConfig } from "./signalConfig.ts";

/** What decides the draws. */
export type NotebookDraw = Pick<SignalConfig, "depth" | "width" | "seed" | "samples">;

/** Unit normals of every layer of weights, and the inputs. */
export interface NotebookNumbers {
  /** W_0 (width, 1), W_1 ... W_(depth - 1) (width, width), W_depth (1, width), row-major. */
  readonly weights: Float64Array[];
  /** (1, samples). The first n of them are what a run of n samples would draw. */
  readonly inputs: Float64Array;
}

/** Gaussians drawn between two looks at the clock: a few milliseconds. */
const PIECE = 2 ** 16;

/**
 * All numbers of a run, N(0, 1), in the notebook's order of one stream: W_0, then the output's weights, then W_1
 * onwards, then the inputs. The weight variance scales them later. Pauses as it goes; rejects with the signal's reason.
 */
export async function drawNotebookNetwork(
  { depth, width, seed, samples }: NotebookDraw,
  options: RunOptions = {},
): Promise<NotebookNumbers> {
  const pacer = startPacer(options);
  const stream = new NumpyLegacy(seed);
  const total = 2 * width + (depth - 1) * width ** 2 + samples;
  let drawn = 0;
  const draw = async (count: number): Promise<Float64Array> => {
    const values = new Float64Array(count);
    for (let start = 0; start < count; start += PIECE) {
      const piece = values.subarray(start, start + PIECE);
      stream.fillNormal(piece);
      drawn += piece.length;
      await pacer.pause(drawn / total);
    }
    return values;
  };
  const first = await draw(width);
  const output = await draw(width);
  const hidden: Float64Array[] = [];
  for (let layer = 1; layer < depth; layer += 1) hidden.push(await draw(width ** 2));
  return { weights: [first, ...hidden, output], inputs: await draw(samples) };
}

/** The notebook's network: one input, depth · width ReLU (or other) units, one output, no biases, one weight variance. */
export function networkOf(
  config: Pick<SignalConfig, "depth" | "width" | "weightVariance" | "activation">,
  weights: readonly Float64Array[],
): Network {
  return {
    sizes: networkSizes(config),
    nonlinearity: config.activation,
    weights,
    weightStd: weights.map(() => Math.sqrt(config.weightVariance)),
    biases: null,
  };
}
