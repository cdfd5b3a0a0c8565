import type { RunOptions } from "../../model/engine.ts";
import type { Framework } from "../../model/initializer.ts";
import type { LayerParameters } from "../../model/training.ts";
import { drawNow, type Numbers } from "../../random/drawing.ts";
import { openLayerStreams } from "../../random/stream.ts";
import { type DenseLayer, drawDenseLayers } from "../initializers/denseLayers.ts";
import { keepsOutputsFirst, transposed } from "../initializers/fans.ts";
import type { Start, TrainingConfig } from "./trainingConfig.ts";

type Drawn = Pick<TrainingConfig, "framework" | "seed" | "layers">;

/**
 * The framework's weights and biases for the seed, with the start's noise, as (fanOut, fanIn) and (fanOut), one entry a
 * layer: numbers that float32 holds, so that an engine in float64 starts where a GPU does.
 *
 * Rejects with a RangeError where the framework lacks the initializer, or with the signal's reason once it is aborted.
 */
export async function drawStart(config: Drawn, start: Start, options: RunOptions = {}): Promise<LayerParameters[]> {
  const { framework, seed, layers } = config;
  const { initializer, value, stddev } = start;
  const drawn = await drawDenseLayers(
    { framework, seed, sizes: layers, initializer: { name: initializer, value, stddev } },
    options,
  );
  const parameters = drawn.map((layer) => ({ weight: outputsFirst(framework, layer), bias: layer.bias }));
  return withNoise(config, start, parameters, options);
}

/**
 * W + ε N and b + s n, rounded to float32 once: N is the framework's normal(0, 1) for the layers' weights with the
 * seed, n its normal(0, 1) for each layer's biases in turn with the seed after it (0 after the last).
 */
export async function withNoise(
  { framework, seed, layers }: Drawn,
  { epsilon, biasStddev }: Pick<Start, "epsilon" | "biasStddev">,
  parameters: readonly LayerParameters[],
  options: RunOptions = {},
): Promise<LayerParameters[]> {
  const normal = { framework, seed, sizes: layers, initializer: { name: "normal", stddev: 1 } } as const;
  const noise = epsilon === 0 ? null : await drawDenseLayers(normal, options);
  const biasNoise = biasStddev === 0 ? null : drawBiasNormals(framework, seed, layers.slice(1));
  return parameters.map(({ weight, bias }, index) => ({
    weight: added(weight, epsilon, noise && outputsFirst(framework, noise[index]!)),
    bias: added(bias, biasStddev, biasNoise && biasNoise[index]!),
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
