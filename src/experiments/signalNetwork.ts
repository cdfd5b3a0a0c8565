import type { RunOptions } from "../model/engine.ts";
import { type Framework, type Initializer, initializerNamed } from "../model/initializer.ts";
import { networkSizes } from "../model/network.ts";
import { NumpyLegacy } from "../random/numpyLegacy.ts";
import { type DenseLayer, drawDenseLayers } from "./initializers/denseLayers.ts";
import { keepsOutputsFirst, transposed } from "./initializers/fans.ts";
import { assertInitializer } from "./initializers/initializerSupport.ts";
import { drawNotebookNetwork } from "./notebookNetwork.ts";
import { ConfigError } from "./fields.ts";
import type { SignalConfig } from "./signalConfig.ts";
import { isNotebookDraw, usesWeightVariance } from "./weightSource.ts";

/** The numbers of a run: weights by layer, (fanOut, fanIn) row-major, biases or null for zeros, and the inputs. */
export interface SignalNumbers {
  readonly weights: readonly Float64Array[];
  readonly biases: readonly Float64Array[] | null;
  readonly inputs: Float64Array;
}

type DrawConfig = Pick<SignalConfig, "depth" | "width" | "seed" | "samples" | "framework" | "initializer">;

/** Throws a ConfigError where the framework lacks the initializer. */
export function assertSignalInitializer({
  framework,
  initializer,
}: Pick<SignalConfig, "framework" | "initializer">): void {
  try {
    assertInitializer(framework, { name: initializer });
  } catch (error) {
    const reason = (error as Error).message.replace(/\.$/, "");
    throw new ConfigError("initializer", initializer, `one that ${framework} has (${reason})`);
  }
}

/**
 * Draws what a run needs. The notebook's network comes from one stream; any other framework's weights (and PyTorch's
 * biases) come from its own after the seed, and the inputs from NumPy's legacy generator with that seed.
 */
export async function drawSignalNetwork(config: DrawConfig, options: RunOptions = {}): Promise<SignalNumbers> {
  if (isNotebookDraw(config)) return { ...(await drawNotebookNetwork(config, options)), biases: null };
  assertSignalInitializer(config);
  const { framework, seed, samples } = config;
  const sizes = networkSizes(config);
  const initializer = initializerOf(config);
  const order = framework === "numpy" ? "notebook" : "layers";
  const layers = await drawDenseLayers({ framework, seed: BigInt(seed), sizes, initializer, order }, options);
  const inputs = new Float64Array(samples);
  new NumpyLegacy(seed).fillNormal(inputs);
  const biased = layers.some(({ bias }) => bias.some((value) => value !== 0));
  return {
    weights: layers.map((layer) => outputsFirst(framework, layer)),
    biases: biased ? layers.map(({ bias }) => Float64Array.from(bias)) : null,
    inputs,
  };
}

function initializerOf(config: DrawConfig): Initializer {
  return usesWeightVariance(config) ? { name: "normal", stddev: 1 } : { name: initializerNamed(config.initializer)! };
}

/** The weight as (fanOut, fanIn), whichever way its framework keeps it. */
function outputsFirst(framework: Framework, { weight, fanIn, fanOut }: DenseLayer): Float64Array {
  const values = Float64Array.from(weight);
  return keepsOutputsFirst(framework) ? values : transposed(values, [fanIn, fanOut]);
}
