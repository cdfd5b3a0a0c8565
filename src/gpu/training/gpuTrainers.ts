import type { EngineInfo } from "../../model/engine.ts";
import type { Trainers, TrainingSetup } from "../../model/training.ts";
import { assertSetup } from "../../model/trainingShapes.ts";
import type { GpuContext } from "../context.ts";
import { allocated } from "./allocated.ts";
import { GpuTrainingRun } from "./gpuTrainingRun.ts";
import { type TrainingPathName, assertPathFits, openPath, pathFor } from "./openPath.ts";
import { TrainingStore, assertStoreFits } from "./trainingStore.ts";

/** Trains on WebGPU in float32: forward, backward and updates stay on the GPU. */
export class GpuTrainers implements Trainers {
  /** `path` is taken for every training where it is given, else the faster one. */
  constructor(
    readonly context: GpuContext,
    readonly path: TrainingPathName | null = null,
  ) {}

  get info(): EngineInfo {
    return this.context.info;
  }

  assertFits(setup: TrainingSetup): void {
    assertStoreFits(this.context.device.limits, setup);
    assertPathFits(this.context, setup, this.#pathOf(setup));
  }

  async start(setup: TrainingSetup): Promise<GpuTrainingRun> {
    assertSetup(setup);
    this.assertFits(setup);
    this.context.assertAlive();
    const { device } = this.context;
    const owned: { destroy(): void }[] = [];
    try {
      const store = await allocated(device, "a training", () => new TrainingStore(device, setup));
      owned.push(store);
      const path = await openPath(this.context, store, this.#pathOf(setup));
      owned.push(path);
      return await allocated(device, "a training", () => new GpuTrainingRun(this.context, store, path));
    } catch (error) {
      for (const part of owned) part.destroy();
      throw error;
    }
  }

  #pathOf(setup: TrainingSetup): TrainingPathName {
    return this.path ?? pathFor(setup);
  }

  /** Holds nothing beside its runs; the device stays open. */
  destroy(): void {}
}
