import { type ProxyMarked, expose } from "comlink";
import type { BenchOptions, BenchRequest, BenchStatus, MeasuredMachine } from "./bench/benchMachine.ts";
import type { BenchReport, BenchRow } from "./bench/report.ts";
import { machineStatus, measuredMachine } from "./ours/machine.ts";
import { ourBench } from "./ours/ourBench.ts";
import { MemoryStore } from "./ours/tunedKernels.ts";
import { peer } from "./peers/peers.ts";

/** What a run tells while it goes on, through comlink. */
export interface Listeners extends ProxyMarked {
  onProgress(fraction: number, sentence: string): void;
  onRow(row: BenchRow): void;
  onTuning(key: string, value: string): void;
}

/** The bench behind the page: one run at a time, each known by a number so that it can be aborted. */
export class BenchWorker {
  readonly #calls = new Map<number, AbortController>();
  #queue: Promise<unknown> = Promise.resolve();

  /** `gpu` is the browser's WebGPU, undefined where it has none. */
  constructor(readonly gpu: GPU | undefined) {}

  status(): Promise<BenchStatus> {
    return machineStatus(this.gpu);
  }

  peaks(call: number, listeners: Listeners): Promise<MeasuredMachine> {
    return this.#call(call, listeners, (options) => measuredMachine(this.gpu, options));
  }

  /** `tunings` are those that the page keeps; it is told of new ones. */
  run(
    call: number,
    request: BenchRequest,
    tunings: readonly (readonly [key: string, value: string])[],
    listeners: Listeners,
  ): Promise<BenchReport> {
    const store = new MemoryStore(tunings, (key, value) => listeners.onTuning(key, value));
    const peers = request.against.map(peer);
    return this.#call(call, listeners, (options) => ourBench(this.gpu, peers, request, options, store));
  }

  cancel(call: number): void {
    this.#calls.get(call)?.abort(new DOMException("The bench was stopped.", "AbortError"));
  }

  /** Waits for its turn: runs at the same time would time each other. */
  async #call<T>(call: number, listeners: Listeners, work: (options: BenchOptions) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#calls.set(call, controller);
    const turn = this.#queue.then(() => {
      controller.signal.throwIfAborted();
      return work({
        signal: controller.signal,
        onProgress: (fraction, sentence) => listeners.onProgress(fraction, sentence),
        onRow: (row) => listeners.onRow(row),
      });
    });
    this.#queue = turn.catch(() => undefined);
    return turn.finally(() => this.#calls.delete(call));
  }
}

expose(new BenchWorker(globalThis.navigator.gpu));
