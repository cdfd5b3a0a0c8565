import { CpuDiagrams } from "./cpu/diagram/cpuDiagrams.ts";
import type { DiagramOptions, DiagramPainted, DiagramRequest } from "./experiments/theory/theoryLab.ts";
import { DiagramScreen, type ShownOn } from "./diagramScreen.ts";
import type { GpuContext } from "./gpu/context.ts";
import type { GpuDiagram } from "./gpu/diagram/gpuDiagram.ts";
import { GpuDiagrams } from "./gpu/diagram/gpuDiagrams.ts";
import { GpuError } from "./gpu/errors.ts";
import type { DiagramCells, Diagrams, DiagramWindow } from "./model/diagram.ts";
import type { RunOptions } from "./model/engine.ts";
import { LimitError } from "./model/limitError.ts";

/** A coarser picture has so many times fewer columns and rows, while both stay this many at least. */
const COARSENESS = [8, 4, 2, 1] as const;
const LEAST_CELLS = 32;
/** What is expected sooner needs no coarser picture before it. */
const SOON_MS = 100;

/** Cells that lie on a GPU, until its next drawing. */
class DrawnCells {
  constructor(
    readonly context: GpuContext,
    readonly diagram: GpuDiagram,
  ) {}
}

type Painted = Omit<DiagramPainted, "reason"> & Partial<Pick<DiagramPainted, "reason">>;

/** A window's cells, and how long they took. */
interface Computed {
  readonly diagrams: Diagrams;
  readonly window: DiagramWindow;
  readonly cells: DiagramCells | DrawnCells;
  readonly milliseconds: number;
}

/**
 * Computes diagrams and paints them, coarse to fine, on one of two canvases of the page: on a GPU from its own buffers,
 * with nothing read back, else from float64's numbers. For the fastest, a GPU that fails leaves its place to float64, and
 * is not tried again; one in software is taken only where it is asked for, as its shaders and tables take up to a
 * second before the first picture of each nonlinearity.
 */
export class DiagramPainter {
  readonly #cpu = new CpuDiagrams();
  #gpu: GpuDiagrams | null = null;
  /** What the GPU failed with. */
  #refused: { readonly context: GpuContext; readonly error: Error } | null = null;
  #screen: DiagramScreen | null = null;
  /** What was computed last, for another quantity or theme of the same window. */
  #latest: Computed | null = null;
  /** The drawing before, whose end each waits for: all share the buffers and the canvases. */
  #before: Promise<unknown> = Promise.resolve();

  /** `openGpu` gives the context of the GPU as it is now, at each drawing; null where there is none. It stays open. */
  constructor(readonly openGpu: () => Promise<GpuContext | null>) {}

  /** Takes over two canvases without a context, in the place of earlier ones; they take the size of what is painted. */
  show(gpuCanvas: OffscreenCanvas, plainCanvas: OffscreenCanvas): void {
    this.#screen?.destroy();
    this.#screen = new DiagramScreen(gpuCanvas, plainCanvas);
  }

  /**
   * Paints a window; the last painting is of the window's own size. Rejects with the signal's reason once it is aborted,
   * with a LimitError where so many cells do not fit, and with what failed where the GPU was asked for and nothing else.
   */
  draw(request: DiagramRequest, options: DiagramOptions = {}): Promise<DiagramPainted> {
    const drawing = this.#before.then(() => this.#draw(request, options));
    this.#before = drawing.catch(() => undefined);
    return drawing;
  }

  async #draw(request: DiagramRequest, options: DiagramOptions): Promise<DiagramPainted> {
    options.signal?.throwIfAborted();
    if (this.#screen === null) throw new Error("The page has not handed over the diagram's canvases yet.");
    if (request.engine === "cpu") return this.#coarseToFine(this.#cpu, request, options);
    const gpu = await this.#openGpu();
    if (request.engine === "gpu") {
      if (gpu === null) throw new GpuError("There is no GPU to draw the map on.");
      return this.#onGpu(gpu, request, options);
    }
    if (gpu === null || gpu.info.software) return this.#coarseToFine(this.#cpu, request, options);
    try {
      return await this.#onGpu(gpu, request, options);
    } catch (error) {
      if (!(error instanceof Error) || options.signal?.aborted === true || error instanceof LimitError) throw error;
      return this.#coarseToFine(this.#cpu, request, options, `The GPU failed at it. ${error.message}`);
    }
  }

  /** Throws what the device threw before, where it did: its tables take long to fail at. */
  async #onGpu(gpu: GpuDiagrams, request: DiagramRequest, options: DiagramOptions): Promise<DiagramPainted> {
    const { context } = gpu;
    if (this.#refused?.context === context) throw this.#refused.error;
    try {
      return await this.#coarseToFine(gpu, request, options);
    } catch (error) {
      if (error instanceof Error && options.signal?.aborted !== true && !(error instanceof LimitError)) {
        this.#refused = { context, error };
        this.#forgetGpu();
      }
      throw error;
    }
  }

  /** `reason` is why it is not on the GPU, where that failed. */
  async #coarseToFine(
    diagrams: Diagrams,
    request: DiagramRequest,
    options: DiagramOptions,
    reason: string | null = null,
  ): Promise<DiagramPainted> {
    const { window } = request;
    diagrams.assertFits(window);
    if (this.#latest?.diagrams === diagrams && isSame(this.#latest.window, window)) {
      return { reason, ...(await this.#paint(this.#latest, request)) };
    }
    const windows = coarserWindows(window);
    for (let level = 0; ;) {
      this.#latest = null;
      const computed = await compute(diagrams, windows[level]!, options);
      this.#latest = computed;
      const painted = { reason, ...(await this.#paint(computed, request)) };
      if (level === windows.length - 1) return painted;
      options.onCoarse?.(painted);
      const perCell = painted.milliseconds / painted.cells;
      const soon = windows.findLastIndex(({ columns, rows }) => columns * rows * perCell < SOON_MS);
      level = Math.max(level + 1, soon);
    }
  }

  /** A reason of its own only where the GPU's canvas failed. */
  async #paint({ diagrams, window, milliseconds, cells }: Computed, request: DiagramRequest): Promise<Painted> {
    const screen = this.#screen!;
    const on: ShownOn =
      cells instanceof DrawnCells
        ? await screen.paintDrawn(cells.context, cells.diagram, request)
        : { on: screen.paintCells(cells, request) };
    const { columns, rows } = window;
    return { engine: diagrams.info, ...on, columns, rows, cells: columns * rows, milliseconds };
  }

  /** The GPU's diagrams, of the device that is open now; null where there is none. */
  async #openGpu(): Promise<GpuDiagrams | null> {
    const context = await this.openGpu().catch(() => null);
    if (this.#gpu?.context !== context) this.#forgetGpu();
    if (context === null) return null;
    this.#gpu ??= new GpuDiagrams(context);
    return this.#gpu;
  }

  #forgetGpu(): void {
    if (this.#latest?.diagrams === this.#gpu) this.#latest = null;
    this.#gpu?.destroy();
    this.#gpu = null;
  }

  /** Frees what it holds on the GPU, whose device stays open. */
  destroy(): void {
    this.#forgetGpu();
    this.#screen?.destroy();
    this.#cpu.destroy();
  }
}

/** The window with fewer cells, then with more, and at last itself. */
function coarserWindows(window: DiagramWindow): DiagramWindow[] {
  return COARSENESS.map((times) => ({
    ...window,
    columns: Math.ceil(window.columns / times),
    rows: Math.ceil(window.rows / times),
  })).filter(({ columns, rows }, level) => level === COARSENESS.length - 1 || Math.min(columns, rows) >= LEAST_CELLS);
}

async function compute(diagrams: Diagrams, window: DiagramWindow, { signal }: RunOptions): Promise<Computed> {
  const start = performance.now();
  const cells =
    diagrams instanceof GpuDiagrams
      ? new DrawnCells(diagrams.context, await diagrams.draw(window, { signal }))
      : await diagrams.cells(window, { signal });
  return { diagrams, window, cells, milliseconds: performance.now() - start };
}

function isSame(a: DiagramWindow, b: DiagramWindow): boolean {
  const numbers = ({ columns, rows, sigmaW2, sigmaB2 }: DiagramWindow): number[] => [
    columns,
    rows,
    ...sigmaW2,
    ...sigmaB2,
  ];
  const theirs = numbers(b);
  return a.activation === b.activation && numbers(a).every((value, index) => value === theirs[index]);
}
