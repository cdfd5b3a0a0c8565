import type { LayerParameters, TrainingSetup } from "../../model/training.ts";
import { BufferPool, assertBinding } from "../bufferPool.ts";
import type { BufferSlice } from "../kernel.ts";
import { packParameters } from "./parameterRows.ts";
import { type TrainingLayout, trainingLayout } from "./trainingLayout.ts";
import { TrainingTables } from "./trainingTables.ts";

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** `broken_at` while nothing is broken. */
export const UNBROKEN = 0xffffffff;
/** Bytes of one entry of `layers`: fan_in, fan_out and start (u32), and one unused. */
const LAYER_BYTES = 16;

/**
 * What every path of a training shares on the GPU; shaders/trainingStore.wgsl has the same in words of WGSL.
 *
 * - layers: (fan_in, fan_out, start, 0) of each layer, u32, see LayerPlace.
 * - data: inputs (sizes[0], examples), then targets (outputs, examples), row-major.
 * - steps, orders: see TrainingTables; without batches, `orders` is 0 … examples - 1.
 * - parameters: both copies, see TrainingLayout.
 * - results: broken_at (u32), the losses of steps 0 … mostUpdates (f32), then logits (outputs, examples).
 *
 * A path that finds the loss after k updates broken lowers broken_at to k before it writes any copy, and one whose update k
 * (from 1) makes a parameter that is not fine, or a state that is not finite, lowers it to k; steps of iterations from
 * broken_at on do nothing. So the parameters after max(k - 1, 0) updates are always whole, in their copy.
 */
export class TrainingStore {
  readonly layout: TrainingLayout;
  readonly tables: TrainingTables;
  readonly layers: GPUBuffer;
  readonly data: GPUBuffer;
  readonly steps: GPUBuffer;
  readonly orders: GPUBuffer;
  readonly parameters: GPUBuffer;
  readonly results: GPUBuffer;
  readonly #pool: BufferPool;

  /** Allocates; data are written at once, parameters by `restart`. */
  constructor(
    readonly device: GPUDevice,
    readonly setup: TrainingSetup,
  ) {
    this.layout = trainingLayout(setup);
    this.tables = new TrainingTables(setup);
    this.#pool = new BufferPool(device);
    const bytes = storeBytes(setup);
    try {
      this.layers = this.#pool.storage("training layers", this.layout.layers.length * LAYER_BYTES);
      this.data = this.#pool.storage("training data", bytes.data);
      this.steps = this.#pool.storage("training steps", this.tables.stepBytes);
      this.orders = this.#pool.storage("training orders", this.tables.orderBytes);
      this.parameters = this.#pool.storage("training parameters", bytes.parameters);
      this.results = this.#pool.storage("training results", bytes.results);
      this.#writeData();
    } catch (error) {
      this.#pool.destroy();
      throw error;
    }
  }

  #writeData(): void {
    const { queue } = this.device;
    const { inputs, targets } = this.setup.data;
    queue.writeBuffer(this.data, 0, Float32Array.from(inputs));
    queue.writeBuffer(this.data, inputs.byteLength, Float32Array.from(targets));
    const places = this.layout.layers.flatMap(({ fanIn, fanOut, start }) => [fanIn, fanOut, start, 0]);
    queue.writeBuffer(this.layers, 0, Uint32Array.from(places));
    const { orders } = this.tables.fill(0, 0);
    queue.writeBuffer(this.orders, 0, orders);
  }

  /** Float of `results`' losses, broken_at apart, at which the logits begin. */
  get logitsStart(): number {
    return this.tables.mostUpdates + 1;
  }

  /** Parameters alone, of the copy that holds them after `iteration` updates. */
  parametersAfter(iteration: number): BufferSlice {
    const { array, copy } = this.layout;
    return { buffer: this.parameters, offset: (iteration % 2) * copy * FLOAT_BYTES, size: array * FLOAT_BYTES };
  }

  /** Parameters and zero states to copy 0, and nothing broken. */
  restart(start: readonly LayerParameters[]): void {
    this.device.queue.writeBuffer(this.parameters, 0, packParameters(this.layout, start));
    this.device.queue.writeBuffer(this.results, 0, Uint32Array.of(UNBROKEN));
  }

  /** The tables of the next updates. */
  writeSteps(iteration: number, updates: number): void {
    const { steps, orders } = this.tables.fill(iteration, updates);
    this.device.queue.writeBuffer(this.steps, 0, steps);
    if (this.setup.batches !== null) this.device.queue.writeBuffer(this.orders, 0, orders);
  }

  destroy(): void {
    this.#pool.destroy();
  }
}

/** Throws a LimitError where a store of this setup would exceed the device. Allocates nothing on it. */
export function assertStoreFits(limits: GPUSupportedLimits, setup: TrainingSetup): void {
  const bytes = storeBytes(setup);
  assertBinding(limits, "The examples", bytes.data);
  assertBinding(limits, "The parameters and what the optimizer keeps of them", bytes.parameters);
  assertBinding(limits, "The outputs of all examples", bytes.results);
}

function storeBytes(setup: TrainingSetup) {
  const { network, data } = setup;
  const outputs = network.sizes.at(-1)!;
  const { mostUpdates } = new TrainingTables(setup);
  return {
    data: (network.sizes[0]! + outputs) * data.examples * FLOAT_BYTES,
    parameters: 2 * trainingLayout(setup).copy * FLOAT_BYTES,
    results: (1 + mostUpdates + 1 + outputs * data.examples) * FLOAT_BYTES,
  };
}
