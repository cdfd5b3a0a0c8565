import { expose } from "comlink";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Network, networkSizes } from "../../src/model/network.ts";
import type { HelperHost } from "../../src/wasm/helper.ts";
import { HelperThread } from "../../src/wasm/helperThread.ts";
import type { ForwardTask, TaskResult } from "../../src/wasm/task.ts";
import { TaskQueue } from "../../src/wasm/taskQueue.ts";
import { forwardTasks } from "../../src/wasm/tasks.ts";
import { type WasmEngine, openWasmEngine } from "../../src/wasm/wasmEngine.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

/** A helper as in a worker, on this thread: its calls are messages all the same. */
interface TestHost extends HelperHost {
  readonly thread: HelperThread;
  readonly terminate: () => void;
  /** Ends it as a crash would: unanswered. */
  die(): void;
}

const hosts: TestHost[] = [];
afterEach(() => {
  for (const host of hosts.splice(0)) host.terminate();
});

function startHost(): TestHost {
  const { port1, port2 } = new MessageChannel();
  const thread = new HelperThread();
  expose(thread, port1);
  const listeners: (() => void)[] = [];
  const close = (): void => {
    port1.close();
    port2.close();
  };
  const host: TestHost = {
    thread,
    endpoint: port2,
    onDeath: (listener) => void listeners.push(listener),
    terminate: vi.fn<() => void>(close),
    die: () => {
      close();
      for (const listener of listeners) listener();
    },
  };
  hosts.push(host);
  return host;
}

const network = randomNetwork(networkSizes({ depth: 12, width: 20 }), "relu", { biases: true });
/** So many that a part of the result holds several panels, and one task all of them where one thread is alone. */
const inputs = normals(4, 4500);
const OPTIONS = { histogram: { layer: 7, bins: 25 }, picture: true } as const;

/** Runs until the helpers have taken part: they join once they are ready. */
async function runWithHelpers(engine: WasmEngine, hosted: readonly TestHost[], on: Network = network) {
  const spies = hosted.map(({ thread }) => vi.spyOn(thread, "run"));
  let result = await engine.signalStatistics(on, inputs, inputs.subarray(0, 333), OPTIONS);
  for (let round = 0; round < 20 && spies.some((spy) => spy.mock.calls.length === 0); round += 1) {
    result = await engine.signalStatistics(on, inputs, inputs.subarray(0, 333), OPTIONS);
  }
  for (const spy of spies) {
    expect(spy).toHaveBeenCalled();
    spy.mockRestore();
  }
  return result;
}

function tasksOf(examples: number): ForwardTask[] {
  return forwardTasks(network, inputs.subarray(0, examples), { last: 1, keep: null, picture: false }, 1);
}

function resultOf(value: number): TaskResult {
  return { statistics: Float64Array.of(value), picture: null, kept: null, gradWeight: null };
}

describe("a team of threads", () => {
  test("no bit of a result depends on how many there are", async () => {
    const alone = await openWasmEngine();
    const expected = await alone.signalStatistics(network, inputs, inputs.subarray(0, 333), OPTIONS);
    alone.destroy();
    for (const count of [1, 3]) {
      const hosted = Array.from({ length: count }, startHost);
      const engine = await openWasmEngine(hosted);
      expect(engine.info.adapter).toBe(`WebAssembly SIMD, ${count + 1} threads`);
      expect(await runWithHelpers(engine, hosted)).toEqual(expected);
      engine.destroy();
      for (const { terminate } of hosted) expect(terminate).toHaveBeenCalled();
    }
  });

  test("other weights reach the helpers too", async () => {
    const host = startHost();
    const engine = await openWasmEngine([host]);
    await runWithHelpers(engine, [host]);
    const { weights } = randomNetwork(network.sizes, "relu", { seed: 40 });
    const other = { ...network, weights };
    const alone = await openWasmEngine();
    const expected = await alone.signalStatistics(other, inputs, inputs.subarray(0, 333), OPTIONS);
    expect(await runWithHelpers(engine, [host], other)).toEqual(expected);
    engine.destroy();
    alone.destroy();
  });

  test("a helper that dies in the middle leaves its tasks to the others, and nothing wrong is said", async () => {
    const alone = await openWasmEngine();
    const expected = await alone.signalStatistics(network, inputs, inputs.subarray(0, 333), OPTIONS);
    const host = startHost();
    const engine = await openWasmEngine([host]);
    await runWithHelpers(engine, [host]);
    vi.spyOn(host.thread, "run").mockImplementation(async () => {
      host.die();
      return new Promise(() => undefined);
    });
    expect(await engine.signalStatistics(network, inputs, inputs.subarray(0, 333), OPTIONS)).toEqual(expected);
    expect(engine.info.adapter).toBe("WebAssembly SIMD, 1 thread");
    expect(await engine.signalStatistics(network, inputs, inputs.subarray(0, 333), OPTIONS)).toEqual(expected);
    alone.destroy();
    engine.destroy();
  });

  test("a helper that is held up is not waited for", async () => {
    const alone = await openWasmEngine();
    const expected = await alone.signalStatistics(network, inputs, inputs.subarray(0, 333), OPTIONS);
    const host = startHost();
    const engine = await openWasmEngine([host]);
    await runWithHelpers(engine, [host]);
    const run = vi.spyOn(host.thread, "run").mockReturnValue(new Promise(() => undefined));
    expect(await engine.signalStatistics(network, inputs, inputs.subarray(0, 333), OPTIONS)).toEqual(expected);
    expect(run).toHaveBeenCalled();
    alone.destroy();
    engine.destroy();
  });

  test("a task that a helper finishes first is not finished here", async () => {
    const queue = new TaskQueue(tasksOf(1));
    const lent = queue.take()!;
    const stopped = vi.fn<() => void>();
    expect(queue.take()).toBeNull();
    expect(queue.takeAgain()).toBe(lent);
    expect(queue.takeAgain()).toBeNull();
    queue.onSettled(lent, stopped);
    const [first, second] = [resultOf(1), resultOf(2)];
    queue.settle(lent, first);
    expect(stopped).toHaveBeenCalledOnce();
    queue.settle(lent, second);
    queue.giveBack(lent);
    expect(queue.results).toEqual([first]);
    expect(queue.isDone).toBe(true);
    expect(queue.take()).toBeNull();
  });

  test("a helper that fails is left out", async () => {
    const host = startHost();
    vi.spyOn(host.thread, "open").mockRejectedValue(new Error("no room"));
    const engine = await openWasmEngine([host]);
    const run = () => engine.forwardStatistics(network, inputs);
    const first = await run();
    for (let round = 0; round < 50 && engine.info.adapter.endsWith("2 threads"); round += 1) await run();
    expect(engine.info.adapter).toBe("WebAssembly SIMD, 1 thread");
    expect(await run()).toEqual(first);
    engine.destroy();
  });

  test("an abort reaches the helpers, which work on afterwards", async () => {
    const host = startHost();
    const engine = await openWasmEngine([host]);
    const expected = await runWithHelpers(engine, [host]);
    const cancel = vi.spyOn(host.thread, "cancel");
    const controller = new AbortController();
    const reason = new Error("stop");
    const stopped = engine.signalStatistics(network, inputs, inputs, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(stopped).rejects.toBe(reason);
    expect(await runWithHelpers(engine, [host])).toEqual(expected);
    expect(cancel).toHaveBeenCalled();
    expect(engine.info.adapter).toBe("WebAssembly SIMD, 2 threads");
    engine.destroy();
  });

  test("weight gradients are summed on one thread", async () => {
    const host = startHost();
    const engine = await openWasmEngine([host]);
    await runWithHelpers(engine, [host]);
    const run = vi.spyOn(host.thread, "run");
    const options = { weightGradients: true };
    const { gradWeight } = await engine.backwardStatistics(network, inputs.subarray(0, 100), null, options);
    expect(gradWeight).toHaveLength(13);
    expect(run).not.toHaveBeenCalled();
    engine.destroy();
  });
});
