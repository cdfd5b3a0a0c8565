import { type Remote, proxy, wrap } from "comlink";
import type { BenchMachine, BenchOptions } from "./bench/benchMachine.ts";
import type { BenchRow } from "./bench/report.ts";
import type { BenchWorker, Listeners } from "./benchWorker.ts";
import { clearTunings, keepTuning, keptTunings } from "./keptTunings.ts";

/** The worker, and a promise that rejects once it has failed. */
interface Started {
  readonly remote: Remote<BenchWorker>;
  readonly failure: Promise<never>;
}

function start(onFailure: () => void): Started {
  const worker = new Worker(new URL("./benchWorker.ts", import.meta.url), { type: "module", name: "initscope bench" });
  const failure = new Promise<never>((_, reject) => {
    worker.addEventListener("error", ({ message }) => {
      onFailure();
      reject(new Error(`The bench's worker failed: ${message || "its script could not be loaded"}.`));
    });
  });
  failure.catch(() => undefined);
  return { remote: wrap<BenchWorker>(worker), failure };
}

/** Rejects with the signal's reason once it is aborted. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}

/** The bench for the page: its worker starts at the first question, and again after it failed. */
export function connectBench(): BenchMachine {
  let started: Started | null = null;
  let calls = 0;

  /** Ends with the work, the signal or the worker, whichever is first. */
  const call = async <T>(
    { signal, onProgress, onRow }: BenchOptions,
    work: (remote: Remote<BenchWorker>, number: number, listeners: Listeners) => Promise<T>,
  ): Promise<T> => {
    signal?.throwIfAborted();
    started ??= start(() => (started = null));
    const { remote, failure } = started;
    calls += 1;
    const number = calls;
    const listeners = proxy({
      onProgress: (fraction: number, sentence: string) => onProgress?.(fraction, sentence),
      onRow: (row: BenchRow) => onRow?.(row),
      onTuning: keepTuning,
    });
    const abort = (): void => void remote.cancel(number);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await Promise.race([work(remote, number, listeners), failure, aborted(signal)]);
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  };

  return {
    peaks: (options = {}) => call(options, (remote, number, listeners) => remote.peaks(number, listeners)),
    status: () => call({}, (remote) => remote.status()),
    run: (request, options = {}) =>
      call(options, (remote, number, listeners) => remote.run(number, request, keptTunings(), listeners)),
    clearTuning: async () => clearTunings(),
  };
}
