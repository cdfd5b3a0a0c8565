import { startPacer } from "../model/pacer.ts";
import { type BenchOptions, DEFAULT_ROUNDS } from "./benchMachine.ts";
import { type SignalReference, type WorkSetting, benchWork } from "./benchWork.ts";
import { Contestant, type Limits, PATIENT_LIMITS } from "./contestant.ts";
import type { Clock } from "./entrant.ts";
import type { Implementation } from "./implementation.ts";
import type { BenchReport, BenchRow } from "./report.ts";
import type { Work } from "./work.ts";

/** Rounds of one work may take about so long. */
const BUDGET_MS = 20_000;

/** Who takes part, in what. */
export interface BenchPlan {
  readonly works: readonly Work[];
  /** Our own, the one that ratios refer to first. */
  readonly ours: readonly Implementation[];
  readonly peers: readonly Implementation[];
  readonly reference: SignalReference;
  readonly rounds?: number | undefined;
  readonly budgetMs?: number | undefined;
  readonly limits?: Limits | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Times every implementation on every work, in rounds in which all take turns, and checks every value. One that
 * cannot be had, fails, hangs or is wrong has a reason instead of a speed, and the others go on. Rejects with the
 * signal's reason once it is aborted; whatever was opened is closed.
 */
export async function runBench(
  plan: BenchPlan,
  options: BenchOptions = {},
): Promise<Pick<BenchReport, "rounds" | "versions" | "rows">> {
  const { works, ours, peers, reference, rounds = DEFAULT_ROUNDS, budgetMs = BUDGET_MS } = plan;
  const contestants = [...ours, ...peers].map((one) => new Contestant(one, plan.limits ?? PATIENT_LIMITS));
  const pacer = startPacer({ signal: options.signal });
  const setting = {
    contestants,
    ours: ours.map(({ name }) => name),
    reference,
    clock: plan.clock ?? (() => performance.now()),
    rounds,
    budgetMs,
  };
  const rows: BenchRow[] = [];
  try {
    for (const [index, work] of works.entries()) {
      const pause: WorkSetting["pause"] = async (fraction, sentence) => {
        options.signal?.throwIfAborted();
        options.onProgress?.((index + fraction) / works.length, sentence);
        await pacer.pause(fraction);
      };
      const found = await benchWork(work, { ...setting, pause });
      rows.push(...found);
      found.forEach((row) => options.onRow?.(row));
    }
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.close()));
  }
  options.onProgress?.(1, "Done.");
  const opened = contestants.flatMap(({ name, version }) => (version === null ? [] : [[name, version] as const]));
  return { rounds, versions: Object.fromEntries(opened), rows };
}
