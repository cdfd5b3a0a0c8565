import type { BoundaryScene } from "./boundaryScreen.ts";
import { accuracyOf } from "./experiments/training/accuracy.ts";
import { networkSymmetry } from "./experiments/training/layerSymmetry.ts";
import type { RunFrame, Side } from "./experiments/training/trainingLab.ts";
import type { TrainingRun, TrainingState } from "./model/training.ts";
import type { TrainingPair } from "./trainingPair.ts";
import type { TrainingSession } from "./trainingSession.ts";

/** What the page asks of a frame. */
export interface FrameRequest {
  /** The iteration up to which the page has the losses. */
  readonly since: number;
  /** Whether ranks are wanted, and a finer picture: the runs rest. */
  readonly ranks: boolean;
}

/** Paints a run's boundary, and says where; null where it is not painted. */
type PaintRun = (run: TrainingRun, state: TrainingState, scene: BoundaryScene) => Promise<RunFrame["paintedOn"]> | null;

/** One side's run of a session as it stands. */
export async function runFrame(
  { data, scenes }: TrainingSession,
  pair: TrainingPair,
  side: Side,
  { since, ranks }: FrameRequest,
  paint: PaintRun,
): Promise<RunFrame> {
  const scene = scenes[side];
  const { network, loss } = scene.setup;
  const state = await pair.state(side);
  const { iteration, parameters, logits } = state;
  const from = Math.min(since + 1, iteration);
  return {
    iteration,
    from,
    losses: pair.losses(side, from, iteration),
    parameters,
    symmetry: networkSymmetry(network.sizes, parameters, { ranks }),
    accuracy: accuracyOf(logits, data.classes, network, loss),
    brokenAt: pair.runs[side].brokenAt,
    paintedOn: await paint(pair.runs[side], state, scene),
  };
}
