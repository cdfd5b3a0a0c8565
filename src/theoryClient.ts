import { proxy, transfer, wrap } from "comlink";
import type { EarlyOptions, TheoryLab } from "./experiments/theory/theoryLab.ts";
import type { RunOptions } from "./model/engine.ts";
import type { Listener, TheoryMachine } from "./theoryMachine.ts";
import { WorkerCalls } from "./workerCalls.ts";

/** The Theory lab's machine for the page. Aborting a call rejects it at once and tells the worker. */
export function connectTheory(): TheoryLab {
  const worker = new Worker(new URL("./theoryWorker.ts", import.meta.url), {
    type: "module",
    name: "initscope theory",
  });
  const machine = wrap<TheoryMachine>(worker);
  const calls = new WorkerCalls(
    worker,
    // It holds the canvases of the map, which no other worker can take over.
    (reason) => `The Theory lab's worker failed: ${reason}. Reload the page to start it again.`,
    (call) => void machine.cancel(call),
  );
  const progress = ({ onProgress }: RunOptions): Listener<number> =>
    proxy((fraction: number) => onProgress?.(fraction));
  const early = <Report>({ onEarly }: EarlyOptions<Report>): Listener<Report> =>
    proxy((report: Report) => onEarly?.(report));

  return {
    status: () => calls.settle(machine.status()),
    onStatus: (listener) => void machine.onStatus(proxy(listener)),
    showDiagram: (gpu, plain) => calls.settle(machine.showDiagram(transfer(gpu, [gpu]), transfer(plain, [plain]))),
    drawDiagram: (request, options = {}) =>
      calls.start(options, (number) =>
        machine.drawDiagram(
          number,
          request,
          proxy((painted) => options.onCoarse?.(painted)),
        ),
      ),
    criticalLines: (window, options = {}) => calls.start(options, (number) => machine.criticalLines(number, window)),
    meanField: (point, options = {}) => calls.start(options, (number) => machine.meanField(number, point)),
    meanFieldProfile: (point, options = {}) =>
      calls.start(options, (number) => machine.meanFieldProfile(number, point)),
    runProfile: (config, options = {}) =>
      calls.start(options, (number) => machine.runProfile(number, config, progress(options), early(options))),
    runEnsemble: (config, options = {}) =>
      calls.start(options, (number) => machine.runEnsemble(number, config, progress(options), early(options))),
    runCircle: (config, options = {}) =>
      calls.start(options, (number) => machine.runCircle(number, config, progress(options))),
    runIsometry: (config, options = {}) =>
      calls.start(options, (number) => machine.runIsometry(number, config, progress(options), early(options))),
    makeCritical: (request, options = {}) => calls.start(options, (number) => machine.makeCritical(number, request)),
  };
}
