import { CpuBoundary, boundaryPoints } from "./cpu/training/cpuBoundary.ts";
import type { PictureTheme } from "./experiments/lab.ts";
import type { PlaneExtent, RunFrame } from "./experiments/training/trainingLab.ts";
import type { GpuContext } from "./gpu/context.ts";
import { GpuError, withErrorScopes } from "./gpu/errors.ts";
import { pointsAlong } from "./gpu/training/boundary/boundaryShape.ts";
import { GpuBoundary, type GpuBoundaryCells } from "./gpu/training/boundary/gpuBoundary.ts";
import { GpuBoundaryPainter } from "./gpu/training/boundary/gpuBoundaryPainter.ts";
import { readBoundary } from "./gpu/training/boundary/readBoundary.ts";
import { GpuTrainingRun } from "./gpu/training/gpuTrainingRun.ts";
import type { BoundaryCells, BoundaryGrid } from "./model/boundary.ts";
import { nextMacrotask } from "./model/pacer.ts";
import type { TrainingRun, TrainingSetup, TrainingState } from "./model/training.ts";
import { boundaryLook } from "./ui/training-boundary/boundaryColours.ts";
import { boundaryImage } from "./ui/training-boundary/boundaryImage.ts";

/** Null where the browser gives no canvas that could hold it. */
type ShownOn = RunFrame["paintedOn"];

/** A training whose boundary is shown, and the plane it is shown in; a screen keeps what it needs for the last one. */
export interface BoundaryScene {
  readonly setup: TrainingSetup;
  readonly extent: PlaneExtent;
}

/** Pixels along a side of the canvas for plain numbers, which take about 10 ms, or 25 where several outputs are compared. */
const [PLAIN_SIDE, COMPARED_SIDE] = [240, 160];
/** So many times as many while runs rest and there is time: the line is sharper. */
const RESTING = 2;
const LABEL = "the boundary's picture";

/** A side's two canvases of the page: one that a GPU paints on, one for plain numbers. */
export class BoundaryScreen {
  #drawn: {
    readonly context: GpuContext;
    readonly scene: BoundaryScene;
    readonly opened: Promise<GpuBoundary>;
  } | null = null;
  #painter: { readonly context: GpuContext; readonly opened: Promise<GpuBoundaryPainter> } | null = null;
  /** True once a device could not paint on its canvas: some browsers take the device away over it, and the next one too. */
  #refused = false;
  #plain: { readonly scene: BoundaryScene; readonly boundary: CpuBoundary } | null = null;
  /** Pixels along a side that the GPU's canvas is to have. */
  #gpuSide: number;

  /** Canvases without a context; the first keeps its size until `resize`. */
  constructor(
    readonly gpuCanvas: OffscreenCanvas,
    readonly plainCanvas: OffscreenCanvas,
  ) {
    this.#gpuSide = gpuCanvas.width;
  }

  /** The next picture on the GPU's canvas has so many pixels a side; the present one stays until then. */
  resize(pixels: number): void {
    this.#gpuSide = pixels;
  }

  /** Paints a run at its present state, finer where it rests: on a GPU from the run's own buffers, with nothing read back. */
  async paint(
    run: TrainingRun,
    { parameters }: Pick<TrainingState, "parameters">,
    scene: BoundaryScene,
    theme: PictureTheme,
    isResting = false,
  ): Promise<ShownOn> {
    if (run instanceof GpuTrainingRun) return this.#paintFromGpu(run, scene, theme, isResting);
    if (this.#plain?.scene !== scene) {
      const along = boundaryPoints(scene.setup.network.sizes);
      this.#plain = { scene, boundary: new CpuBoundary(scene.setup, gridOf(scene, along)) };
    }
    return this.#paintCells(this.#plain.boundary.draw(parameters), theme, isResting);
  }

  /** Where the GPU's canvas fails, the boundary is read back for the other; null where the device is lost over it. */
  async #paintFromGpu(
    run: GpuTrainingRun,
    scene: BoundaryScene,
    theme: PictureTheme,
    isResting: boolean,
  ): Promise<ShownOn> {
    const { context } = run;
    try {
      const boundary = await this.#boundary(context, scene);
      const cells = await withErrorScopes(context.device, LABEL, () => boundary.draw(run.parametersSlice));
      if (await this.#paintOnGpu(context, cells, theme)) return "webgpu";
      return this.#paintCells(await readBoundary(context, cells), theme, isResting);
    } catch (error) {
      // What a lost device failed at may be heard of before its loss; the next frame asks for another.
      await nextMacrotask();
      if (context.lost !== null) return null;
      throw error;
    }
  }

  /** False where the canvas fails, now or before. */
  async #paintOnGpu(context: GpuContext, cells: GpuBoundaryCells, theme: PictureTheme): Promise<boolean> {
    if (this.#refused) return false;
    try {
      const painter = await this.#openPainter(context);
      await withErrorScopes(context.device, LABEL, () => {
        // Setting even the same size would clear it.
        if (this.gpuCanvas.width !== this.#gpuSide) this.gpuCanvas.width = this.gpuCanvas.height = this.#gpuSide;
        const target = this.gpuCanvas.getContext("webgpu")!.getCurrentTexture();
        painter.paint(target, cells, boundaryLook(theme, target.width));
      });
      return true;
    } catch {
      this.#closePainter();
      this.#refused = true;
      return false;
    }
  }

  #paintCells(cells: BoundaryCells, theme: PictureTheme, isResting: boolean): ShownOn {
    const canvas = this.plainCanvas.getContext("2d");
    if (canvas === null) return null;
    const side = (isResting ? RESTING : 1) * (cells.outputs === 1 ? PLAIN_SIDE : COMPARED_SIDE);
    // Setting even the same size would clear it.
    if (this.plainCanvas.width !== side) this.plainCanvas.width = side;
    if (this.plainCanvas.height !== side) this.plainCanvas.height = side;
    const image = boundaryImage(cells, boundaryLook(theme, side), { width: side, height: side });
    canvas.putImageData(new ImageData(image, side), 0, 0);
    return "2d";
  }

  async #boundary(context: GpuContext, scene: BoundaryScene): Promise<GpuBoundary> {
    if (this.#drawn?.context !== context || this.#drawn.scene !== scene) {
      this.#closeBoundary();
      const { network, loss } = scene.setup;
      const grid = gridOf(scene, pointsAlong(network.sizes, context.info.software));
      const drawn = { context, scene, opened: GpuBoundary.open(context, network, loss, grid) };
      this.#drawn = drawn;
      // The next frame asks for another.
      drawn.opened.catch(() => {
        if (this.#drawn === drawn) this.#drawn = null;
      });
    }
    return this.#drawn.opened;
  }

  /** A GpuError where the browser gives no such canvas, or the device cannot draw on it. */
  async #openPainter(context: GpuContext): Promise<GpuBoundaryPainter> {
    if (this.#painter?.context !== context) {
      this.#closePainter();
      this.#painter = { context, opened: openPainter(context, this.gpuCanvas) };
    }
    return this.#painter.opened;
  }

  #closeBoundary(): void {
    close(this.#drawn?.opened);
    this.#drawn = null;
  }

  #closePainter(): void {
    close(this.#painter?.opened);
    this.#painter = null;
  }

  /** Frees what it holds on the GPU. */
  destroy(): void {
    this.#closeBoundary();
    this.#closePainter();
  }
}

async function openPainter(context: GpuContext, gpuCanvas: OffscreenCanvas): Promise<GpuBoundaryPainter> {
  const { device } = context;
  const canvas = gpuCanvas.getContext("webgpu");
  if (canvas === null) throw new GpuError("This browser has no WebGPU canvas here.");
  const format = navigator.gpu.getPreferredCanvasFormat();
  await withErrorScopes(device, LABEL, () => canvas.configure({ device, format, alphaMode: "premultiplied" }));
  return GpuBoundaryPainter.open(context, format);
}

function close(opened: Promise<{ destroy(): void }> | undefined): void {
  opened?.then(
    (open) => open.destroy(),
    () => undefined,
  );
}

function gridOf({ extent }: BoundaryScene, along: number): BoundaryGrid {
  return { columns: along, rows: along, x: extent.x, y: extent.y };
}
