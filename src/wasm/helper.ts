import { type Endpoint, type Remote, releaseProxy, wrap } from "comlink";
import type { Network } from "../model/network.ts";
import type { HelperThread } from "./helperThread.ts";
import { NetworkLoader } from "./networkLoader.ts";
import type { Task, TaskResult } from "./task.ts";

/** A worker in which a HelperThread is exposed. */
export interface HelperHost {
  readonly endpoint: Endpoint;
  /** Calls the listener where the worker dies or could not be loaded. */
  onDeath(listener: () => void): void;
  terminate(): void;
}

/** The browser's worker as a host. */
export function workerHost(worker: Worker): HelperHost {
  return {
    endpoint: worker,
    onDeath: (listener) => worker.addEventListener("error", listener),
    terminate: () => worker.terminate(),
  };
}

/** A thread in a worker of its own, with a copy of the weights. Once it has died, every call rejects. */
export class Helper {
  readonly #remote: Remote<HelperThread>;
  readonly #loader: NetworkLoader;
  readonly #death: Promise<never>;
  #die!: (reason: Error) => void;
  #wanted: Network | null = null;
  #loading: Promise<void> = Promise.resolve();

  constructor(readonly host: HelperHost) {
    this.#remote = wrap<HelperThread>(host.endpoint);
    this.#loader = new NetworkLoader(this.#remote);
    this.#death = new Promise((_, reject) => {
      this.#die = reject;
    });
    this.#death.catch(() => undefined);
    host.onDeath(() => this.#die(new Error("A worker of the WebAssembly engine has died.")));
  }

  /** Loads the network, after what is being loaded; rejects where a later one is wanted meanwhile. */
  load(network: Network): Promise<void> {
    this.#wanted = network;
    const stillWanted = async (): Promise<void> => {
      if (this.#wanted?.weights !== network.weights) throw new Error("Another network is wanted.");
    };
    const turn = this.#loading.then(() => this.#loader.load(network, stillWanted));
    this.#loading = turn.catch(() => undefined);
    return Promise.race([turn, this.#death]);
  }

  run(task: Task): Promise<TaskResult> {
    return Promise.race([this.#remote.run(task), this.#death]);
  }

  /** Rejects the tasks under way. */
  cancel(): void {
    void this.#remote.cancel();
  }

  terminate(): void {
    this.#die(new Error("The WebAssembly engine has been closed."));
    this.#remote[releaseProxy]();
    this.host.terminate();
  }
}
