import type { LayerStatistics, SignalPicture } from "../model/engine.ts";
import { depthOf } from "../model/network.ts";
import { type Scaled, addScaled, scaled } from "../model/scaled.ts";
import { type PictureSums, pictureOf } from "./pictureSums.ts";
import { RunningStatistics } from "./runningStatistics.ts";
import type { TaskResult } from "./task.ts";

/** Statistics of each layer over all results, merged part by part in their order. */
export function mergeStatistics(results: readonly TaskResult[], layers: number): LayerStatistics[] {
  const total = new RunningStatistics(layers);
  for (const { statistics } of results) {
    const parts = new RunningStatistics(statistics);
    for (let first = 0; first < parts.entries; first += layers) total.addAll(parts, first, layers);
  }
  return Array.from({ length: layers }, (_, layer) => total.result(layer));
}

/** count · (variance + mean²) / 4: the squared error behind the statistics of its gradient 2 (output - target). */
export function lossFromGradient({ mean, std }: LayerStatistics, count: number): Scaled {
  const square = ({ mantissa, exponent }: Scaled): Scaled => scaled(mantissa * mantissa, 2 * exponent);
  const sum = addScaled(square(mean), square(std));
  return scaled((sum.mantissa * count) / 4, sum.exponent);
}

/** The picture whose two halves the first task of each pass has brought. */
export function mergePicture(
  sizes: readonly number[],
  forward: readonly TaskResult[],
  backward: readonly TaskResult[],
): SignalPicture {
  const [activation, gradient] = [forward[0]!.picture!, backward[0]!.picture!] as [PictureSums, PictureSums];
  return {
    depth: depthOf({ sizes }),
    units: activation.units,
    activation: pictureOf(activation, sizes),
    gradPreactivation: pictureOf(gradient, sizes),
  };
}
