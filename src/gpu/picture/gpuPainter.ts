import fragment from "../../../shaders/pictureFragment.wgsl";
import { BufferPool } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { UniformStruct } from "../uniforms.ts";
import { drawScreen, openScreenPipeline } from "./screenPass.ts";
import type { GpuPicture } from "./pictureBuffer.ts";

const LABEL = "picture";

const params = new UniformStruct({
  depth: "u32",
  units: "u32",
  stride: "u32",
  columns: "u32",
  rows: "u32",
  gap: "u32",
  steps: "u32",
  log2_range: "f32",
} as const);

/** How a picture is to look. */
export interface PictureLook {
  /** The target's pixels: `columns` across; down, `rows` for the activations, a gap, and `rows` for the gradients. */
  readonly columns: number;
  readonly rows: number;
  readonly gap: number;
  /** The scale ends at 10^±decades. */
  readonly decades: number;
  /** RGBA bytes: a silent unit's, then the scale from its smallest magnitude on. */
  readonly colours: Uint8ClampedArray<ArrayBuffer>;
}

/** Paints pictures from the buffers that plans of one device leave them in: one draw, and nothing comes back. */
export class GpuPainter {
  readonly #pool: BufferPool;
  readonly #params: GPUBuffer;
  readonly #view = new DataView(new ArrayBuffer(params.size));
  #colours: { readonly bytes: Uint8ClampedArray; readonly buffer: GPUBuffer } | null = null;

  private constructor(
    readonly context: GpuContext,
    readonly pipeline: GPURenderPipeline,
  ) {
    this.#pool = new BufferPool(context.device);
    this.#params = this.#pool.create(LABEL, params.size, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  }

  /** Compiles for targets of this format; a GpuError holds what is wrong. */
  static async open(context: GpuContext, format: GPUTextureFormat): Promise<GpuPainter> {
    params.assertMatches(fragment, LABEL);
    return new GpuPainter(context, await openScreenPipeline(context, LABEL, fragment, format));
  }

  /** Paints the whole of `target`, whose size is the look's. */
  paint(target: GPUTexture, { slice, depth, units, stride }: GpuPicture, look: PictureLook): void {
    const { device } = this.context;
    const colours = this.#coloursFor(look.colours);
    params.write(this.#view, 0, {
      depth,
      units,
      stride,
      columns: look.columns,
      rows: look.rows,
      gap: look.gap,
      steps: look.colours.length / 4 - 1,
      log2_range: look.decades * Math.log2(10),
    });
    device.queue.writeBuffer(this.#params, 0, this.#view.buffer);
    const resources = [{ buffer: this.#params }, slice, { buffer: colours }];
    drawScreen(this.context, this.pipeline, resources, target);
  }

  /** The buffer of these colours: uploaded once, as long as they are the same array. */
  #coloursFor(bytes: Uint8ClampedArray<ArrayBuffer>): GPUBuffer {
    if (this.#colours?.bytes !== bytes) {
      const buffer = this.#colours?.buffer ?? this.#pool.storage("picture colours", bytes.byteLength);
      this.context.device.queue.writeBuffer(buffer, 0, bytes);
      this.#colours = { bytes, buffer };
    }
    return this.#colours.buffer;
  }

  destroy(): void {
    this.#pool.destroy();
  }
}
