import type { BenchStatus } from "../../bench/benchMachine.ts";
import type { BenchRow } from "../../bench/report.ts";
import { type Work, workFlop } from "../../bench/work.ts";
import type { BenchView } from "./benchView.ts";
import { participants } from "./implementations.ts";
import { isMeasured } from "./rowState.ts";

/** GFLOP/s to reckon with before anything is measured: in software, and on a GPU. */
const GUESSES: Readonly<Record<string, readonly [software: number, gpu: number]>> = {
  "initscope-gpu": [3, 300],
  "initscope-wasm": [25, 25],
  tfjs: [0.2, 100],
  "tfjs-wasm": [20, 20],
  "jax-js": [0.8, 200],
  "onnxruntime-web": [0.3, 100],
};
const UNKNOWN_GUESS = [0.3, 50] as const;

/** Seconds that measuring the adapter's own limits takes. */
const PEAKS = 2;
/** Seconds to load and open an implementation, and to upload, compile and check one work on it. */
const OPEN = 1;
const PREPARE = 0.5;
/** One run to warm up and one to check come before the rounds. */
const RUNS_BEFORE = 2;
/** A round lasts at least this many seconds, so that the clock can be trusted. */
const LEAST_ROUND = 0.002;
/** All rounds of one work together end at about so many seconds, though not before the third. */
const BUDGET = 20;
const LEAST_ROUNDS = 3;

/** About how many seconds a run will take: from the times of the run before where it had the same rows, else a guess. */
export function estimateSeconds(view: BenchView, status: BenchStatus, known: readonly BenchRow[]): number {
  const hasAdapter = status.adapter !== null;
  const names = participants(view.against, hasAdapter);
  const works = view.works.map((work) => {
    const times = names.map((name) => Math.max(LEAST_ROUND, secondsOnce(work, name, status.software, known)));
    const round = times.reduce((sum, time) => sum + time, 0);
    const rounds = Math.min(view.rounds, Math.max(LEAST_ROUNDS, Math.floor(BUDGET / round)));
    return PREPARE * names.length + round * (RUNS_BEFORE + rounds);
  });
  return works.reduce((sum, time) => sum + time, (hasAdapter ? PEAKS : 0) + OPEN * names.length);
}

function secondsOnce(work: Work, implementation: string, software: boolean, known: readonly BenchRow[]): number {
  const row = known.find((one) => one.work === work.id && one.implementation === implementation);
  if (row !== undefined && isMeasured(row)) return row.medianMs / 1e3;
  const guess = (GUESSES[implementation] ?? UNKNOWN_GUESS)[software ? 0 : 1];
  return workFlop(work) / (guess * 1e9);
}
