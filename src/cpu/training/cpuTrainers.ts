import type { EngineInfo } from "../../model/engine.ts";
import { OPTIMIZER_STATES, type Trainers, type TrainingRun, type TrainingSetup } from "../../model/training.ts";
import { assertSetup, parameterCount } from "../../model/trainingShapes.ts";
import { assertBytes } from "../limits.ts";
import { CpuTrainingRun } from "./cpuTrainingRun.ts";
import type { Disturb } from "./disturb.ts";

/** Parameters as they stand, the next ones, and their gradients. */
const PARAMETER_COPIES = 3;
/** z, h and ∂loss/∂z of each unit and example, for a batch and once more for all examples. */
const BATCH_COPIES = 6;

/** Trains in float64: the reference. */
export class CpuTrainers implements Trainers {
  readonly info: EngineInfo = { kind: "cpu", adapter: "float64", software: false };
  readonly #disturb: Disturb | null;

  /** `disturb`, where there is one, models the rounding of narrower arithmetic: it is given all that is computed. */
  constructor(disturb: Disturb | null = null) {
    this.#disturb = disturb;
  }

  assertFits({ network: { sizes }, optimizer, data }: TrainingSetup): void {
    const bytes = Float64Array.BYTES_PER_ELEMENT;
    const units = sizes.reduce((sum, size) => sum + size, 0);
    assertBytes("parameters", parameterCount(sizes) * (PARAMETER_COPIES + OPTIMIZER_STATES[optimizer.id]) * bytes);
    assertBytes("activations in training", units * data.examples * BATCH_COPIES * bytes);
  }

  async start(setup: TrainingSetup): Promise<TrainingRun> {
    assertSetup(setup);
    this.assertFits(setup);
    return new CpuTrainingRun(setup, this.#disturb);
  }

  /** Holds nothing between runs. */
  destroy(): void {}
}
