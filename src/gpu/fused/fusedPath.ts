import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { assertBinding } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { STATISTICS_BYTES } from "../passBuffers.ts";
import { assertDispatches } from "../planLimits.ts";
import type { PassPath, PlanMaker, PlanShape } from "../signalPlan.ts";
import { fusedBatches, fusedRanges, scratchBytes, tilesOf } from "./fusedBatches.ts";
import { compileFusedKernels } from "./fusedKernels.ts";
import { FusedPlan } from "./fusedPlan.ts";
import { FusedStore, assertFusedWeightsFit } from "./fusedStore.ts";
import { slotVectors } from "./packing.ts";

/** Layers wider than this do not stay in a workgroup's memory, nor a thread's cache. */
const WIDEST = 256;

/** All layers in one dispatch, or in a few: for networks whose layers fit. */
export class FusedPath implements PassPath {
  #store: FusedStore | null = null;

  constructor(readonly context: GpuContext) {}

  takes(sizes: readonly number[], { weightGradients }: PlanShape): boolean {
    return Math.max(...sizes) <= WIDEST && !weightGradients;
  }

  assertFits(sizes: readonly number[], shape: PlanShape): void {
    const { limits } = this.context.device;
    const { software } = this.context.info;
    const tiles = tilesOf(shape);
    const all = tiles.forward + tiles.gradient;
    assertFusedWeightsFit(limits, sizes);
    assertBinding(limits, "The inputs", all * slotVectors(Math.max(sizes[0]!, sizes.at(-1)!)) * 2 * 16);
    assertBinding(limits, "The statistics", (sizes.length - 1) * 2 * all * STATISTICS_BYTES);
    if (shape.histogram !== null) {
      assertBinding(limits, "The histogram's layer", 32 * tiles.forward * (sizes[shape.histogram.layer]! + 1));
    }
    const batches = fusedBatches(sizes, tiles, software);
    for (const { first, count } of batches) {
      assertBinding(limits, "The layers in hand", scratchBytes(sizes, tiles, first, count));
    }
    assertDispatches(batches.reduce((sum, batch) => sum + fusedRanges(sizes, tiles, batch, software).length, 2));
  }

  async compile(nonlinearity: NonlinearityId, shape: PlanShape): Promise<PlanMaker> {
    const kernels = await compileFusedKernels(this.context, nonlinearity, shape.hasBias);
    return (sizes) => new FusedPlan(this.context, this.#storeFor(sizes), kernels, shape);
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
