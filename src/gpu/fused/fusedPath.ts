import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { workLimits } from "../batches.ts";
import { assertBinding } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { STATISTICS_BYTES } from "../passBuffers.ts";
import { assertDispatches } from "../planLimits.ts";
import type { PassPath, PlanMaker, PlanShape } from "../signalPlan.ts";
import { fusedBatches, fusedRanges, scratchBytes, tilesOf } from "./fusedBatches.ts";
import { type FusedForm, compileFusedKernels } from "./fusedKernels.ts";
import { FusedPlan } from "./fusedPlan.ts";
import { FusedStore, assertFusedWeightsFit } from "./fusedStore.ts";
import { slotVectors } from "./packing.ts";

/** Layers wider than this do not stay in a workgroup's memory, nor a thread's cache. */
const WIDEST = 256;

/** All layers in one dispatch, or in a few: for networks whose layers fit. */
export class FusedPath implements PassPath {
  #store: FusedStore | null = null;

  /** Barriers are what costs in software, and idle threads on hardware. */
  constructor(
    readonly context: GpuContext,
    readonly form: FusedForm = context.info.software ? "columns" : "tiles",
    readonly flopPerDispatch = workLimits(context.info.software).flopPerDispatch,
  ) {}

  takes(sizes: readonly number[], { weightGradients }: PlanShape): boolean {
    return Math.max(...sizes) <= WIDEST && !weightGradients;
  }

  assertFits(sizes: readonly number[], shape: PlanShape): void {
    const { limits } = this.context.device;
    const { form, flopPerDispatch } = this;
    const tiles = tilesOf(shape);
    const all = tiles.forward + tiles.gradient;
    assertFusedWeightsFit(limits, sizes);
    assertBinding(limits, "The inputs", all * slotVectors(Math.max(sizes[0]!, sizes.at(-1)!)) * 2 * 16);
    assertBinding(limits, "The statistics", (sizes.length - 1) * 2 * all * STATISTICS_BYTES);
    if (shape.histogram !== null) {
      assertBinding(limits, "The histogram's layer", 32 * tiles.forward * (sizes[shape.histogram.layer]! + 1));
    }
    const batches = fusedBatches(sizes, tiles, form, flopPerDispatch);
    for (const { first, count } of batches) {
      assertBinding(limits, "The layers in hand", scratchBytes(sizes, tiles, first, count));
    }
    assertDispatches(
      batches.reduce((sum, batch) => sum + fusedRanges(sizes, tiles, batch, form, flopPerDispatch).length, 2),
    );
  }

  async compile(sizes: readonly number[], nonlinearity: NonlinearityId, shape: PlanShape): Promise<PlanMaker> {
    const { context, form } = this;
    const kernels = await compileFusedKernels(context, form, Math.max(...sizes), nonlinearity, shape.hasBias);
    return () => new FusedPlan(context, this.#storeFor(sizes), kernels, this, shape);
  }

  #storeFor(sizes: readonly number[]): FusedStore {
    if (this.#store === null || this.#store.sizes.join() !== sizes.join()) {
      this.#store?.destroy();
      this.#store = new FusedStore(this.context.device, sizes);
    }
    return this.#store;
  }

  destroy(): void {
    this.#store?.destroy();
    this.#store = null;
  }
}
