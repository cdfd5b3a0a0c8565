import type { PictureTheme } from "../../experiments/lab.ts";
import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import type { TrainingLab } from "../../experiments/training/trainingLab.ts";
import { type ShownRuns, isAtEnd, openedRuns, withFrame } from "./shownRuns.ts";
import { firstPiece, nextPiece } from "./trainingPieces.ts";

/** A training that the machine is to have in hand. */
export interface Wanted {
  readonly lab: TrainingLab;
  readonly config: SymmetryConfig;
}

/** The training that the machine has in hand. */
export interface OpenTraining {
  readonly wanted: Wanted;
  readonly runs: ShownRuns;
  /** Whether the frame tells the ranks. */
  readonly ranked: boolean;
  /** Whether no update follows unless it is asked for again: both runs have broken, or there was no time for one. */
  readonly ended: boolean;
  /** Updates that it is led on by at a time. */
  readonly piece: number;
}

/** Has the machine take a training in hand; its start is on no canvas yet. */
export async function openTraining(wanted: Wanted, theme: PictureTheme, signal: AbortSignal): Promise<OpenTraining> {
  const { lab, config } = wanted;
  const opened = await lab.start(config, theme, { signal });
  return { wanted, runs: openedRuns(config, opened), ranked: false, ended: false, piece: firstPiece(config) };
}

/** Takes it back to its start. */
export async function resetTraining(open: OpenTraining, signal: AbortSignal): Promise<OpenTraining> {
  const frame = await open.wanted.lab.reset({ signal, ranks: true });
  return { ...open, runs: withFrame(open.runs, frame), ranked: true, ended: false };
}

/** Leads it on by so many updates, its piece at most; a whole piece tells by its time how long the next is to be. */
export async function advanceTraining(
  open: OpenTraining,
  updates: number,
  { signal, ranks }: { readonly signal: AbortSignal; readonly ranks: boolean },
): Promise<OpenTraining> {
  const { wanted, runs } = open;
  const frame = await wanted.lab.advance(updates, { signal, ranks });
  const piece = updates === open.piece ? nextPiece(updates, frame.milliseconds) : open.piece;
  const ended = open.ended || (updates > 0 && isAtEnd(runs.frame, frame));
  return { wanted, runs: withFrame(runs, frame), ranked: ranks, ended, piece };
}
