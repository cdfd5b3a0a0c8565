import type { RunOptions } from "../../model/engine.ts";
import type { Numbers } from "../../random/drawing.ts";
import { openStream } from "../../random/stream.ts";
import { drawDenseLayers } from "../initializers/denseLayers.ts";
import type { Fans, Shape } from "../initializers/fans.ts";
import type { WeightPlan } from "../initializers/weightPlan.ts";
import { assertWeightsConfig, initializerOf, RefusedError, type WeightsConfig } from "./weightsConfig.ts";

/** A layer's numbers, row-major, in the framework's precision and shape. */
export interface WeightsLayer extends Fans {
  /** layer1, layer2, ... as in the thread. */
  readonly name: string;
  readonly weight: { readonly shape: Shape; readonly values: Numbers };
  readonly bias: { readonly shape: readonly [units: number]; readonly values: Numbers };
  /** What the numbers were drawn from. */
  readonly weightPlan: WeightPlan;
  readonly biasPlan: WeightPlan;
}

export interface WeightsReport {
  readonly config: WeightsConfig;
  readonly layers: readonly WeightsLayer[];
}

/**
 * The layers that the framework makes of the configuration, draw for draw. Everything is checked before anything is
 * drawn: rejects with a ConfigError or LimitError of one sentence. Pauses as it goes; rejects with the signal's reason
 * once it is aborted.
 */
export async function drawWeights(config: WeightsConfig, options: RunOptions = {}): Promise<WeightsReport> {
  assertWeightsConfig(config);
  assertSeed(config);
  const { framework, seed, layers, order } = config;
  const drawn = await drawDenseLayers(
    { framework, seed, sizes: layers, initializer: initializerOf(config), order },
    options,
  );
  return {
    config,
    layers: drawn.map(({ fanIn, fanOut, shape, weight, bias, weightPlan, biasPlan }, index) => ({
      name: `layer${index + 1}`,
      fanIn,
      fanOut,
      weight: { shape, values: weight },
      bias: { shape: [fanOut], values: bias },
      weightPlan,
      biasPlan,
    })),
  };
}

/** Throws a RefusedError where the framework does not take the seed: opening its stream draws nothing. */
export function assertSeed({ framework, seed }: Pick<WeightsConfig, "framework" | "seed">): void {
  try {
    openStream(framework, seed);
  } catch (error) {
    throw error instanceof RangeError ? new RefusedError("seed", String(seed), error.message) : error;
  }
}
