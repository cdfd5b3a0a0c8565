import fragment from "../../../../shaders/boundaryFragment.wgsl";
import { type BoundaryLook, SCORE_KINDS } from "../../../model/boundary.ts";
import { BufferPool } from "../../bufferPool.ts";
import type { GpuContext } from "../../context.ts";
import { drawScreen, openScreenPipeline } from "../../picture/screenPass.ts";
import { UniformStruct } from "../../uniforms.ts";
import type { GpuBoundaryCells } from "./gpuBoundary.ts";

const LABEL = "boundary picture";

const params = new UniformStruct({
  columns: "u32",
  rows: "u32",
  stride: "u32",
  outputs: "u32",
  kind: "u32",
  classes: "u32",
  steps: "u32",
  width: "f32",
  height: "f32",
  line: "f32",
} as const);

/** Classes and their colours, at most. */
const MOST_COLOURS = 4096;

/** Paints boundaries from the buffers they were drawn into: one draw, and nothing comes back. */
export class GpuBoundaryPainter {
  readonly #pool: BufferPool;
  readonly #params: GPUBuffer;
  readonly #colours: GPUBuffer;

  private constructor(
    readonly context: GpuContext,
    readonly pipeline: GPURenderPipeline,
  ) {
    this.#pool = new BufferPool(context.device);
    this.#params = this.#pool.create(LABEL, params.size, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    this.#colours = this.#pool.storage("boundary colours", 4 * MOST_COLOURS);
  }

  /** Compiles for targets of this format; a GpuError holds what is wrong. */
  static async open(context: GpuContext, format: GPUTextureFormat): Promise<GpuBoundaryPainter> {
    params.assertMatches(fragment, LABEL);
    return new GpuBoundaryPainter(context, await openScreenPipeline(context, LABEL, fragment, format));
  }

  /** Paints the whole of `target`, of any size. */
  paint(
    target: GPUTexture,
    { columns, rows, outputs, kind, scores, stride }: GpuBoundaryCells,
    look: BoundaryLook,
  ): void {
    const { device } = this.context;
    const view = new DataView(new ArrayBuffer(params.size));
    params.write(view, 0, {
      columns,
      rows,
      stride,
      outputs,
      kind: SCORE_KINDS.indexOf(kind),
      classes: look.classes,
      steps: look.steps,
      width: target.width,
      height: target.height,
      line: look.line,
    });
    device.queue.writeBuffer(this.#params, 0, view.buffer);
    device.queue.writeBuffer(this.#colours, 0, look.colours);
    drawScreen(this.context, this.pipeline, [{ buffer: this.#params }, scores, { buffer: this.#colours }], target);
  }

  destroy(): void {
    this.#pool.destroy();
  }
}
