import type { ReactiveController, ReactiveControllerHost } from "lit";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { TrainingLab } from "../../src/experiments/training/trainingLab.ts";
import { CheckRun } from "../../src/ui/symmetry-lab/checkRun.ts";
import type { ShownRuns } from "../../src/ui/symmetry-lab/shownRuns.ts";
import { DEFAULT_VIEW } from "../../src/ui/symmetry-lab/symmetryAddress.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function restingRuns(): ShownRuns {
  return {
    config: DEFAULT_VIEW.config,
    opened: {},
    frame: { iteration: 20 },
    losses: [[], []],
  } as unknown as ShownRuns;
}

it("tells of a comparison that failed under the runs that it was of, and under no others", async () => {
  const controllers: ReactiveController[] = [];
  const host: ReactiveControllerHost = {
    addController: (controller) => void controllers.push(controller),
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  };
  const lab = { check: () => Promise.reject(new Error("out of memory")) } as unknown as TrainingLab;
  const [runs, others] = [restingRuns(), restingRuns()];
  const check = new CheckRun(host, () => ({ lab, runs }));
  for (const controller of controllers) controller.hostUpdate?.();
  await vi.runAllTimersAsync();
  expect([check.failureOf(runs), check.failureOf(others)]).toEqual(["out of memory", ""]);
});
