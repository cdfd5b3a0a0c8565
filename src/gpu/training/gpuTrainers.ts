import type { EngineInfo } from "../../model/engine.ts";
import type { Trainers, TrainingSetup } from "../../model/training.ts";
import { assertSetup } from "../../model/trainingShapes.ts";
import type { GpuContext } from "../context.ts";
import { withErrorScopes } from "../errors.ts";
import { GpuTrainingRun } from "./gpuTrainingRun.ts";
import { assertPathFits, openPath } from "./openPath.ts";
import type { TrainingPath } from "./trainingPath.ts";
import { TrainingStore, assertStoreFits } from "./trainingStore.ts";

/** Trains on WebGPU in float32: forward, backward and updates stay on the GPU. */
export class GpuTrainers implements Trainers {
  constructor(readonly context: GpuContext) {}

  get info(): EngineInfo {
    return this.context.info;
  }

  assertFits(setup: TrainingSetup): void {
    assertStoreFits(this.context.device.limits, setup);
    assertPathFits(this.context, setup);
  }

  async start(setup: TrainingSetup): Promise<GpuTrainingRun> {
    assertSetup(setup);
    this.assertFits(setup);
    this.context.assertAlive();
    const owned: { destroy(): void }[] = [];
    try {
      const store = await this.#allocate(() => new TrainingStore(this.context.device, setup), owned);
      const path: TrainingPath = await openPath(this.context, store);
      owned.push(path);
      return await this.#allocate(() => new GpuTrainingRun(this.context, store, path), owned);
    } catch (error) {
      for (const part of owned) part.destroy();
      throw error;
    }
  }

  /** Makes what holds buffers; it is freed with `owned` where the device has no room. */
  #allocate<T extends { destroy(): void }>(make: () => T, owned: { destroy(): void }[]): Promise<T> {
    return withErrorScopes(this.context.device, "allocating a training", () => {
      const made = make();
      owned.push(made);
      return made;
    }) as Promise<T>;
  }

  /** Holds nothing beside its runs; the device stays open. */
  destroy(): void {}
}
