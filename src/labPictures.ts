import type { PictureTheme } from "./experiments/lab.ts";
import { pictureRange } from "./experiments/pictureRange.ts";
import type { PaintedOn, SignalReport } from "./experiments/signalReport.ts";
import type { Engine, SignalPicture } from "./model/engine.ts";
import { type Painting, PicturePainter } from "./picturePainter.ts";

/** The picture of the latest run, painted on the page's canvases once it has handed them over. */
export class LabPictures {
  #painter: PicturePainter | null = null;
  #latest: Painting | null = null;
  #theme: PictureTheme = "light";

  /** Paints a run's picture; `picture` is null where it lies in the GPU's own buffers. */
  add(engine: Engine, picture: SignalPicture | null, report: SignalReport): Promise<PaintedOn> {
    this.#latest = { engine, picture, decades: pictureRange(report) };
    return this.#paint();
  }

  /** Takes over two canvases, in the place of earlier ones. */
  show(gpu: OffscreenCanvas, plain: OffscreenCanvas, theme: PictureTheme): Promise<PaintedOn> {
    this.#painter?.destroy();
    this.#painter = new PicturePainter(gpu, plain);
    return this.repaint(theme);
  }

  repaint(theme: PictureTheme): Promise<PaintedOn> {
    this.#theme = theme;
    return this.#paint();
  }

  async #paint(): Promise<PaintedOn> {
    if (this.#painter === null || this.#latest === null) return null;
    return this.#painter.paint(this.#latest, this.#theme);
  }
}
