import fragment from "../../../shaders/diagramFragment.wgsl";
import vertex from "../../../shaders/pictureVertex.wgsl";
import { DIAGRAM_QUANTITIES, type DiagramQuantity } from "../../model/diagram.ts";
import { BufferPool } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { withErrorScopes } from "../errors.ts";
import { UniformStruct } from "../uniforms.ts";
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
    const { device } = context;
    params.assertMatches(fragment, LABEL);
    const pipeline = await withErrorScopes(device, LABEL, () =>
      device.createRenderPipelineAsync({
        label: LABEL,
        layout: "auto",
        vertex: { module: device.createShaderModule({ label: LABEL, code: vertex }) },
        fragment: { module: device.createShaderModule({ label: LABEL, code: fragment }), targets: [{ format }] },
      }),
    );
    return new GpuDiagramPainter(context, pipeline);
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
    const bindGroup = device.createBindGroup({
      label: LABEL,
      layout: this.pipeline.getBindGroupLayout(0),
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
    const encoder = device.createCommandEncoder({ label: LABEL });
    const pass = encoder.beginRenderPass({
      label: LABEL,
      colorAttachments: [{ view: target.createView({ label: LABEL }), loadOp: "clear", storeOp: "store" }],
    });
    pass.setPipeline(this.pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.draw(3);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    this.#pool.destroy();
  }
}

/** Colours of a scale and of the kinds, at most. */
const MOST_COLOURS = 512;
