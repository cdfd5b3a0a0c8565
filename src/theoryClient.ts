import { type Remote, proxy, transfer, wrap } from "comlink";
import type { EarlyOptions, TheoryLab } from "./experiments/theory/theoryLab.ts";
import type { RunOptions } from "./model/engine.ts";
import type { Listener, TheoryMachine } from "./theoryMachine.ts";

/** The worker, and a promise that rejects once it has failed. */
interface Started {
  readonly remote: Remote<TheoryMachine>;
  readonly failure: Promise<never>;
}

function start(): Started {
  const worker = new Worker(new URL("./theoryWorker.ts", import.meta.url), {
    type: "module",
    name: "initscope theory",
  });
  const failure = new Promise<never>((_, reject) => {
    worker.addEventListener("error", ({ message }) => {
      // It holds the canvases of the map, which no other worker can take over.
      const reason = message || "its script could not be loaded";
      reject(new Error(`The Theory lab's worker failed: ${reason}. Reload the page to start it again.`));
    });
  });
  failure.catch(() => undefined);
  return { remote: wrap<TheoryMachine>(worker), failure };
}

/** Rejects with the signal's reason once it is aborted. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}

/** The Theory lab's machine for the page. Aborting a call rejects it at once and tells the worker. */
export function connectTheory(): TheoryLab {
  const { remote, failure } = start();
  let calls = 0;

  /** Ends with the work, the signal or the worker, whichever is first. */
  const call = async <T>(
    { signal }: RunOptions,
    work: (remote: Remote<TheoryMachine>, number: number) => Promise<T>,
  ): Promise<T> => {
    signal?.throwIfAborted();
    calls += 1;
    const number = calls;
    const abort = (): void => void remote.cancel(number);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await Promise.race([work(remote, number), failure, aborted(signal)]);
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  };
  const progress = ({ onProgress }: RunOptions): Listener<number> =>
    proxy((fraction: number) => onProgress?.(fraction));
  const early = <Report>({ onEarly }: EarlyOptions<Report>): Listener<Report> =>
    proxy((report: Report) => onEarly?.(report));

  return {
    status: () => call({}, (machine) => machine.status()),
    onStatus: (listener) => void remote.onStatus(proxy(listener)),
    showDiagram: (gpu, plain) =>
      call({}, (machine) => machine.showDiagram(transfer(gpu, [gpu]), transfer(plain, [plain]))),
    drawDiagram: (request, options = {}) =>
      call(options, (machine, number) =>
        machine.drawDiagram(
          number,
          request,
          proxy((painted) => options.onCoarse?.(painted)),
        ),
      ),
    criticalLines: (window, options = {}) => call(options, (machine, number) => machine.criticalLines(number, window)),
    meanField: (point, options = {}) => call(options, (machine, number) => machine.meanField(number, point)),
    meanFieldProfile: (point, options = {}) =>
      call(options, (machine, number) => machine.meanFieldProfile(number, point)),
    runProfile: (config, options = {}) =>
      call(options, (machine, number) => machine.runProfile(number, config, progress(options), early(options))),
    runEnsemble: (config, options = {}) =>
      call(options, (machine, number) => machine.runEnsemble(number, config, progress(options), early(options))),
    runCircle: (config, options = {}) =>
      call(options, (machine, number) => machine.runCircle(number, config, progress(options))),
    runIsometry: (config, options = {}) =>
      call(options, (machine, number) => machine.runIsometry(number, config, progress(options))),
    makeCritical: (request, options = {}) => call(options, (machine, number) => machine.makeCritical(number, request)),
  };
}
