import type { Optimizer, TrainingSetup } from "../../model/training.ts";
import { parameterCount } from "../../model/trainingShapes.ts";
import { BufferPool, SLICE_ALIGNMENT, assertBinding, roundUp, whole } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import type { Kernel } from "../kernel.ts";
import { training } from "../kernels/training.ts";
import { forwardConstants, lossConstants, optimizerConstants } from "../kernels/trainingConstants.ts";
import { trainingParams } from "../kernels/trainingParams.ts";
import { DISPATCHES_A_SUBMISSION } from "./pace.ts";
import type { TrainingPath, TrainingWork } from "./trainingPath.ts";
import type { TrainingStore } from "./trainingStore.ts";

/** Threads of a workgroup: in software one subgroup, whose barriers cost nothing. */
const [SOFTWARE_THREADS, HARDWARE_THREADS] = [4, 256];
/** Examples whose logits one dispatch takes, unless a batch is larger. */
const LOGIT_EXAMPLES = 4096;
/** Examples that a thread takes at once. */
const BLOCK = 4;
/** The first example of a dispatch that takes steps. */
const NO_EXAMPLE = 0xffffffff;
/** Operations of φ, φ′ and a loss for one unit and example. */
const OPS_A_UNIT = 100;

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
  assertBinding(limits, "The activations and gradients of a batch", scratchShape(setup).bytes);
}

/** Whole updates in one workgroup, many in one dispatch: for networks and batches that a workgroup has in hand. */
export class FusedTraining implements TrainingPath {
  readonly flop: number;
  readonly flopPerSecond: number;
  readonly #pool: BufferPool;
  readonly #uniforms: GPUBuffer;
  /** One of each dispatch that a submission may hold: of updates first, then of logits. */
  readonly #bindGroups: readonly GPUBindGroup[];
  readonly #threads: number;

  private constructor(
    readonly context: GpuContext,
    readonly store: TrainingStore,
    readonly kernel: Kernel,
  ) {
    const { setup } = store;
    const { software } = context.info;
    this.#threads = threadsOf(software);
    this.flop = trainingFlop(setup);
    this.flopPerSecond = software ? 5e8 : 2e9;
    this.#pool = new BufferPool(context.device);
    const { columns, bytes } = scratchShape(setup);
    const slots = DISPATCHES_A_SUBMISSION + Math.ceil(setup.data.examples / columns);
    try {
      const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
      this.#uniforms = this.#pool.create("training params", slots * SLICE_ALIGNMENT, usage);
      this.#bindGroups = this.#bind(slots, this.#pool.storage("training scratch", bytes));
    } catch (error) {
      this.#pool.destroy();
      throw error;
    }
  }

  static async open(context: GpuContext, store: TrainingStore): Promise<FusedTraining> {
    const { setup } = store;
    const THREADS = threadsOf(context.info.software);
    const constants = { ...forwardConstants(setup), ...lossConstants(setup), ...optimizerConstants(setup) };
    return new FusedTraining(context, store, await context.kernel(training, { THREADS, ...constants }));
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
      this.#dispatch(pass, piece, work, { first_step: first, end_step: end, first_example: NO_EXAMPLE }, 1);
    }
    if (logits) this.#encodeLogits(pass, work);
    pass.end();
  }

  #encodeLogits(pass: GPUComputePassEncoder, work: TrainingWork): void {
    const { columns } = scratchShape(this.store.setup);
    for (let first = 0; first < this.store.setup.data.examples; first += columns) {
      const range = { first_step: 0, end_step: 1, first_example: first };
      const slot = DISPATCHES_A_SUBMISSION + first / columns;
      this.#dispatch(pass, slot, work, range, Math.ceil(columns / (BLOCK * this.#threads)));
    }
  }

  #dispatch(
    pass: GPUComputePassEncoder,
    slot: number,
    { iteration, updates }: TrainingWork,
    range: Readonly<Record<"first_step" | "end_step" | "first_example", number>>,
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

/** Operations of one update with the largest batch: three products of two operations a parameter, and what units take. */
export function trainingFlop({ network: { sizes }, batches, data }: TrainingSetup): number {
  const batch = Math.min(batches?.size ?? data.examples, data.examples);
  const units = sizes.slice(1).reduce((sum, size) => sum + size, 0);
  return batch * (6 * parameterCount(sizes) + OPS_A_UNIT * units);
}

/** Numbers of an optimizer as shaders/trainingUpdate.wgsl knows them; 1 - β is rounded once, from the β that was meant. */
export function optimizerParams({ id, momentum, rho, beta1, beta2, epsilon }: Optimizer) {
  const decay = { sgd: 0, momentum, rmsprop: rho, adam: beta1 }[id];
  return { decay, blend: 1 - decay, square_decay: beta2, square_blend: 1 - beta2, epsilon };
}
