import type { Histogram, LayerStatistics } from "../model/engine.ts";
import type { Kernels, WeightMatrix } from "../model/kernels.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import { type Scaled, type ScaledMatrix, scaled } from "../model/scaled.ts";
import { activate, gradPreactivation } from "./activate.ts";
import { affine, gradActivation } from "./affine.ts";
import { normalisedCopy } from "./columns.ts";
import { WeightGradient } from "./gradWeight.ts";
import { HistogramCounter } from "./histogram.ts";
import { addSquaredError, lossGradient } from "./loss.ts";
import { statisticsOf } from "./statistics.ts";

/** The steps in float64, each normalised: what every other engine's steps are checked against. Arguments are not changed. */
export class CpuKernels implements Kernels {
  async affine(weight: WeightMatrix, activation: ScaledMatrix, bias: Float64Array | null): Promise<ScaledMatrix> {
    return affine(weight, normalisedCopy(activation), bias);
  }

  async activate(nonlinearity: NonlinearityId, preactivation: ScaledMatrix): Promise<ScaledMatrix> {
    return activate(nonlinearity, normalisedCopy(preactivation));
  }

  async gradActivation(weight: WeightMatrix, gradient: ScaledMatrix): Promise<ScaledMatrix> {
    return gradActivation(weight, normalisedCopy(gradient));
  }

  async gradPreactivation(
    nonlinearity: NonlinearityId,
    gradient: ScaledMatrix,
    preactivation: ScaledMatrix,
  ): Promise<ScaledMatrix> {
    return gradPreactivation(nonlinearity, normalisedCopy(gradient), normalisedCopy(preactivation));
  }

  async gradWeight(gradient: ScaledMatrix, activation: ScaledMatrix): Promise<ScaledMatrix> {
    const sum = new WeightGradient(gradient.rows, activation.rows);
    sum.add(normalisedCopy(gradient), normalisedCopy(activation));
    return sum.result();
  }

  async lossGradient(output: ScaledMatrix, target: Float64Array): Promise<{ gradient: ScaledMatrix; loss: Scaled }> {
    const gradient = lossGradient(normalisedCopy(output), target);
    return { gradient, loss: addSquaredError(scaled(0), gradient) };
  }

  async statistics(matrix: ScaledMatrix): Promise<LayerStatistics> {
    return statisticsOf(normalisedCopy(matrix));
  }

  /** The histogram's `layer` is 0: a matrix alone does not know its own. */
  async histogram(matrix: ScaledMatrix, bins: number): Promise<Histogram> {
    const normal = normalisedCopy(matrix);
    const counter = new HistogramCounter(0, statisticsOf(normal), bins);
    counter.add(normal);
    return counter.result();
  }
}
