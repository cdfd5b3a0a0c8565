import { proxy, transfer, wrap } from "comlink";
import type { AdvanceOptions, TrainingFrame, TrainingLab } from "./experiments/training/trainingLab.ts";
import type { FrameRequest } from "./trainingFrame.ts";
import type { TrainingMachine } from "./trainingMachine.ts";
import { WorkerCalls } from "./workerCalls.ts";

/** The Symmetry lab's machine for the page. Aborting a call rejects it at once and tells the worker. */
export function connectTraining(): TrainingLab {
  const worker = new Worker(new URL("./trainingWorker.ts", import.meta.url), {
    type: "module",
    name: "initscope training",
  });
  const machine = wrap<TrainingMachine>(worker);
  const calls = new WorkerCalls(
    worker,
    // It holds the canvases of the boundaries, which no other worker can take over.
    (reason) => `The Symmetry lab's worker failed: ${reason}. Reload the page to start it again.`,
    (call) => void machine.cancel(call),
  );
  // A frame that was given up on its way has brought no losses.
  let since = 0;
  const took = (frame: TrainingFrame): TrainingFrame => {
    since = frame.iteration;
    return frame;
  };
  const wanted = ({ ranks = false }: AdvanceOptions): FrameRequest => ({ since, ranks });

  return {
    status: () => calls.settle(machine.status()),
    onStatus: (listener) => void machine.onStatus(proxy(listener)),
    showBoundary: (side, gpu, plain) =>
      calls.settle(machine.showBoundary(side, transfer(gpu, [gpu]), transfer(plain, [plain]))),
    resizeBoundary: (side, pixels) => calls.settle(machine.resizeBoundary(side, pixels)),
    repaint: (theme) => calls.settle(machine.repaint(theme)),
    async start(config, theme, options = {}) {
      const opened = await calls.start(options, (number) => machine.start(number, config, theme));
      took(opened.frame);
      return opened;
    },
    advance: async (updates, options = {}) =>
      took(await calls.start(options, (number) => machine.advance(number, updates, wanted(options)))),
    reset: async (options = {}) => took(await calls.start(options, (number) => machine.reset(number, wanted(options)))),
    check: (updates, options = {}) => calls.start(options, (number) => machine.check(number, updates)),
    loseDevice: () => calls.settle(machine.loseDevice()),
  };
}
