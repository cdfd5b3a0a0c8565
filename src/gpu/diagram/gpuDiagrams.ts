import { type DiagramCells, type Diagrams, type DiagramWindow, assertWindow } from "../../model/diagram.ts";
import type { EngineInfo, RunOptions } from "../../model/engine.ts";
import { LimitError } from "../../model/limitError.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { workLimits } from "../batches.ts";
import { BufferPool, whole } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import type { BufferSlice } from "../kernel.ts";
import { DIAGRAM_TILE, diagram } from "../kernels/diagram.ts";
import { nonlinearityConstant } from "../kernels/nonlinearityConstant.ts";
import { CELL_BYTES, KIND_BYTES, readCells } from "./cellBytes.ts";
import type { GpuDiagram } from "./gpuDiagram.ts";
import { MeanFieldTables } from "./meanFieldTables.ts";
import { bands, submitDispatches } from "./submitDispatches.ts";

/** Floating-point operations of a cell, at a guess. */
const FLOP_PER_CELL = 2e4;

/**
 * Diagrams in float32: φ is tabulated once, and every cell finds the maps' fixed points on the tables. One is drawn at a
 * time. An abort is heeded between dispatches.
 */
export class GpuDiagrams implements Diagrams {
  readonly #tables = new Map<NonlinearityId, Promise<MeanFieldTables>>();
  #buffers: {
    readonly pool: BufferPool;
    readonly cells: number;
    readonly values: BufferSlice;
    readonly kinds: BufferSlice;
  } | null = null;

  constructor(readonly context: GpuContext) {}

  get info(): EngineInfo {
    return this.context.info;
  }

  assertFits({ columns, rows }: Pick<DiagramWindow, "columns" | "rows">): void {
    const { limits } = this.context.device;
    const most = Math.floor(Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) / CELL_BYTES);
    const longest = DIAGRAM_TILE * limits.maxComputeWorkgroupsPerDimension;
    if (columns * rows <= most && Math.max(columns, rows) <= longest) return;
    const number = (count: number): string => count.toLocaleString("en");
    throw new LimitError(
      `This diagram has ${number(columns)} × ${number(rows)} cells; this GPU holds at most ${number(most)}, and ` +
        `${number(longest)} on a side. Choose fewer columns or rows.`,
    );
  }

  /** Leaves the window's cells on the GPU. A RangeError where assertWindow has one. */
  async draw(window: DiagramWindow, options: RunOptions = {}): Promise<GpuDiagram> {
    assertWindow(window);
    this.assertFits(window);
    options.signal?.throwIfAborted();
    const tables = await this.#tablesOf(window.activation, options);
    const { values, kinds } = this.#buffersFor(window.columns * window.rows);
    const kernel = await this.context.kernel(diagram, nonlinearityConstant(window.activation));
    const params = paramsOf(window, tables.power);
    const rowsAtOnce = workLimits(this.info.software).flopPerDispatch / (FLOP_PER_CELL * window.columns);
    const tilesAtOnce = Math.max(1, Math.floor(rowsAtOnce / DIAGRAM_TILE));
    const dispatches = bands(Math.ceil(window.rows / DIAGRAM_TILE), tilesAtOnce).map(([first, tiles]) => ({
      kernel,
      params: { ...params, first_row: first * DIAGRAM_TILE },
      buffers: [tables.moments, tables.pairs, values, kinds],
      workgroups: [Math.ceil(window.columns / DIAGRAM_TILE), tiles] as const,
    }));
    await submitDispatches(this.context, "the diagram", dispatches, options);
    return { window, values, kinds };
  }

  async cells(window: DiagramWindow, options: RunOptions = {}): Promise<DiagramCells> {
    return readCells(this.context, await this.draw(window, options));
  }

  /** Built once, also where draws overlap. */
  async #tablesOf(id: NonlinearityId, { signal }: RunOptions): Promise<MeanFieldTables> {
    for (let pending = this.#tables.get(id); pending !== undefined; pending = this.#tables.get(id)) {
      try {
        return await pending;
      } catch {
        // The abort of the draw that built them is not this one's.
        signal?.throwIfAborted();
      }
    }
    const building = MeanFieldTables.build(this.context, id, { signal });
    this.#tables.set(id, building);
    building.catch(() => this.#tables.delete(id));
    return building;
  }

  /** Kept from draw to draw, and replaced where more cells are asked for. */
  #buffersFor(cells: number): { readonly values: BufferSlice; readonly kinds: BufferSlice } {
    if (this.#buffers === null || this.#buffers.cells < cells) {
      this.#buffers?.pool.destroy();
      const pool = new BufferPool(this.context.device);
      const values = whole(pool.storage("diagram values", cells * CELL_BYTES));
      this.#buffers = { pool, cells, values, kinds: whole(pool.storage("diagram kinds", cells * KIND_BYTES)) };
    }
    return this.#buffers;
  }

  /** Frees tables and cells; the device stays open. */
  destroy(): void {
    for (const pending of this.#tables.values()) {
      pending.then(
        (tables) => tables.destroy(),
        () => undefined,
      );
    }
    this.#tables.clear();
    this.#buffers?.pool.destroy();
    this.#buffers = null;
  }
}

function paramsOf({ sigmaW2, sigmaB2, columns, rows }: DiagramWindow, power: number): Record<string, number> {
  const [[w_low, w_high], [b_low, b_high]] = [sigmaW2, sigmaB2];
  return { columns, rows, w_low, w_high, b_low, b_high, power };
}
