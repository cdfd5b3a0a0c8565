import type { Histogram, LayerStatistics } from "../model/engine.ts";
import type { Kernels, WeightMatrix } from "../model/kernels.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import type { Scaled, ScaledMatrix } from "../model/scaled.ts";
import { roundUp } from "./bufferPool.ts";
import type { GpuContext } from "./context.ts";
import {
  activateDispatch,
  affineDispatch,
  gradActivationDispatch,
  gradPreactivationDispatch,
  gradWeightDispatch,
  lossGradientDispatch,
} from "./dispatches.ts";
import { GpuMatrix } from "./gpuMatrix.ts";
import { KernelScope } from "./kernelScope.ts";
import { ExampleBlocks } from "./passBuffers.ts";
import { compilePassKernels } from "./passKernels.ts";
import { lossFromGradient } from "./results.ts";

/** Each kernel alone, on matrices uploaded for it and read back whole: for checks, not for speed. */
export class GpuKernels implements Kernels {
  constructor(readonly context: GpuContext) {}

  affine(weight: WeightMatrix, activation: ScaledMatrix, bias: Float64Array | null): Promise<ScaledMatrix> {
    return this.#onMatrix("relu", weight.fanOut, activation.columns, async (scope, out) => {
      const { store, scales } = scope.weights(weight, bias);
      const [kernels, h] = [scope.kernels, scope.upload(activation)];
      await scope.run([affineDispatch(kernels, store, 0, out.columns, bias !== null, h, out.slices)], out, scales);
    });
  }

  activate(nonlinearity: NonlinearityId, preactivation: ScaledMatrix): Promise<ScaledMatrix> {
    return this.#onMatrix(nonlinearity, preactivation.rows, preactivation.columns, async (scope, out) => {
      const z = scope.upload(preactivation);
      const entries = scope.entries(out.columns);
      const { activate } = scope.kernels;
      await scope.run([activateDispatch(activate, out.rows, out.columns, z, out.slices, entries)], out);
    });
  }

  gradActivation(weight: WeightMatrix, gradient: ScaledMatrix): Promise<ScaledMatrix> {
    return this.#onMatrix("relu", weight.fanIn, gradient.columns, async (scope, out) => {
      const { store, scales } = scope.weights(weight, null);
      const g = scope.upload(gradient);
      await scope.run([gradActivationDispatch(scope.kernels, store, 0, out.columns, g, out.slices)], out, scales);
    });
  }

  gradPreactivation(
    nonlinearity: NonlinearityId,
    gradient: ScaledMatrix,
    preactivation: ScaledMatrix,
  ): Promise<ScaledMatrix> {
    return this.#onMatrix(nonlinearity, gradient.rows, gradient.columns, async (scope, out) => {
      const [g, z] = [scope.upload(gradient), scope.upload(preactivation)];
      const entries = scope.entries(out.columns);
      const { rows, columns, slices } = out;
      await scope.run([gradPreactivationDispatch(scope.kernels, rows, columns, g, z, slices, entries)], out);
    });
  }

  gradWeight(gradient: ScaledMatrix, activation: ScaledMatrix): Promise<ScaledMatrix> {
    return this.#onMatrix("relu", gradient.rows, activation.rows, async (scope, out) => {
      const [g, h] = [scope.upload(gradient), scope.upload(activation)];
      const examples = roundUp(gradient.columns, 4);
      const { rows, slices } = out;
      await scope.run([gradWeightDispatch(scope.kernels, rows, activation.rows, examples, g, h, slices)], out);
    });
  }

  async lossGradient(output: ScaledMatrix, target: Float64Array): Promise<{ gradient: ScaledMatrix; loss: Scaled }> {
    const batch = { start: 0, count: output.columns, padded: roundUp(output.columns, 4) };
    let loss: Scaled | null = null;
    const gradient = await this.#onMatrix("relu", output.rows, output.columns, async (scope, out) => {
      const targets = new ExampleBlocks(scope.pool, "targets", output.rows, [batch]);
      targets.upload(this.context.device, target);
      const [f, entries, expected] = [scope.upload(output), scope.entries(out.columns), targets.at(0)];
      const { rows, columns, slices } = out;
      const step = lossGradientDispatch(scope.kernels, rows, columns, batch.count, f, expected, slices, entries);
      await scope.run([step], out);
      loss = lossFromGradient(await scope.statistics(out.slices, rows, batch.count), rows * batch.count);
    });
    return { gradient, loss: loss! };
  }

  statistics(matrix: ScaledMatrix): Promise<LayerStatistics> {
    return this.#scoped("relu", (scope) => scope.statistics(scope.upload(matrix), matrix.rows, matrix.columns));
  }

  histogram(matrix: ScaledMatrix, bins: number): Promise<Histogram> {
    return this.#scoped("relu", (scope) => scope.histogram(scope.upload(matrix), matrix, bins));
  }

  async #scoped<T>(nonlinearity: NonlinearityId, work: (scope: KernelScope) => Promise<T>): Promise<T> {
    const kernels = await compilePassKernels(this.context, nonlinearity);
    const scope = new KernelScope(this.context, kernels);
    try {
      return await work(scope);
    } finally {
      scope.destroy();
    }
  }

  /** Runs work that fills a (rows, columns) matrix, and reads it. */
  #onMatrix(
    nonlinearity: NonlinearityId,
    rows: number,
    columns: number,
    work: (scope: KernelScope, out: GpuMatrix) => Promise<void>,
  ): Promise<ScaledMatrix> {
    return this.#scoped(nonlinearity, async (scope) => {
      const out = new GpuMatrix(scope.pool, rows, columns);
      out.fillWithSentinel();
      await work(scope, out);
      return out.take();
    });
  }
}
