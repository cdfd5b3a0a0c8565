import { type Remote, proxy, wrap } from "comlink";
import type { BenchMachine, BenchOptions } from "./bench/benchMachine.ts";
import type { BenchRow } from "./bench/report.ts";
import type { BenchWorker, Listeners } from "./benchWorker.ts";
import { clearTunings, keepTuning, keptTunings } from "./keptTunings.ts";
import { WorkerCalls } from "./workerCalls.ts";

/** The worker, and the calls to it. */
interface Started {
  readonly remote: Remote<BenchWorker>;
  readonly calls: WorkerCalls;
}

function start(onFailure: () => void): Started {
  const worker = new Worker(new URL("./benchWorker.ts", import.meta.url), { type: "module", name: "initscope bench" });
  const remote = wrap<BenchWorker>(worker);
  worker.addEventListener("error", onFailure);
  const calls = new WorkerCalls(
    worker,
    (reason) => `The bench's worker failed: ${reason}.`,
    (call) => void remote.cancel(call),
  );
  return { remote, calls };
}

/** The bench for the page: its worker starts at the first question, and again after it failed. */
export function connectBench(): BenchMachine {
  let started: Started | null = null;

  /** Aborting a call rejects it at once and tells the worker. */
  const call = <T>(
    options: BenchOptions,
    work: (remote: Remote<BenchWorker>, number: number, listeners: Listeners) => Promise<T>,
  ): Promise<T> => {
    started ??= start(() => (started = null));
    const { remote, calls } = started;
    const listeners = proxy({
      onProgress: (fraction: number, sentence: string) => options.onProgress?.(fraction, sentence),
      onRow: (row: BenchRow) => options.onRow?.(row),
      onTuning: keepTuning,
    });
    return calls.start({ signal: options.signal }, (number) => work(remote, number, listeners));
  };

  return {
    peaks: (options = {}) => call(options, (remote, number, listeners) => remote.peaks(number, listeners)),
    status: () => call({}, (remote) => remote.status()),
    run: (request, options = {}) =>
      call(options, (remote, number, listeners) => remote.run(number, request, keptTunings(), listeners)),
    clearTuning: async () => clearTunings(),
  };
}
