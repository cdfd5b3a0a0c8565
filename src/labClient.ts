import { proxy, wrap } from "comlink";
import type { RunOptions } from "./model/engine.ts";
import type { Lab } from "./experiments/lab.ts";
import type { LabWorker } from "./worker.ts";

/** Starts the worker and gives the page its Lab. Aborting a call rejects it at once and tells the worker. */
export function connectLab(): Lab {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "initscope" });
  const remote = wrap<LabWorker>(worker);
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => {
      reject(new Error(`The background worker failed: ${event.message || "its script could not be loaded"}`));
    });
  });
  failed.catch(() => undefined);
  let calls = 0;

  const call = <T>({ signal }: RunOptions, start: (call: number) => Promise<T>): Promise<T> => {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    calls += 1;
    const number = calls;
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener("abort", () => {
        void remote.cancel(number);
        reject(signal.reason as Error);
      });
    });
    aborted.catch(() => undefined);
    return Promise.race([start(number), aborted, failed]);
  };
  const progress = ({ onProgress }: RunOptions) => proxy((fraction: number) => onProgress?.(fraction));

  return {
    status: () => Promise.race([remote.status(), failed]),
    onStatus: (listener) => void remote.onStatus(proxy(listener)),
    cost: (config) => Promise.race([remote.cost(config), failed]),
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
    check: (report, options = {}) => call(options, (number) => remote.check(number, report, progress(options))),
    verify: (options = {}) => call(options, (number) => remote.verify(number, progress(options))),
    loseDevice: () => remote.loseDevice(),
  };
}
