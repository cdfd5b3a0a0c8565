import type { EngineInfo, RunOptions } from "../../model/engine.ts";
import { LARGEST_LOSS, type LayerParameters, type Trainers, type TrainingSetup } from "../../model/training.ts";
import { accuracyOf } from "./accuracy.ts";
import { distinctUnits } from "./bitPatterns.ts";
import { withLast } from "./trainingCourse.ts";

/** A training and what became of it. */
export interface TrainReport {
  readonly engine: EngineInfo;
  readonly setup: TrainingSetup;
  /** Updates made: fewer than asked for where it broke. */
  readonly iteration: number;
  /** The loss after 0 … `iteration` updates, over the batch that the next update takes; finite ones alone. */
  readonly losses: Float64Array;
  readonly layers: readonly TrainedLayer[];
  /** Share of all examples whose class is told right; null where numbers are to be found. */
  readonly accuracy: number | null;
  /** As in TrainingRun. */
  readonly brokenAt: number | null;
}

export interface TrainedLayer extends LayerParameters {
  readonly fanIn: number;
  readonly fanOut: number;
  /** Different bit patterns of (incoming weights, bias) among the units. */
  readonly distinctUnits: number;
}

/**
 * Makes updates and tells what became of the network. `classes` are the examples', null where numbers are to be found.
 * Throws a LimitError where the training would not fit, before anything is allocated.
 */
export async function trainNetwork(
  trainers: Trainers,
  setup: TrainingSetup,
  iterations: number,
  classes: Uint8Array | null,
  options: RunOptions = {},
): Promise<TrainReport> {
  trainers.assertFits(setup);
  const run = await trainers.start(setup);
  try {
    const before = await run.advance(iterations, options);
    const { iteration, loss, parameters, logits } = await run.state();
    const { network } = setup;
    return {
      engine: trainers.info,
      setup,
      iteration,
      losses: Math.abs(loss) <= LARGEST_LOSS ? withLast(before, loss) : before,
      layers: parameters.map((layer, index) => ({
        ...layer,
        fanIn: network.sizes[index]!,
        fanOut: network.sizes[index + 1]!,
        distinctUnits: distinctUnits(layer),
      })),
      accuracy: classes === null ? null : accuracyOf(logits, classes, network, setup.loss),
      brokenAt: run.brokenAt,
    };
  } finally {
    run.destroy();
  }
}
