import type { RunOptions } from "../../model/engine.ts";
import type { Framework } from "../../model/initializer.ts";
import type { LayerParameters } from "../../model/training.ts";
import { drawNow, type Numbers } from "../../random/drawing.ts";
import { openLayerStreams } from "../../random/stream.ts";
import { type DenseLayer, drawDenseLayers } from "../initializers/denseLayers.ts";
import { keepsOutputsFirst, transposed } from "../initializers/fans.ts";
import type { Start, TrainingConfig } from "./trainingConfig.ts";

/**
 * W + ε N and b + s n, (fanOut, fanIn) and (fanOut), one entry a layer, in numbers that float32 holds: an engine in
 * float64 starts where a GPU does. W and b are the framework's draw for the seed; N its normal(0, 1) for the same
 * layers and the same seed; n its normal(0, 1) for the biases in turn, with the next seed (after the last, 0).
 *
 * Rejects with a RangeError where the framework lacks the initializer, or with the signal's reason once it is aborted.
 */
export async function drawStart(
  { framework, seed, layers }: Pick<TrainingConfig, "framework" | "seed" | "layers">,
  { initializer, value, stddev, epsilon, biasStddev }: Start,
  options: RunOptions = {},
): Promise<LayerParameters[]> {
  const dense = { framework, seed, sizes: layers };
  const drawn = await drawDenseLayers({ ...dense, initializer: { name: initializer, value, stddev } }, options);
  const noise =
    epsilon === 0 ? null : await drawDenseLayers({ ...dense, initializer: { name: "normal", stddev: 1 } }, options);
  const biasNoise = biasStddev === 0 ? null : drawBiasNormals(framework, seed, layers.slice(1));
  return drawn.map((layer, index) => ({
    weight: added(outputsFirst(framework, layer), epsilon, noise && outputsFirst(framework, noise[index]!)),
    bias: added(layer.bias, biasStddev, biasNoise && biasNoise[index]!),
  }));
}

function drawBiasNormals(framework: Framework, seed: number, units: readonly number[]): Numbers[] {
  const streams = openLayerStreams(framework, (seed + 1) % 2 ** 32, units.length);
  return units.map((count, index) => drawNow(streams[index]!.normal(count)));
}

/** A layer's weight as (fanOut, fanIn), which some frameworks keep the other way. */
function outputsFirst(framework: Framework, { weight, shape }: DenseLayer): Numbers {
  return keepsOutputsFirst(framework) ? weight : transposed(weight, shape);
}

/** values + size · noise, rounded to float32 once. */
function added(values: Numbers, size: number, noise: Numbers | null): Float32Array {
  return Float32Array.from(values, (value, index) => (noise === null ? value : value + size * noise[index]!));
}
