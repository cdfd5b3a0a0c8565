import type { RunOptions } from "../../model/engine.ts";
import type { EnsembleConfig } from "../../model/ensemble.ts";
import { ensembleInputs } from "../../model/ensembleInputs.ts";
import { scaled } from "../../model/scaled.ts";
import { BufferPool, whole } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import type { Kernel } from "../kernel.ts";
import { type Dispatch, Plan } from "../plan.ts";
import { weightScale } from "../weightStore.ts";
import type { EnsembleShape } from "./ensembleShape.ts";

/** The buffers and dispatches of one batch, run as often as there are batches. */
export class EnsemblePlan {
  readonly #pool: BufferPool;
  readonly #plan: Plan;
  #config: EnsembleConfig;
  #inputs: GPUBuffer;
  #batch = { first: 0, networks: 0 };

  constructor(
    readonly context: GpuContext,
    readonly kernel: Kernel,
    readonly shape: EnsembleShape,
    config: EnsembleConfig,
    flopPerSubmission: number,
  ) {
    this.#config = config;
    this.#pool = new BufferPool(context.device);
    try {
      this.#inputs = this.#pool.storage("ensemble inputs", 2 * config.width * Float32Array.BYTES_PER_ELEMENT);
      const results = whole(this.#pool.storage("ensemble results", shape.resultBytes));
      const buffers = [
        whole(this.#inputs),
        whole(this.#pool.storage("ensemble rows", shape.rowBytes)),
        whole(this.#pool.storage("ensemble preactivations", shape.keptBytes)),
        results,
      ];
      const dispatches = shape.ranges.map(([firstStep, endStep]): Dispatch => ({
        kernel,
        params: () => this.#params(firstStep, endStep),
        buffers,
        workgroups: [shape.networks, 1],
        flop: shape.stepFlop * (endStep - firstStep),
      }));
      this.#plan = new Plan(context, dispatches, [results], [results], flopPerSubmission);
    } catch (error) {
      this.#pool.destroy();
      throw error;
    }
  }

  /** Takes the variances, seed and correlation of a configuration of the same shape. */
  load(config: EnsembleConfig): void {
    this.#config = config;
    const { a, b } = ensembleInputs(config.width, config.correlation);
    this.context.device.queue.writeBuffer(this.#inputs, 0, Float32Array.from([...a, ...b]));
  }

  /** Networks `first` on; the bytes of their results. */
  run(first: number, networks: number, options: RunOptions): Promise<ArrayBuffer> {
    this.#batch = { first, networks };
    return this.#plan.run({ weight: () => weightScale(1), biasExponent: () => 0 }, options);
  }

  #params(firstStep: number, endStep: number): Readonly<Record<string, number>> {
    const { width, depth, seed, sigmaW2, sigmaB2 } = this.#config;
    const weight = scaled(Math.sqrt(sigmaW2 / width));
    const leading = leadingBits(weight.mantissa);
    const bias = scaled(Math.sqrt(sigmaB2));
    return {
      width,
      stride: this.shape.stride,
      depth,
      seed,
      first_network: this.#batch.first,
      networks: this.#batch.networks,
      first_step: firstStep,
      end_step: endStep,
      weight: leading,
      weight_low: weight.mantissa - leading,
      weight_exponent: weight.exponent,
      bias: bias.mantissa,
      bias_exponent: bias.exponent,
    };
  }

  destroy(): void {
    this.#plan.destroy();
    this.#pool.destroy();
  }
}

/** The first 12 bits of a number from 1 to 2, or of 0. */
function leadingBits(mantissa: number): number {
  return Math.floor(mantissa * 2 ** 11) / 2 ** 11;
}
