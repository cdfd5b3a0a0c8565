import type { GpuContext } from "./gpu/context.ts";
import { GpuError, withErrorScopes } from "./gpu/errors.ts";
import type { PictureTheme } from "./experiments/lab.ts";
import type { PaintedOn } from "./experiments/signalReport.ts";
import { GpuEngine } from "./gpu/gpuEngine.ts";
import { GpuPainter } from "./gpu/picture/gpuPainter.ts";
import { readBackPicture } from "./gpu/picture/readBackPicture.ts";
import type { Engine, SignalPicture } from "./model/engine.ts";
import { pictureColours } from "./ui/signal-picture/pictureColours.ts";
import { type PictureCells, pictureCells, pictureImage } from "./ui/signal-picture/pictureImage.ts";

/** Whether a run on this engine must bring back its picture, since no buffer of the GPU holds it. */
export function picturesComeBack(engine: Engine): boolean {
  return !(engine instanceof GpuEngine);
}

/** A run's picture; `picture` is null where it lies in the GPU's own buffers. The scale ends at 10^±decades. */
export interface Painting {
  readonly engine: Engine;
  readonly picture: SignalPicture | null;
  readonly decades: number;
}

/**
 * Paints the picture of the signal on one of two canvases of the page: where a GPU ran, straight from its buffers, with
 * nothing read back unless the browser gives no WebGPU canvas; else from the numbers. Never throws: a picture that
 * fails leaves the report as it is.
 */
export class PicturePainter {
  #screen: { readonly context: GpuContext; readonly painter: Promise<GpuPainter> } | null = null;
  /** The device that could not paint on its canvas. */
  #refused: GpuContext | null = null;
  readonly #colours = new Map<PictureTheme, Uint8ClampedArray<ArrayBuffer>>();

  /** Canvases without a context; they take the size of what is painted on them. */
  constructor(
    readonly gpuCanvas: OffscreenCanvas,
    readonly plainCanvas: OffscreenCanvas,
  ) {}

  /** Paints what a run left, and says where. */
  async paint({ engine, picture, decades }: Painting, theme: PictureTheme): Promise<PaintedOn> {
    if (engine instanceof GpuEngine) return this.#paintGpu(engine, decades, theme);
    return picture && this.#paintPlain(picture, decades, theme);
  }

  async #paintGpu(engine: GpuEngine, decades: number, theme: PictureTheme): Promise<PaintedOn> {
    const { context } = engine;
    try {
      if (this.#refused !== context) return await this.#paintCanvas(engine, decades, theme);
    } catch {
      this.#close();
      if (await isLost(context)) return null;
      this.#refused = context;
    }
    try {
      const source = engine.picture;
      return source && this.#paintPlain(await readBackPicture(context, source), decades, theme);
    } catch {
      return null;
    }
  }

  /** A GpuError where the browser gives no such canvas, or the device cannot draw on it. */
  async #paintCanvas(engine: GpuEngine, decades: number, theme: PictureTheme): Promise<PaintedOn> {
    const { context } = engine;
    if (this.#screen?.context !== context) {
      this.#close();
      this.#screen = { context, painter: this.#open(context) };
    }
    const painter = await this.#screen.painter;
    const { picture } = engine;
    if (picture === null) return null;
    const cells = pictureCells(picture);
    await withErrorScopes(context.device, "the picture", () => {
      fit(this.gpuCanvas, cells);
      const target = this.gpuCanvas.getContext("webgpu")!.getCurrentTexture();
      painter.paint(target, picture, { ...cells, decades, colours: this.#coloursOf(theme) });
    });
    return "webgpu";
  }

  async #open(context: GpuContext): Promise<GpuPainter> {
    const { device } = context;
    const canvas = this.gpuCanvas.getContext("webgpu");
    if (canvas === null) throw new GpuError("This browser has no WebGPU canvas here.");
    const format = navigator.gpu.getPreferredCanvasFormat();
    await withErrorScopes(device, "the picture", () =>
      canvas.configure({ device, format, alphaMode: "premultiplied" }),
    );
    return GpuPainter.open(context, format);
  }

  #paintPlain(picture: SignalPicture, decades: number, theme: PictureTheme): PaintedOn {
    const cells = pictureCells(picture);
    const canvas = this.plainCanvas.getContext("2d");
    if (canvas === null || cells.columns === 0) return null;
    fit(this.plainCanvas, cells);
    const image = pictureImage(picture, decades, this.#coloursOf(theme));
    canvas.putImageData(new ImageData(image, cells.columns), 0, 0);
    return "2d";
  }

  #coloursOf(theme: PictureTheme): Uint8ClampedArray<ArrayBuffer> {
    const colours = this.#colours.get(theme) ?? pictureColours(theme);
    this.#colours.set(theme, colours);
    return colours;
  }

  #close(): void {
    this.#screen?.painter.then(
      (painter) => painter.destroy(),
      () => undefined,
    );
    this.#screen = null;
  }

  /** Frees what it holds on the GPU. */
  destroy(): void {
    this.#close();
  }
}

/** Gives a canvas the picture's size; setting even the same size would clear it. */
function fit(canvas: OffscreenCanvas, { columns, rows, gap }: PictureCells): void {
  const height = 2 * rows + gap;
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== height) canvas.height = height;
}

/** Whether the device is gone; its own notice may come a moment after what failed. */
async function isLost(context: GpuContext): Promise<boolean> {
  await new Promise((resolve) => void setTimeout(resolve, 0));
  return context.lost !== null;
}
