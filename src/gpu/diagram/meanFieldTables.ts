import type { RunOptions } from "../../model/engine.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { slopePower } from "../../model/nonlinearities.ts";
import { workLimits } from "../batches.ts";
import { BufferPool, whole } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import type { BufferSlice } from "../kernel.ts";
import { meanFieldBounds } from "../kernels/meanFieldBounds.ts";
import { MOMENT_THREADS, meanFieldMoments } from "../kernels/meanFieldMoments.ts";
import { PAIR_THREADS, meanFieldPairs } from "../kernels/meanFieldPairs.ts";
import { PRODUCT_THREADS, meanFieldProducts } from "../kernels/meanFieldProducts.ts";
import { SMOOTHED_THREADS, meanFieldSmoothed } from "../kernels/meanFieldSmoothed.ts";
import { nonlinearityConstant } from "../kernels/nonlinearityConstant.ts";
import {
  COLUMNS,
  MOMENT_NODES,
  NEAR,
  REACH,
  ROWS,
  STEP,
  TAIL,
  gaussianPoints,
  halfLinePoints,
  intervalWeights,
  momentLengths,
  noiseDeviations,
  pairDistances,
  pairLengths,
  slopePlaces,
} from "./grid.ts";
import { type PlainDispatch, bands, submitDispatches } from "./submitDispatches.ts";

const FLOATS = Float32Array.BYTES_PER_ELEMENT;
/** Floating-point operations of one slope under noise, at a guess. */
const FLOP_PER_SLOPE = 1e4;

/** φ's moments and pairs, as shaders/diagram.wgsl reads them. Freed by destroy(). */
export class MeanFieldTables {
  readonly #pool: BufferPool;
  readonly moments: BufferSlice;
  readonly pairs: BufferSlice;
  /** φ's slopePower. */
  readonly power: number;

  private constructor(
    readonly context: GpuContext,
    readonly id: NonlinearityId,
  ) {
    this.power = slopePower(id);
    this.#pool = new BufferPool(context.device);
    this.moments = whole(this.#pool.storage("mean-field moments", MOMENT_NODES * 4 * FLOATS));
    this.pairs = whole(this.#pool.storage("mean-field pairs", ROWS * COLUMNS * 2 * FLOATS));
  }

  /** Tabulates φ, once: the diagram's cells then need no quadrature. */
  static async build(context: GpuContext, id: NonlinearityId, options: RunOptions = {}): Promise<MeanFieldTables> {
    const tables = new MeanFieldTables(context, id);
    const scratch = new BufferPool(context.device);
    try {
      const upload = (label: string, values: Float32Array<ArrayBuffer>): BufferSlice => {
        const buffer = scratch.storage(label, values.byteLength);
        context.device.queue.writeBuffer(buffer, 0, values);
        return whole(buffer);
      };
      const storage = (label: string, bytes: number): BufferSlice => whole(scratch.storage(label, bytes));
      const dispatches = [
        ...(await tables.#momentDispatches(upload, storage)),
        ...(await tables.#pairDispatches(upload, storage)),
      ];
      await submitDispatches(context, "mean-field tables", dispatches, options);
      return tables;
    } catch (error) {
      tables.destroy();
      throw error;
    } finally {
      scratch.destroy();
    }
  }

  async #momentDispatches(upload: Upload, storage: Storage): Promise<PlainDispatch[]> {
    const points = gaussianPoints();
    const raw = storage("moments without bounds", this.moments.size);
    const workgroups = [Math.ceil(MOMENT_NODES / MOMENT_THREADS), 1] as const;
    return [
      {
        kernel: await this.context.kernel(meanFieldMoments, nonlinearityConstant(this.id)),
        params: { nodes: MOMENT_NODES, points: points.length / 2 },
        buffers: [upload("lengths", momentLengths()), upload("Gaussian points", points), raw],
        workgroups,
      },
      {
        kernel: await this.context.kernel(meanFieldBounds),
        params: { nodes: MOMENT_NODES },
        buffers: [raw, this.moments],
        workgroups,
      },
    ];
  }

  async #pairDispatches(upload: Upload, storage: Storage): Promise<PlainDispatch[]> {
    const { context } = this;
    const phi = nonlinearityConstant(this.id);
    const { count, places } = slopePlaces();
    const deviations = noiseDeviations();
    const line = halfLinePoints();
    const [atPlaces, atDistances] = [upload("places", places), upload("distances", pairDistances())];
    const smoothed = storage("smoothed slopes", deviations.length * places.byteLength);
    const lengths = upload("pair lengths", pairLengths());
    const products = storage("products of slopes", ROWS * COLUMNS * FLOATS);
    const ends = { reach: REACH, near: NEAR, tail: TAIL };
    const smooth = {
      kernel: await context.kernel(meanFieldSmoothed, phi),
      buffers: [atPlaces, upload("deviations", deviations), upload("half-line", line), smoothed],
    };
    const rowsAtOnce = workLimits(context.info.software).flopPerDispatch / (FLOP_PER_SLOPE * places.length);
    return [
      ...bands(deviations.length, rowsAtOnce).map(([first, rows]): PlainDispatch => ({
        ...smooth,
        params: { places: places.length, first, points: line.length / 2, ...ends },
        workgroups: [Math.ceil(places.length / SMOOTHED_THREADS), rows],
      })),
      {
        kernel: await context.kernel(meanFieldProducts, phi),
        params: { points: count, step: STEP, ...ends },
        buffers: [lengths, atDistances, atPlaces, smoothed, products],
        workgroups: [Math.ceil(COLUMNS / PRODUCT_THREADS), ROWS],
      },
      {
        kernel: await context.kernel(meanFieldPairs, phi),
        params: { power: this.power },
        buffers: [products, lengths, atDistances, upload("interval weights", intervalWeights()), this.pairs],
        workgroups: [Math.ceil(ROWS / PAIR_THREADS), 1],
      },
    ];
  }

  destroy(): void {
    this.#pool.destroy();
  }
}

type Upload = (label: string, values: Float32Array<ArrayBuffer>) => BufferSlice;
type Storage = (label: string, bytes: number) => BufferSlice;
