import { type BoundaryCells, type BoundaryGrid, scoreKind } from "../../../model/boundary.ts";
import type { LossId, TrainedNetwork } from "../../../model/training.ts";
import { BufferPool, SLICE_ALIGNMENT, whole } from "../../bufferPool.ts";
import type { GpuContext } from "../../context.ts";
import { bands } from "../../diagram/submitDispatches.ts";
import type { BufferSlice, Kernel } from "../../kernel.ts";
import { BOUNDARY_THREADS, GROUP_POINTS, boundary } from "../../kernels/boundary.ts";
import { boundaryScores } from "../../kernels/boundaryScores.ts";
import { nonlinearityConstant } from "../../kernels/nonlinearityConstant.ts";
import { allocated } from "../allocated.ts";
import { groupBytes, groupsAtOnce, groupsOf } from "./boundaryShape.ts";

/** What a network says at the points of a grid, on the GPU until it is next drawn. */
export interface GpuBoundaryCells extends Omit<BoundaryCells, "scores"> {
  /** As in BoundaryCells, float32; each output's points are filled up to whole groups of four. */
  readonly scores: BufferSlice;
  /** Values from output to output. */
  readonly stride: number;
}

const LABEL = "boundary";

/** Takes a grid over the plane of two features through a network's parameters where they lie; nothing comes back. */
export class GpuBoundary {
  readonly #pool: BufferPool;
  readonly #uniforms: GPUBuffer;
  readonly #buffers: { readonly sizes: BufferSlice; readonly scratch: BufferSlice; readonly scores: BufferSlice };
  readonly #bands: readonly (readonly [first: number, groups: number])[];

  private constructor(
    readonly context: GpuContext,
    readonly network: TrainedNetwork,
    readonly loss: LossId,
    readonly grid: BoundaryGrid,
    readonly forward: Kernel,
    /** φ_out; null where the scores are z. */
    readonly output: Kernel | null,
  ) {
    const { sizes } = network;
    this.#bands = bands(groupsOf(grid), groupsAtOnce(sizes, context.info.software));
    this.#pool = new BufferPool(context.device);
    const most = this.#bands[0]![1];
    try {
      this.#buffers = {
        sizes: whole(this.#pool.storage("boundary sizes", 4 * sizes.length)),
        scratch: whole(this.#pool.storage("boundary layers", most * groupBytes(sizes))),
        scores: whole(this.#pool.storage("boundary scores", 4 * GROUP_POINTS * groupsOf(grid) * sizes.at(-1)!)),
      };
      context.device.queue.writeBuffer(this.#buffers.sizes.buffer, 0, Uint32Array.from(sizes));
      this.#uniforms = this.#writeUniforms();
    } catch (error) {
      this.#pool.destroy();
      throw error;
    }
  }

  /** Compiles, then allocates; a RangeError where the network does not take two features, or the grid has no two points. */
  static async open(
    context: GpuContext,
    network: TrainedNetwork,
    loss: LossId,
    grid: BoundaryGrid,
  ): Promise<GpuBoundary> {
    const { sizes, activation, outputActivation } = network;
    if (sizes[0] !== 2)
      throw new RangeError(`a boundary lies in a plane of 2 features; sizes are [${sizes.join(", ")}]`);
    if (Math.min(grid.columns, grid.rows) < 2) {
      throw new RangeError(
        `a boundary's grid has at least 2 columns and rows; it has ${grid.columns} and ${grid.rows}`,
      );
    }
    const [forward, output] = await Promise.all([
      context.kernel(boundary, nonlinearityConstant(activation)),
      loss === "mean_squared_error" ? context.kernel(boundaryScores, nonlinearityConstant(outputActivation)) : null,
    ]);
    const make = (): GpuBoundary => new GpuBoundary(context, network, loss, grid, forward, output);
    return allocated(context.device, "a boundary", make);
  }

  /**
   * Draws from parameters as a training keeps them: the layers one after the other, each (fanOut, fanIn + 1), the bias last
   * in its row.
   */
  draw(parameters: BufferSlice): GpuBoundaryCells {
    const { device } = this.context;
    const { sizes, scratch, scores } = this.#buffers;
    const encoder = device.createCommandEncoder({ label: LABEL });
    const pass = encoder.beginComputePass({ label: LABEL });
    const dispatch = (kernel: Kernel, slot: number, buffers: readonly BufferSlice[], threads: number): void => {
      const params = { buffer: this.#uniforms, offset: slot * SLICE_ALIGNMENT, size: kernel.spec.params.size };
      pass.setPipeline(kernel.pipeline);
      pass.setBindGroup(0, kernel.bind(device, params, buffers));
      pass.dispatchWorkgroups(Math.ceil(threads / BOUNDARY_THREADS));
    };
    this.#bands.forEach(([, groups], band) => {
      dispatch(this.forward, band, [sizes, parameters, scratch, scores], groups);
    });
    if (this.output !== null) dispatch(this.output, this.#bands.length, [scores], this.#scoreGroups);
    pass.end();
    device.queue.submit([encoder.finish()]);
    const { columns, rows } = this.grid;
    const outputs = this.network.sizes.at(-1)!;
    return { columns, rows, outputs, kind: scoreKind(this.loss), scores, stride: GROUP_POINTS * groupsOf(this.grid) };
  }

  get #scoreGroups(): number {
    return groupsOf(this.grid) * this.network.sizes.at(-1)!;
  }

  /** A slot a band, then one for φ_out. */
  #writeUniforms(): GPUBuffer {
    const { columns, rows, x, y } = this.grid;
    const { sizes } = this.network;
    const shared = {
      columns,
      rows,
      depth: sizes.length - 1,
      widest: Math.max(...sizes),
      all_groups: groupsOf(this.grid),
      x_low: x[0],
      x_high: x[1],
      y_low: y[0],
      y_high: y[1],
    };
    const bytes = new DataView(new ArrayBuffer((this.#bands.length + 1) * SLICE_ALIGNMENT));
    this.#bands.forEach(([first_group, groups], band) => {
      boundary.params.write(bytes, band * SLICE_ALIGNMENT, { ...shared, first_group, groups });
    });
    boundaryScores.params.write(bytes, this.#bands.length * SLICE_ALIGNMENT, { groups: this.#scoreGroups });
    const uniforms = this.#pool.create(LABEL, bytes.byteLength, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    this.context.device.queue.writeBuffer(uniforms, 0, bytes.buffer);
    return uniforms;
  }

  /** Frees its buffers, and what it drew with them. */
  destroy(): void {
    this.#pool.destroy();
  }
}
