import type { Engine } from "../model/engine.ts";
import { LimitError } from "../model/limitError.ts";
import { networkSizes, weightCount } from "../model/network.ts";
import type { SignalRunOptions } from "./lab.ts";
import { drawnNetwork } from "./drawnNetwork.ts";
import type { SignalConfig } from "./signalConfig.ts";
import { assertSignalInitializer } from "./signalNetwork.ts";
import { type SignalReport, layerRow } from "./signalReport.ts";

/** Bins of a layer's histogram: ten a standard deviation over ± 4 of them would be noise at small samples. */
export const HISTOGRAM_BINS = 64;

/** What the weights may take as they are drawn, in float64, whichever engine follows. */
const DRAW_BYTES = 2 ** 31;

/** The share of a run's progress that drawing its weights takes. */
const DRAWING = 0.3;

/**
 * The notebook's two experiments on one network: the standard deviation of each layer's activations
 * for `samples` inputs, and of each layer's preactivation gradients for `gradientSamples` inputs
 * with target 0. Throws a LimitError where the machine or the engine cannot hold the network, before it allocates.
 */
export async function runSignal(
  engine: Engine,
  config: SignalConfig,
  { signal, onProgress, onDrawn, histogramLayer, picture: wanted, onPicture }: SignalRunOptions = {},
): Promise<SignalReport> {
  assertSignalFits(engine, config);
  const drawn = await drawnNetwork(config, { signal, onProgress: (done) => onProgress?.(DRAWING * done) });
  onDrawn?.();
  const { forward, backward, picture } = await engine.signalStatistics(
    drawn.networkOf(config),
    drawn.inputs(config.samples),
    drawn.inputs(config.gradientSamples),
    {
      signal,
      onProgress: (done) => onProgress?.(DRAWING + (1 - DRAWING) * done),
      histogram: histogramLayer === undefined ? undefined : { layer: histogramLayer, bins: HISTOGRAM_BINS },
      picture: wanted,
    },
  );
  onPicture?.(picture);
  return {
    engine: engine.info,
    config,
    forward: forward.layers.map((statistics, layer) => layerRow(layer, statistics)),
    // The first hidden layer's own gradient has index 0 in the notebook, which leaves it out.
    gradient: backward.gradPreactivation.map((statistics, layer) => layerRow(layer, statistics)).slice(1),
    histogram: forward.histogram,
  };
}

/** Throws a ConfigError or LimitError where the run would be refused. Draws and allocates nothing. */
export function assertSignalFits(engine: Engine, config: SignalConfig): void {
  const sizes = networkSizes(config);
  assertSignalInitializer(config);
  assertDrawFits(sizes);
  engine.assertFits(sizes, config.samples, config.gradientSamples);
}

function assertDrawFits(sizes: readonly number[]): void {
  const bytes = weightCount(sizes) * Float64Array.BYTES_PER_ELEMENT;
  if (bytes <= DRAW_BYTES) return;
  const gibibytes = (value: number): string => (value / 2 ** 30).toFixed(1);
  throw new LimitError(
    `This network's weights take ${gibibytes(bytes)} GiB as they are drawn; ${gibibytes(DRAW_BYTES)} GiB are the most. ` +
      "Choose a smaller depth or width.",
  );
}
