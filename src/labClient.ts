import { proxy, transfer, wrap } from "comlink";
import { keepTuning, keptTunings } from "./keptTunings.ts";
import type { RunOptions } from "./model/engine.ts";
import type { Lab } from "./experiments/lab.ts";
import type { LabWorker } from "./labWorker.ts";

/** Starts the worker and gives the page its Lab. Aborting a call rejects it at once and tells the worker. */
export function connectLab(): Lab {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "initscope" });
  const remote = wrap<LabWorker>(worker);
  /** How to reject each call under way, so that a dead worker leaves none waiting. */
  const underWay = new Set<(reason: unknown) => void>();
  let failure: Error | null = null;
  worker.addEventListener("error", (event) => {
    failure = new Error(`The background worker failed: ${event.message || "its script could not be loaded"}`);
    for (const reject of underWay) reject(failure);
  });
  let calls = 0;
  void remote.useTunings(keptTunings(), proxy(keepTuning));

  /** Ends with the work, the signal or the worker, whichever is first, and then holds on to nothing. */
  const settle = <T>(work: Promise<T>, signal?: AbortSignal, onAbort?: () => void): Promise<T> => {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const abort = (): void => {
      onAbort?.();
      reject(signal?.reason);
    };
    if (failure !== null) reject(failure);
    underWay.add(reject);
    signal?.addEventListener("abort", abort);
    work.then(resolve, reject);
    return promise.finally(() => {
      underWay.delete(reject);
      signal?.removeEventListener("abort", abort);
    });
  };
  const call = <T>({ signal }: RunOptions, start: (call: number) => Promise<T>): Promise<T> => {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    calls += 1;
    const number = calls;
    return settle(start(number), signal, () => void remote.cancel(number));
  };
  const progress = ({ onProgress }: RunOptions) => proxy((fraction: number) => onProgress?.(fraction));

  return {
    status: () => settle(remote.status()),
    onStatus: (listener) => void remote.onStatus(proxy(listener)),
    cost: (config) => settle(remote.cost(config)),
    runSignal: (config, options = {}) =>
      call(options, (number) =>
        remote.runSignal(
          number,
          config,
          options.histogramLayer,
          progress(options),
          proxy((report) => options.onEarly?.(report)),
        ),
      ),
    showPicture: (gpu, plain, theme) =>
      settle(remote.showPicture(transfer(gpu, [gpu]), transfer(plain, [plain]), theme)),
    repaint: (theme) => settle(remote.repaint(theme)),
    check: (report, options = {}) => call(options, (number) => remote.check(number, report, progress(options))),
    drawWeights: (config, options = {}) =>
      call(options, (number) => remote.drawWeights(number, config, progress(options))),
    verify: (options = {}) => call(options, (number) => remote.verify(number, progress(options))),
    loseDevice: () => settle(remote.loseDevice()),
  };
}
