import { type Check, matmulCheck, signalCheck } from "./check.ts";
import type { Contestant } from "./contestant.ts";
import { type Clock, Entrant } from "./entrant.ts";
import type { Assignment, SignalData, WorkResult } from "./implementation.ts";
import { median, medianRatio } from "./median.ts";
import type { BenchRow } from "./report.ts";
import { type SignalWork, type Work, workFlop } from "./work.ts";
import { matmulData, signalData } from "./workData.ts";
import { capitalized, workTitle } from "./workNames.ts";

/** Fewer rounds than this have no middle. */
export const LEAST_ROUNDS = 3;

/** log10 std in float64 of what a SignalWork asks for, in the order of a WorkResult. */
export type SignalReference = (work: SignalWork, data: SignalData) => Promise<WorkResult>;

/** What all works of a run have in common. */
export interface WorkSetting {
  readonly contestants: readonly Contestant[];
  /** Names of our own implementations, the one that ratios refer to first. */
  readonly ours: readonly string[];
  readonly reference: SignalReference;
  readonly clock: Clock;
  readonly rounds: number;
  /** Rounds end once all of them together took so long, at LEAST_ROUNDS the earliest. */
  readonly budgetMs: number;
  /** Between two steps: reports the done fraction of this work, lets events through, and throws where aborted. */
  readonly pause: (fraction: number, sentence: string) => Promise<void>;
}

/** Shares of a work's progress. */
const PREPARED = 0.3;

/** Runs one piece of work on every contestant, all taking turns, and gives a row for each, in their order. */
export async function benchWork(work: Work, setting: WorkSetting): Promise<BenchRow[]> {
  const title = capitalized(workTitle(work));
  await setting.pause(0, `${title}: preparing.`);
  const { assignment, check } = await assign(work, setting.reference);
  const entrants = setting.contestants.map((contestant) => new Entrant(contestant, assignment, check, setting.clock));
  try {
    for (const [index, entrant] of entrants.entries()) {
      const fraction = (PREPARED * index) / entrants.length;
      await setting.pause(fraction, `${title}: ${entrant.contestant.name} is loaded, checked and warmed up.`);
      await entrant.prepare();
    }
    await takeTurns(work, entrants, setting);
    for (const entrant of entrants) await entrant.finish();
  } finally {
    for (const entrant of entrants) entrant.dispose();
  }
  return rowsOf(work, entrants, setting.ours);
}

async function assign(work: Work, reference: SignalReference): Promise<{ assignment: Assignment; check: Check }> {
  if (work.kind === "matmul") {
    const data = matmulData(work);
    return { assignment: { kind: "matmul", work, data }, check: matmulCheck(work, data) };
  }
  const data = signalData(work);
  return { assignment: { kind: "signal", work, data }, check: signalCheck(work, await reference(work, data)) };
}

/** Rounds in which each runs once; who begins moves on by one each round, so that no place is anyone's own. */
async function takeTurns(work: Work, entrants: readonly Entrant[], setting: WorkSetting): Promise<void> {
  const round = entrants.reduce((sum, { isIn, roundMs }) => sum + (isIn ? roundMs : 0), 0);
  const affordable = round > 0 ? Math.floor(setting.budgetMs / round) : Infinity;
  const rounds = Math.min(setting.rounds, Math.max(LEAST_ROUNDS, affordable));
  const title = capitalized(workTitle(work));
  for (let done = 0; done < rounds; done += 1) {
    const sentence = `${title}: round ${done + 1} of ${rounds}.`;
    await setting.pause(PREPARED + ((1 - PREPARED) * done) / rounds, sentence);
    for (let turn = 0; turn < entrants.length; turn += 1) {
      await entrants[(done + turn) % entrants.length]!.round();
      await setting.pause(PREPARED + ((1 - PREPARED) * done) / rounds, sentence);
    }
  }
}

/** What a row is made of. */
type Finished = Pick<Entrant, "contestant" | "times" | "deviceTimes" | "error" | "outcome" | "reason" | "check">;

/** The rows of entrants that are done; ratios are taken round by round. */
export function rowsOf(work: Work, entrants: readonly Finished[], ourNames: readonly string[]): BenchRow[] {
  const measured = entrants.filter(({ outcome }) => outcome === "measured");
  const ours = measured.filter(({ contestant }) => ourNames.includes(contestant.name));
  return entrants.map((entrant): BenchRow => {
    const { contestant, times, deviceTimes, error, outcome, reason, check } = entrant;
    const found = { work: work.id, implementation: contestant.name, outcome, error, bound: check.bound, reason };
    if (!measured.includes(entrant)) {
      return { ...found, medianMs: null, spread: null, gflops: null, ratio: null, ratios: {}, deviceMs: null };
    }
    const medianMs = median(times);
    const ratios = Object.fromEntries(ours.map((own) => [own.contestant.name, medianRatio(times, own.times)]));
    return {
      ...found,
      medianMs,
      spread: [Math.min(...times), Math.max(...times)],
      gflops: workFlop(work) / medianMs / 1e6,
      ratio: Object.values(ratios)[0] ?? null,
      ratios,
      deviceMs: deviceTimes.length > 0 ? median(deviceTimes) : null,
    };
  });
}
