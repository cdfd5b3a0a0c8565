import type { NonlinearityId } from "../model/nonlinearity.ts";
import type { GpuContext } from "./context.ts";
import { assertPlanFits } from "./planLimits.ts";
import type { PassPath, PlanMaker, PlanShape } from "./signalPlan.ts";
import { WeightStore } from "./weightStore.ts";

/** Two dispatches a layer, for networks of any width, and for the gradients of weights. */
export class LayeredPath implements PassPath {
  #store: WeightStore | null = null;

  constructor(readonly context: GpuContext) {}

  takes(): boolean {
    return true;
  }

  assertFits(sizes: readonly number[], shape: PlanShape): void {
    assertPlanFits(this.context.device.limits, this.context.info.software, sizes, shape);
  }

  async compile(sizes: readonly number[], nonlinearity: NonlinearityId, shape: PlanShape): Promise<PlanMaker> {
    const { NetworkPlan, compilePassKernels } = await import("./layeredPlans.ts");
    const kernels = await compilePassKernels(this.context, nonlinearity);
    return () => new NetworkPlan(this.context, this.#storeFor(sizes), kernels, shape);
  }

  #storeFor(sizes: readonly number[]): WeightStore {
    if (this.#store === null || this.#store.sizes.join() !== sizes.join()) {
      this.#store?.destroy();
      this.#store = new WeightStore(this.context.device, sizes);
    }
    return this.#store;
  }

  destroy(): void {
    this.#store?.destroy();
    this.#store = null;
  }
}
