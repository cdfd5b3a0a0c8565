import type { EngineInfo } from "../../model/engine.ts";
import type { EnsembleConfig, EnsembleOptions, Ensembles } from "../../model/ensemble.ts";
import { ensembleInputs } from "../../model/ensembleInputs.ts";
import { workLimits } from "../batches.ts";
import { assertBinding } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { withErrorScopes } from "../errors.ts";
import { ensemble } from "../kernels/ensemble.ts";
import { nonlinearityConstant } from "../kernels/nonlinearityConstant.ts";
import { EnsemblePlan } from "./ensemblePlan.ts";
import { type EnsembleShape, type Wanted, ensembleShape } from "./ensembleShape.ts";
import { readPiece } from "./readPiece.ts";

/**
 * Ensembles on WebGPU: float32 with a power of two a layer, so that no magnitude is lost. A network's weights are drawn
 * in the kernel and never stored; a batch of networks goes through some layers a dispatch, and its sums come back.
 */
export class GpuEnsembles implements Ensembles {
  #plan: { readonly key: string; readonly plan: EnsemblePlan } | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly context: GpuContext,
    readonly limits = workLimits(context.info.software),
  ) {}

  get info(): EngineInfo {
    return this.context.info;
  }

  assertFits(config: EnsembleConfig): void {
    this.#assertShapeFits(this.#shape(config, { pair: true, gradient: true }));
  }

  #shape(config: EnsembleConfig, wanted: Wanted): EnsembleShape {
    return ensembleShape(config, wanted, this.info.software, this.limits);
  }

  #assertShapeFits({ rowBytes, keptBytes, resultBytes }: EnsembleShape): void {
    const { limits } = this.context.device;
    assertBinding(limits, "The networks' layers in hand", rowBytes);
    assertBinding(limits, "The networks' preactivations", keptBytes);
    assertBinding(limits, "The networks' results", resultBytes);
  }

  run(config: EnsembleConfig, options: EnsembleOptions): Promise<void> {
    const turn = this.#queue.then(async () => {
      options.signal?.throwIfAborted();
      this.context.assertAlive();
      try {
        await this.#runNow(config, options);
      } catch (error) {
        // A lost device shows itself as many kinds of failure; its own notice may come a moment later.
        await new Promise((resolve) => void setTimeout(resolve, 0));
        this.context.assertAlive();
        throw error;
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #runNow(config: EnsembleConfig, options: EnsembleOptions): Promise<void> {
    const wanted = { pair: options.pair ?? false, gradient: options.gradient ?? false };
    const { networks } = config;
    const { correlation } = ensembleInputs(config.width, config.correlation);
    const plan = await this.#planFor(config, wanted);
    plan.load(config);
    const most = plan.shape.networks;
    for (let first = 0; first < networks; first += most) {
      options.signal?.throwIfAborted();
      const count = Math.min(most, networks - first);
      const bytes = await plan.run(first, count, {
        signal: options.signal,
        onProgress: (fraction) => options.onProgress?.((first + fraction * count) / networks),
      });
      options.signal?.throwIfAborted();
      options.onPiece(readPiece(bytes, first, count, config, { ...wanted, correlation }));
      options.onProgress?.((first + count) / networks);
    }
  }

  /** The plan in hand where nothing but numbers changed, else a new one. */
  async #planFor(config: EnsembleConfig, wanted: Wanted): Promise<EnsemblePlan> {
    const { activation, depth, width } = config;
    const shape = this.#shape(config, wanted);
    const key = JSON.stringify([activation, depth, width, shape.networks, wanted]);
    if (this.#plan?.key === key) return this.#plan.plan;
    this.#assertShapeFits(shape);
    const kernel = await this.context.kernel(ensemble, {
      ...nonlinearityConstant(activation),
      SOFTWARE: this.info.software ? 1 : 0,
      THREADS: shape.threads,
      PAIR: wanted.pair ? 1 : 0,
      GRADIENT: wanted.gradient ? 1 : 0,
    });
    this.destroy();
    let plan: EnsemblePlan | null = null;
    try {
      await withErrorScopes(this.context.device, "allocating the ensemble", () => {
        plan = new EnsemblePlan(this.context, kernel, shape, config, this.limits.flopPerSubmission);
      });
    } catch (error) {
      (plan as EnsemblePlan | null)?.destroy();
      throw error;
    }
    this.#plan = { key, plan: plan! };
    return plan!;
  }

  /** Frees its buffers; the device stays open. */
  destroy(): void {
    this.#plan?.plan.destroy();
    this.#plan = null;
  }
}
