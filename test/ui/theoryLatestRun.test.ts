import type { ReactiveController, ReactiveControllerHost } from "lit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LatestRun, type RunTelling } from "../../src/ui/theory-lab/latestRun.ts";

const GRACE_MS = 100;

/** A run that ends when the test says so. */
interface Flight {
  readonly input: number;
  readonly telling: RunTelling<string>;
  end(report: string): void;
  fail(error: Error): void;
}

class Host implements ReactiveControllerHost {
  readonly controllers: ReactiveController[] = [];
  readonly updateComplete = Promise.resolve(true);
  #waits = false;
  addController(controller: ReactiveController): void {
    this.controllers.push(controller);
  }
  removeController(): void {}
  requestUpdate(): void {
    if (this.#waits) return;
    this.#waits = true;
    queueMicrotask(() => {
      this.#waits = false;
      for (const controller of this.controllers) controller.hostUpdate?.();
    });
  }
}

/** A LatestRun over a number, with the runs that it started. */
function open(): {
  run: LatestRun<[number], string>;
  flights: Flight[];
  host: Host;
  turn(input: number | null): Promise<void>;
} {
  const host = new Host();
  const flights: Flight[] = [];
  let input: number | null = null;
  const run = new LatestRun<[number], string>(
    host,
    GRACE_MS,
    () => (input === null ? null : [input]),
    ([own], telling) =>
      new Promise((resolve, reject) => {
        telling.signal.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
        flights.push({ input: own, telling, end: resolve, fail: reject });
      }),
  );
  const turn = async (next: number | null): Promise<void> => {
    input = next;
    host.requestUpdate();
    await settle();
  };
  return { run, flights, host, turn };
}

/** All that follows without the clock. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe("the latest run", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  it("runs nothing on nothing, and nothing again on the same", async () => {
    const { flights, turn } = open();
    await turn(null);
    expect(flights).toHaveLength(0);
    await turn(1);
    await turn(1);
    expect(flights.map(({ input }) => input)).toEqual([1]);
  });

  it("runs one at a time, and of those that wait only the newest", async () => {
    const { run, flights, turn } = open();
    for (const input of [1, 2, 3, 4]) await turn(input);
    expect(flights.map(({ input }) => input)).toEqual([1]);
    flights[0]!.end("one");
    await settle();
    // What was under way is shown, although newer inputs waited for it.
    expect(run.report).toBe("one");
    expect(flights.map(({ input }) => input)).toEqual([1, 4]);
    expect(run.running).toBe(true);
    flights[1]!.end("four");
    await settle();
    expect([run.report, run.running]).toEqual(["four", false]);
  });

  it("aborts a run past its moment of grace, and not before", async () => {
    const { flights, turn } = open();
    await turn(1);
    await turn(2);
    await vi.advanceTimersByTimeAsync(GRACE_MS - 1);
    expect(flights[0]!.telling.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(flights[0]!.telling.signal.aborted).toBe(true);
    await settle();
    expect(flights.map(({ input }) => input)).toEqual([1, 2]);
  });

  it("counts a run's grace from its own start, not from the change that waits", async () => {
    const { flights, turn } = open();
    await turn(1);
    await vi.advanceTimersByTimeAsync(GRACE_MS - 1);
    await turn(2);
    expect(flights[0]!.telling.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(flights[0]!.telling.signal.aborted).toBe(true);
  });

  it("starts nothing that waited when a person stopped, and takes that back with the next run", async () => {
    const { run, flights, turn } = open();
    await turn(1);
    await turn(2);
    run.stop();
    await settle();
    await vi.advanceTimersByTimeAsync(2 * GRACE_MS);
    expect(flights.map(({ input }) => input)).toEqual([1]);
    expect([run.stopped, run.running]).toEqual([true, false]);
    await turn(3);
    expect(flights.map(({ input }) => input)).toEqual([1, 3]);
    expect([run.stopped, run.running]).toEqual([false, true]);
  });

  it("leaves a run alone that nothing newer waits for", async () => {
    const { flights, turn } = open();
    await turn(1);
    await vi.advanceTimersByTimeAsync(100 * GRACE_MS);
    expect(flights[0]!.telling.signal.aborted).toBe(false);
  });

  it("shows early reports and progress, and none of an aborted run", async () => {
    const { run, flights, turn } = open();
    await turn(1);
    flights[0]!.telling.onEarly("early");
    flights[0]!.telling.onProgress(0.5);
    expect([run.report, run.progress]).toEqual(["early", 0.5]);
    run.stop();
    flights[0]!.telling.onEarly("late");
    await settle();
    expect([run.report, run.stopped, run.running, run.failure]).toEqual(["early", true, false, ""]);
  });

  it("keeps the last report over an early one that comes after it", async () => {
    const { run, flights, turn } = open();
    await turn(1);
    flights[0]!.end("last");
    await settle();
    flights[0]!.telling.onEarly("early");
    flights[0]!.telling.onProgress(0.5);
    expect([run.report, run.progress]).toEqual(["last", 0]);
  });

  it("keeps the last good report over a failure, says it, and forgets it with the next run", async () => {
    const { run, flights, turn } = open();
    await turn(1);
    flights[0]!.end("one");
    await turn(2);
    flights[1]!.fail(new Error("It broke."));
    await settle();
    expect([run.report, run.failure]).toEqual(["one", "It broke."]);
    run.again();
    await settle();
    expect(run.failure).toBe("");
    flights[2]!.fail(new Error("Again."));
    await settle();
    run.dismiss();
    expect(run.failure).toBe("");
  });

  it("ends its run with its element", async () => {
    const { flights, host, turn } = open();
    await turn(1);
    for (const controller of host.controllers) controller.hostDisconnected?.();
    expect(flights[0]!.telling.signal.aborted).toBe(true);
  });
});
