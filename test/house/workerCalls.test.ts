import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { WorkerCalls } from "../../src/workerCalls.ts";

/** Calls to a worker that fails when the test says so, and the calls that it was told to cancel. */
function open() {
  const worker = new EventTarget();
  const cancelled: number[] = [];
  const calls = new WorkerCalls(
    worker,
    (reason) => `It failed: ${reason}.`,
    (call) => void cancelled.push(call),
  );
  const fail = (message: string): unknown => worker.dispatchEvent(Object.assign(new Event("error"), { message }));
  return { calls, cancelled, fail };
}

const never = <T>(): Promise<T> => new Promise(() => undefined);

test("a call ends with its work, and an abort after that cancels nothing", async () => {
  const { calls, cancelled } = open();
  const { signal, abort } = aborting();
  expect(await calls.start({ signal }, (call) => Promise.resolve(`answer ${call}`))).toBe("answer 1");
  await expect(calls.start({}, () => Promise.reject(new Error("planted")))).rejects.toThrow("planted");
  abort();
  expect(cancelled).toEqual([]);
});

test("an abort rejects a call at once and tells the worker; one before it starts nothing", async () => {
  const { calls, cancelled } = open();
  const { signal, abort } = aborting();
  const running = calls.start({ signal }, never);
  abort();
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
  expect(cancelled).toEqual([1]);
  const work = vi.fn<() => Promise<never>>(never);
  await expect(calls.start({ signal }, work)).rejects.toMatchObject({ name: "AbortError" });
  expect(work).not.toHaveBeenCalled();
});

test("a worker that fails ends every call with one sentence, those that come later among them", async () => {
  const { calls, fail } = open();
  const running = [calls.start({}, never), calls.settle(never())];
  fail("planted");
  for (const call of [...running, calls.settle(never())]) await expect(call).rejects.toThrow("It failed: planted.");
  const silent = open();
  silent.fail("");
  await expect(silent.calls.settle(never())).rejects.toThrow("It failed: its script could not be loaded.");
});

test("an answer is held no longer than the page wants it", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const { calls } = open();
  const answer = await (async () => new WeakRef(await calls.start({}, () => Promise.resolve({ large: true }))))();
  // A failed assertion on the answer itself would hold it.
  await vi.waitFor(() => {
    collect();
    expect(answer.deref() === undefined).toBe(true);
  });
});

function aborting(): { signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
