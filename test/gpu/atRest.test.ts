import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AtRest } from "../../src/atRest.ts";
import type { LabEngines } from "../../src/labEngines.ts";

/** Engines of which only what rest asks for is there: a comparison that hears its signal, and no GPU. */
function engines(compare: (options: { signal: AbortSignal }) => Promise<void>): LabEngines {
  return { compare, gpu: { engine: async () => null } } as unknown as LabEngines;
}

describe("while the page rests", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("engines are compared once, after the last of several runs", async () => {
    const compare = vi.fn<() => Promise<void>>(async () => undefined);
    const atRest = new AtRest(engines(compare), () => false);
    atRest.rest();
    await vi.advanceTimersByTimeAsync(2000);
    atRest.rest();
    await vi.advanceTimersByTimeAsync(2900);
    expect(compare).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(compare).toHaveBeenCalledTimes(1);
  });

  test("nothing is compared while a call is under way", async () => {
    const compare = vi.fn<() => Promise<void>>(async () => undefined);
    const atRest = new AtRest(engines(compare), () => true);
    atRest.rest();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(compare).not.toHaveBeenCalled();
  });

  test("a run breaks the comparison off", async () => {
    let heard: AbortSignal | undefined;
    const atRest = new AtRest(
      engines(({ signal }) => {
        heard = signal;
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
      }),
      () => false,
    );
    atRest.rest();
    await vi.advanceTimersByTimeAsync(4000);
    expect(heard!.aborted).toBe(false);
    atRest.wake();
    expect(heard!.aborted).toBe(true);
  });
});
