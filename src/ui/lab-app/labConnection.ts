import type { ReactiveControllerHost } from "lit";
import type { EngineStatus } from "../../experiments/lab.ts";

/** A machine behind a lab, as far as its connection goes. */
interface Machine {
  status(): Promise<EngineStatus>;
  onStatus(listener: (status: EngineStatus) => void): void;
}

/** Starts a lab's own worker. */
export type Connect<Lab extends Machine> = () => Promise<Lab>;

/** One machine for each way to connect, so that a look at another lab does not start another. */
const MACHINES = new WeakMap<Connect<Machine>, Promise<Machine>>();

/** The machine behind a lab that has a worker of its own, from the moment that it is there, and what it offers. */
export class LabConnection<Lab extends Machine> {
  lab: Lab | null = null;
  /** Null until it is known. */
  status: EngineStatus | null = null;
  /** Why there is no machine, and what to do; "" where there is, or may be. */
  failure = "";

  constructor(readonly host: ReactiveControllerHost) {}

  async open(connect: Connect<Lab>): Promise<void> {
    const machine = (MACHINES.get(connect) as Promise<Lab> | undefined) ?? connect();
    MACHINES.set(connect, machine);
    try {
      this.lab = await machine;
      this.lab.onStatus((status) => this.#onStatus(status));
      this.host.requestUpdate();
      this.status = await this.lab.status();
    } catch (error) {
      // Code that did not load may load the next time.
      MACHINES.delete(connect);
      const reason = error instanceof Error ? error.message : String(error);
      // A machine that failed has said what to do.
      this.failure =
        this.lab === null ? `Its code could not be loaded: ${reason} Reloading the page tries again.` : reason;
      this.lab = null;
    }
    this.host.requestUpdate();
  }

  #onStatus(status: EngineStatus): void {
    this.status = status;
    this.host.requestUpdate();
  }
}
