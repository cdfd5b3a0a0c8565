import type { PictureTheme } from "./experiments/lab.ts";
import type { DiagramPainted } from "./experiments/theory/theoryLab.ts";
import { readCells } from "./gpu/diagram/cellBytes.ts";
import type { GpuContext } from "./gpu/context.ts";
import { GpuDiagramPainter } from "./gpu/diagram/gpuDiagramPainter.ts";
import type { GpuDiagram } from "./gpu/diagram/gpuDiagram.ts";
import { GpuError, withErrorScopes } from "./gpu/errors.ts";
import type { DiagramCells, DiagramQuantity } from "./model/diagram.ts";
import { diagramColours } from "./ui/theory-diagram/diagramColours.ts";
import { diagramImage, stripePeriod } from "./ui/theory-diagram/diagramImage.ts";
import { DIAGRAM_SCALES } from "./ui/theory-diagram/diagramScale.ts";

interface Look {
  readonly quantity: DiagramQuantity;
  readonly theme: PictureTheme;
}

/** The canvas that holds a picture, and why it is not the GPU's own, where that failed. */
export type ShownOn = Pick<DiagramPainted, "on"> & Partial<Pick<DiagramPainted, "reason">>;

/** Two canvases of the page: one that a GPU paints on, one for plain numbers. */
export class DiagramScreen {
  #painter: { readonly context: GpuContext; readonly opened: Promise<GpuDiagramPainter> } | null = null;
  /** The device that could not paint on its canvas, and why. */
  #refused: { readonly context: GpuContext; readonly reason: string } | null = null;

  /** Canvases without a context; they take the size of what is painted on them. */
  constructor(
    readonly gpuCanvas: OffscreenCanvas,
    readonly plainCanvas: OffscreenCanvas,
  ) {}

  /** Paints what a GPU drew, and says where. Where its canvas fails, the cells are read back for the other. */
  async paintDrawn(context: GpuContext, diagram: GpuDiagram, look: Look): Promise<ShownOn> {
    try {
      if (this.#refused?.context !== context) return { on: await this.#paintGpu(context, diagram, look) };
    } catch (error) {
      this.#close();
      const message = error instanceof Error ? error.message : String(error);
      this.#refused = { context, reason: `The GPU cannot paint on the page itself. ${message}` };
    }
    context.assertAlive();
    const on = this.paintCells(await readCells(context, diagram), look);
    return { on, reason: this.#refused!.reason };
  }

  /** Paints numbers. An Error where the browser gives no canvas for them. */
  paintCells(cells: DiagramCells, { quantity, theme }: Look): DiagramPainted["on"] {
    const canvas = this.plainCanvas.getContext("2d");
    if (canvas === null) throw new Error("This browser gives no canvas to draw the diagram on: try another browser.");
    fit(this.plainCanvas, cells.window);
    const image = diagramImage(cells, quantity, diagramColours(quantity, theme));
    canvas.putImageData(new ImageData(image, cells.window.columns), 0, 0);
    return "2d";
  }

  /** A GpuError where the browser gives no such canvas, or the device cannot draw on it. */
  async #paintGpu(context: GpuContext, diagram: GpuDiagram, { quantity, theme }: Look): Promise<"webgpu"> {
    if (this.#painter?.context !== context) {
      this.#close();
      this.#painter = { context, opened: this.#open(context) };
    }
    const painter = await this.#painter.opened;
    await withErrorScopes(context.device, "the diagram's picture", () => {
      fit(this.gpuCanvas, diagram.window);
      const target = this.gpuCanvas.getContext("webgpu")!.getCurrentTexture();
      const look = { ...DIAGRAM_SCALES[quantity], quantity, colours: diagramColours(quantity, theme) };
      painter.paint(target, diagram, { ...look, period: stripePeriod(diagram.window.columns) });
    });
    return "webgpu";
  }

  async #open(context: GpuContext): Promise<GpuDiagramPainter> {
    const { device } = context;
    const canvas = this.gpuCanvas.getContext("webgpu");
    if (canvas === null) throw new GpuError("This browser has no WebGPU canvas here.");
    const format = navigator.gpu.getPreferredCanvasFormat();
    await withErrorScopes(device, "the diagram's picture", () =>
      canvas.configure({ device, format, alphaMode: "premultiplied" }),
    );
    return GpuDiagramPainter.open(context, format);
  }

  #close(): void {
    this.#painter?.opened.then(
      (painter) => painter.destroy(),
      () => undefined,
    );
    this.#painter = null;
  }

  /** Frees what it holds on the GPU. */
  destroy(): void {
    this.#close();
  }
}

/** Gives a canvas the diagram's size; setting even the same size would clear it. */
function fit(canvas: OffscreenCanvas, { columns, rows }: { readonly columns: number; readonly rows: number }): void {
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
}
