import type { TrainingSetup } from "../../model/training.ts";
import { BufferPool, SLICE_ALIGNMENT, roundUp, whole } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { bands } from "../diagram/submitDispatches.ts";
import type { Kernel } from "../kernel.ts";
import { training } from "../kernels/training.ts";
import { forwardConstants, lossConstants, optimizerConstants } from "../kernels/trainingConstants.ts";
import { trainingParams } from "../kernels/trainingParams.ts";
import { allocated } from "./allocated.ts";
import { optimizerParams } from "./optimizerParams.ts";
import { DISPATCHES_A_SUBMISSION } from "./pace.ts";
import { assertBatch, forwardFlop, trainingFlopPerDispatch } from "./trainingLimits.ts";
import type { TrainingPath, TrainingWork } from "./trainingPath.ts";
import type { TrainingStore } from "./trainingStore.ts";

/** Threads of a workgroup: in software one subgroup, whose barriers cost nothing. */
const [SOFTWARE_THREADS, HARDWARE_THREADS] = [4, 256];
/** Examples whose logits one dispatch takes at most. */
const LOGIT_EXAMPLES = 4096;
/** Examples that a thread takes at once. */
const BLOCK = 4;
/** The examples of a dispatch that takes steps. */
const NO_EXAMPLES = { first_example: 0xffffffff, end_example: 0xffffffff } as const;

/** Rows of the scratch, see shaders/trainingRows.wgsl. */
function scratchShape({ network: { sizes }, batches, data }: TrainingSetup) {
  const gradientRows = sizes.slice(0, -1).reduce((sum, size) => sum + size + 1, 0);
  const lossRow = sizes.slice(1).reduce((sum, size) => sum + size, gradientRows);
  const batch = Math.min(batches?.size ?? data.examples, data.examples);
  const columns = roundUp(Math.max(batch, Math.min(data.examples, LOGIT_EXAMPLES)), BLOCK);
  return { gradientRows, lossRow, columns, bytes: (lossRow + 1) * columns * Float32Array.BYTES_PER_ELEMENT };
}

/** Throws a LimitError where the scratch would exceed the device. */
export function assertFusedFits(limits: GPUSupportedLimits, setup: TrainingSetup): void {
  assertBatch(limits, scratchShape(setup).bytes);
}

/** Whole updates in one workgroup, many in one dispatch: for networks and batches that a workgroup has in hand. */
export class FusedTraining implements TrainingPath {
  readonly #pool: BufferPool;
  readonly #uniforms: GPUBuffer;
  /** One of each dispatch that a submission may hold: of updates first, then of logits. */
  readonly #bindGroups: readonly GPUBindGroup[];
  readonly #threads: number;
  /** Examples whose logits one dispatch takes. */
  readonly #logitsAtOnce: number;

  private constructor(
    readonly context: GpuContext,
    readonly store: TrainingStore,
    readonly kernel: Kernel,
    flopPerDispatch: number,
  ) {
    const { setup } = store;
    this.#threads = threadsOf(context.info.software);
    this.#logitsAtOnce = logitsAtOnce(setup.network.sizes, flopPerDispatch);
    this.#pool = new BufferPool(context.device);
    const { bytes } = scratchShape(setup);
    const slots = DISPATCHES_A_SUBMISSION + Math.ceil(setup.data.examples / this.#logitsAtOnce);
    try {
      const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
      this.#uniforms = this.#pool.create("training params", slots * SLICE_ALIGNMENT, usage);
      this.#bindGroups = this.#bind(slots, this.#pool.storage("training scratch", bytes));
    } catch (error) {
      this.#pool.destroy();
      throw error;
    }
  }

  /** Compiles, then allocates; a dispatch of logits takes no more than about `flopPerDispatch` operations. */
  static async open(
    context: GpuContext,
    store: TrainingStore,
    flopPerDispatch = trainingFlopPerDispatch(context.info.software),
  ): Promise<FusedTraining> {
    const { setup } = store;
    const THREADS = threadsOf(context.info.software);
    const constants = { ...forwardConstants(setup), ...lossConstants(setup), ...optimizerConstants(setup) };
    const kernel = await context.kernel(training, { THREADS, ...constants });
    const make = (): FusedTraining => new FusedTraining(context, store, kernel, flopPerDispatch);
    return allocated(context.device, "a training", make);
  }

  #bind(slots: number, scratch: GPUBuffer): GPUBindGroup[] {
    const { layers, data, steps, orders, parameters, results } = this.store;
    const buffers = [layers, data, steps, orders, parameters, scratch, results].map(whole);
    return Array.from({ length: slots }, (_, slot) => {
      const uniform = { buffer: this.#uniforms, offset: slot * SLICE_ALIGNMENT, size: trainingParams.size };
      return this.kernel.bind(this.context.device, uniform, buffers);
    });
  }

  encode(encoder: GPUCommandEncoder, work: TrainingWork): void {
    const { updates, perDispatch, closes, logits } = work;
    const pass = encoder.beginComputePass({ label: "training" });
    pass.setPipeline(this.kernel.pipeline);
    const pieces = Math.max(1, Math.ceil(updates / perDispatch));
    for (let piece = 0; piece < pieces; piece += 1) {
      const isLast = piece === pieces - 1;
      const first = piece * perDispatch;
      const end = isLast ? updates + (closes ? 1 : 0) : first + perDispatch;
      this.#dispatch(pass, piece, work, { first_step: first, end_step: end, ...NO_EXAMPLES }, 1);
    }
    if (logits) this.#encodeLogits(pass, work);
    pass.end();
  }

  #encodeLogits(pass: GPUComputePassEncoder, work: TrainingWork): void {
    const { examples } = this.store.setup.data;
    bands(examples, this.#logitsAtOnce).forEach(([first, count], piece) => {
      const range = { first_step: 0, end_step: 1, first_example: first, end_example: first + count };
      const workgroups = Math.ceil(count / (BLOCK * this.#threads));
      this.#dispatch(pass, DISPATCHES_A_SUBMISSION + piece, work, range, workgroups);
    });
  }

  #dispatch(
    pass: GPUComputePassEncoder,
    slot: number,
    { iteration, updates }: TrainingWork,
    range: Readonly<Record<"first_step" | "end_step" | "first_example" | "end_example", number>>,
    workgroups: number,
  ): void {
    const { setup, layout, logitsStart } = this.store;
    const { gradientRows, lossRow, columns } = scratchShape(setup);
    const view = new DataView(new ArrayBuffer(trainingParams.size));
    trainingParams.write(view, 0, {
      layers: layout.layers.length,
      examples: setup.data.examples,
      columns,
      gradient_rows: gradientRows,
      loss_row: lossRow,
      array: layout.array,
      copy: layout.copy,
      iteration,
      updates,
      ...range,
      logits_start: logitsStart,
      ...optimizerParams(setup.optimizer),
    });
    this.context.device.queue.writeBuffer(this.#uniforms, slot * SLICE_ALIGNMENT, view.buffer);
    pass.setBindGroup(0, this.#bindGroups[slot]!);
    pass.dispatchWorkgroups(workgroups);
  }

  destroy(): void {
    this.#pool.destroy();
  }
}

function threadsOf(software: boolean): number {
  return software ? SOFTWARE_THREADS : HARDWARE_THREADS;
}

/** Examples whose logits a dispatch of so many operations takes, whole blocks of them. */
export function logitsAtOnce(sizes: readonly number[], flopPerDispatch: number): number {
  const examples = roundUp(flopPerDispatch / forwardFlop(sizes), BLOCK);
  return Math.min(LOGIT_EXAMPLES, Math.max(BLOCK, examples));
}
