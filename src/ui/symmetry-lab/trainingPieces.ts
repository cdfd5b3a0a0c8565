import { parameterCount } from "../../model/trainingShapes.ts";
import type { TrainingConfig } from "../../experiments/training/trainingConfig.ts";

type Sizes = Pick<TrainingConfig, "layers" | "batchSize" | "samples">;

/** Forward, back to the weights and back to the inputs: a product and a sum each, for every weight and example. */
const FLOP_A_WEIGHT = 6;
const RUNS = 2;
/** What any machine does in a fraction of a second. */
const PIECE_FLOP = 2e8;
/** What the float64 reference does while a person reads the verdict. */
const CHECK_FLOP = 1e9;
const MOST_PIECE = 2000;
/** A piece that takes longer than this is too long to be stopped at once, one that takes less leaves the machine idle. */
const LONG_MS = 300;
const SHORT_MS = 100;

/** Updates that a run is led on by at first, before it is known how fast they are. */
export function firstPiece(config: Sizes): number {
  return Math.min(MOST_PIECE, Math.max(1, Math.round(PIECE_FLOP / flopOfUpdate(config))));
}

/** The next piece, after one of `updates` has taken so long. */
export function nextPiece(updates: number, milliseconds: number): number {
  if (milliseconds > LONG_MS) return Math.max(1, Math.floor(updates / 2));
  return milliseconds < SHORT_MS ? Math.min(MOST_PIECE, updates * 2) : updates;
}

/** How many of the updates made are compared with float64. */
export function checkedUpdates(config: Sizes, made: number): number {
  return Math.min(made, Math.max(1, Math.floor(CHECK_FLOP / flopOfUpdate(config))));
}

/** Floating-point operations of one update in both runs. */
function flopOfUpdate({ layers, batchSize, samples }: Sizes): number {
  return RUNS * FLOP_A_WEIGHT * parameterCount(layers) * Math.min(batchSize ?? samples, samples);
}
