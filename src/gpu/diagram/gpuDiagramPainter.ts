import fragment from "../../../shaders/diagramFragment.wgsl";
import { DIAGRAM_QUANTITIES, type DiagramQuantity } from "../../model/diagram.ts";
import { BufferPool } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { UniformStruct } from "../uniforms.ts";
import { drawScreen, openScreenPipeline } from "../picture/screenPass.ts";
import type { GpuDiagram } from "./gpuDiagram.ts";

const LABEL = "diagram picture";

const params = new UniformStruct({
  columns: "u32",
  rows: "u32",
  quantity: "u32",
  steps: "u32",
  logarithmic: "u32",
  low: "f32",
  high: "f32",
  period: "u32",
} as const);

/** Ground and stripes of each kind without a number come before the scale. */
const KIND_COLOURS = 6;

/** How a diagram is to look. */
export interface DiagramLook {
  readonly quantity: DiagramQuantity;
  /** From where to where the scale runs. */
  readonly isLogarithmic: boolean;
  readonly low: number;
  readonly high: number;
  /** Pixels from stripe to stripe. */
  readonly period: number;
  /** RGBA bytes: ground and stripes of zero, infinite and absent, then the scale from its low end. */
  readonly colours: Uint8ClampedArray<ArrayBuffer>;
}

/** Paints diagrams from the buffers they were drawn into: one draw, and nothing comes back. */
export class GpuDiagramPainter {
  readonly #pool: BufferPool;
  readonly #params: GPUBuffer;
  readonly #colours: GPUBuffer;

  private constructor(
    readonly context: GpuContext,
    readonly pipeline: GPURenderPipeline,
  ) {
    this.#pool = new BufferPool(context.device);
    this.#params = this.#pool.create(LABEL, params.size, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    this.#colours = this.#pool.storage("diagram colours", 4 * MOST_COLOURS);
  }

  /** Compiles for targets of this format; a GpuError holds what is wrong. */
  static async open(context: GpuContext, format: GPUTextureFormat): Promise<GpuDiagramPainter> {
    params.assertMatches(fragment, LABEL);
    return new GpuDiagramPainter(context, await openScreenPipeline(context, LABEL, fragment, format));
  }

  /** Paints the whole of `target`, a pixel a cell. */
  paint(target: GPUTexture, { window: { columns, rows }, values, kinds }: GpuDiagram, look: DiagramLook): void {
    const { device } = this.context;
    const view = new DataView(new ArrayBuffer(params.size));
    params.write(view, 0, {
      columns,
      rows,
      quantity: DIAGRAM_QUANTITIES.indexOf(look.quantity),
      steps: look.colours.length / 4 - KIND_COLOURS,
      logarithmic: Number(look.isLogarithmic),
      low: look.low,
      high: look.high,
      period: look.period,
    });
    device.queue.writeBuffer(this.#params, 0, view.buffer);
    device.queue.writeBuffer(this.#colours, 0, look.colours);
    const resources = [{ buffer: this.#params }, values, kinds, { buffer: this.#colours }];
    drawScreen(this.context, this.pipeline, resources, target);
  }

  destroy(): void {
    this.#pool.destroy();
  }
}

/** Colours of a scale and of the kinds, at most. */
const MOST_COLOURS = 512;
