import { BufferPool, SLICE_ALIGNMENT } from "../../bufferPool.ts";
import type { GpuContext } from "../../context.ts";
import { allocated } from "../allocated.ts";
import { trainingFlopPerDispatch } from "../trainingLimits.ts";
import type { TrainingPath, TrainingWork } from "../trainingPath.ts";
import type { TrainingStore } from "../trainingStore.ts";
import { LayeredDispatches } from "./layeredDispatches.ts";
import { type LayeredKernels, compileLayeredKernels } from "./layeredKernels.ts";
import { layeredShape } from "./layeredShape.ts";
import type { LayeredDispatch, LayeredSteps } from "./layeredSteps.ts";

/** Bytes of `Current` in shaders/trainLayerCurrent.wgsl, and of its first two fields, which the host writes. */
const CURRENT_BYTES = 36;
const BEGIN_BYTES = 8;
/** The step before the first. */
const BEFORE = 0xffffffff;

/** Updates layer by layer, a few dispatches a layer: for networks and batches that one workgroup would take long over. */
export class LayeredTraining implements TrainingPath {
  readonly #pool: BufferPool;
  /** What `current` begins with. */
  readonly #begin: GPUBuffer;
  readonly #current: GPUBuffer;
  readonly #steps: LayeredSteps;
  readonly #bindGroups: ReadonlyMap<LayeredDispatch, GPUBindGroup>;

  private constructor(
    readonly context: GpuContext,
    readonly store: TrainingStore,
    kernels: LayeredKernels,
    flopPerDispatch: number,
  ) {
    this.#pool = new BufferPool(context.device);
    const { scratchBytes, sumBytes } = layeredShape(store.setup);
    try {
      this.#begin = this.#pool.storage("training begins", BEGIN_BYTES);
      this.#current = this.#pool.storage("training stands", CURRENT_BYTES);
      const scratch = this.#pool.storage("training layers in hand", scratchBytes);
      const sums = this.#pool.storage("training gradients", sumBytes);
      const buffers = { scratch, sums, current: this.#current };
      this.#steps = new LayeredDispatches(store, kernels, buffers, flopPerDispatch).steps();
      this.#bindGroups = this.#bind(Object.values(this.#steps).flat());
      this.#writeOnes(scratch);
    } catch (error) {
      this.#pool.destroy();
      throw error;
    }
  }

  /** Compiles, then allocates; no dispatch takes many more than `flopPerDispatch` operations. */
  static async open(
    context: GpuContext,
    store: TrainingStore,
    flopPerDispatch = trainingFlopPerDispatch(context.info.software),
  ): Promise<LayeredTraining> {
    const kernels = await compileLayeredKernels(context, store.setup);
    const make = (): LayeredTraining => new LayeredTraining(context, store, kernels, flopPerDispatch);
    return allocated(context.device, "a training", make);
  }

  /** Uniforms never change: what changes from step to step lies in `current`. */
  #bind(dispatches: readonly LayeredDispatch[]): Map<LayeredDispatch, GPUBindGroup> {
    const { device } = this.context;
    const bytes = new DataView(new ArrayBuffer(dispatches.length * SLICE_ALIGNMENT));
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = this.#pool.create("training params", bytes.byteLength, usage);
    const groups = dispatches.map((dispatch, index) => {
      const { kernel, params, buffers } = dispatch;
      const slot = { buffer, offset: index * SLICE_ALIGNMENT, size: kernel.spec.params.size };
      kernel.spec.params.write(bytes, slot.offset, params);
      return [dispatch, kernel.bind(device, slot, buffers)] as const;
    });
    device.queue.writeBuffer(buffer, 0, bytes.buffer);
    return new Map(groups);
  }

  /** The rows that biases multiply, one below each layer's h. */
  #writeOnes(scratch: GPUBuffer): void {
    const { columns, activationRows } = layeredShape(this.store.setup);
    const ones = new Float32Array(columns).fill(1);
    this.store.layout.layers.forEach(({ fanIn }, layer) => {
      this.context.device.queue.writeBuffer(scratch, (activationRows[layer]! + fanIn) * ones.byteLength, ones);
    });
  }

  encode(encoder: GPUCommandEncoder, { iteration, updates, closes, logits }: TrainingWork): void {
    this.context.device.queue.writeBuffer(this.#begin, 0, Uint32Array.of(iteration, BEFORE));
    this.#pass(encoder, (pass) => {
      for (let step = 0; step < updates + (closes ? 1 : 0); step += 1) {
        const { next, batch, forward, loss, update } = this.#steps;
        // All examples stay where the first step gathers them.
        const gathered = step === 0 || this.store.setup.batches !== null ? batch : [];
        this.#dispatch(pass, [next, gathered, forward, loss, step < updates ? update : []]);
      }
    });
    if (!logits) return;
    const pieces = Math.ceil(this.store.setup.data.examples / layeredShape(this.store.setup).columns);
    this.#pass(encoder, (pass) => {
      for (let piece = 0; piece < pieces; piece += 1) {
        this.#dispatch(pass, [this.#steps.logits]);
      }
    });
  }

  /** A pass that begins before its first step. */
  #pass(encoder: GPUCommandEncoder, record: (pass: GPUComputePassEncoder) => void): void {
    encoder.copyBufferToBuffer(this.#begin, 0, this.#current, 0, BEGIN_BYTES);
    const pass = encoder.beginComputePass({ label: "training" });
    record(pass);
    pass.end();
  }

  #dispatch(pass: GPUComputePassEncoder, parts: readonly (readonly LayeredDispatch[])[]): void {
    for (const dispatch of parts.flat()) {
      pass.setPipeline(dispatch.kernel.pipeline);
      pass.setBindGroup(0, this.#bindGroups.get(dispatch)!);
      pass.dispatchWorkgroups(...dispatch.workgroups);
    }
  }

  destroy(): void {
    this.#pool.destroy();
  }
}
