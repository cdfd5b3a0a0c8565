import { proxy, transfer, wrap } from "comlink";
import { keepTuning, keptTunings } from "./keptTunings.ts";
import type { RunOptions } from "./model/engine.ts";
import type { Lab } from "./experiments/lab.ts";
import type { LabWorker } from "./labWorker.ts";
import { WorkerCalls } from "./workerCalls.ts";

/** Starts the worker and gives the page its Lab. Aborting a call rejects it at once and tells the worker. */
export function connectLab(): Lab {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "initscope" });
  const remote = wrap<LabWorker>(worker);
  const calls = new WorkerCalls(
    worker,
    (reason) => `The background worker failed: ${reason}`,
    (call) => void remote.cancel(call),
  );
  const settle = <T>(work: Promise<T>): Promise<T> => calls.settle(work);
  void remote.useTunings(keptTunings(), proxy(keepTuning));
  const progress = ({ onProgress }: RunOptions) => proxy((fraction: number) => onProgress?.(fraction));

  return {
    status: () => settle(remote.status()),
    onStatus: (listener) => void remote.onStatus(proxy(listener)),
    cost: (config) => settle(remote.cost(config)),
    runSignal: (config, options = {}) =>
      calls.start(options, (number) =>
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
    check: (report, options = {}) => calls.start(options, (number) => remote.check(number, report, progress(options))),
    drawWeights: (config, options = {}) =>
      calls.start(options, (number) => remote.drawWeights(number, config, progress(options))),
    verify: (options = {}) => calls.start(options, (number) => remote.verify(number, progress(options))),
    loseDevice: () => settle(remote.loseDevice()),
  };
}
