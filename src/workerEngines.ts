import type { EngineStatus } from "./experiments/lab.ts";
import type { TheoryEngine } from "./experiments/theory/theoryConfig.ts";
import { type GpuContext, openContext } from "./gpu/context.ts";
import { DeviceLostError } from "./gpu/errors.ts";

/** Something that computes in two ways, each opened when first asked for. */
export interface OnEither<Machine> {
  gpu(context: GpuContext): Machine;
  cpu(): Machine;
}

/** A device that is lost as often as this during one question cannot stay. */
const ATTEMPTS = 2;

/** What to do where the GPU was asked for and cannot be had. */
const AGAIN = "Choose another engine, or reload the page to ask for the GPU again.";

/** The GPU behind a lab's worker, opened when first needed and again once it was lost, and the rule of who computes. */
export class WorkerEngines {
  /** Told of every change after the first opening. */
  onStatus: ((status: EngineStatus) => void) | null = null;
  #status: EngineStatus | null = null;
  #opening: Promise<GpuContext | null> | null = null;
  /** True once there was a GPU. */
  #wasThere = false;

  /** `gpu` is the browser's WebGPU, undefined where it has none. */
  constructor(readonly gpu: GPU | undefined) {}

  /** Asks for the GPU, again where there was none. */
  async status(): Promise<EngineStatus> {
    if ((await this.context()) === null) this.#opening = null;
    await this.context();
    return this.#status!;
  }

  /** The device, or null where there is none, with the reason in the status. */
  context(): Promise<GpuContext | null> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /**
   * Does `work` where the choice says: `auto` on a GPU that is not software, and in float64 where there is none or it
   * fails; `gpu` on the GPU, or throws an Error that says why not; else in float64.
   */
  async run<Machine, T>(
    choice: TheoryEngine,
    { gpu, cpu }: OnEither<Machine>,
    work: (machine: Machine) => Promise<T>,
  ): Promise<T> {
    if (choice === "cpu") return work(cpu());
    for (let attempt = 1; ; attempt += 1) {
      const context = await this.context();
      if (context === null || (choice === "auto" && context.info.software)) break;
      try {
        const result = await work(gpu(context));
        this.#worked(context);
        return result;
      } catch (error) {
        if (!isMachineFailure(error)) throw error;
        if (error instanceof DeviceLostError && attempt < ATTEMPTS) continue;
        if (choice === "gpu") throw new Error(`${error.message} ${AGAIN}`, { cause: error });
        this.#without(`The GPU failed, and the CPU computed instead. ${error.message}`);
        break;
      }
    }
    if (choice === "gpu") await this.#assertGpu();
    return work(cpu());
  }

  /** Destroys the device, as a driver reset would. */
  async loseDevice(): Promise<void> {
    (await this.context())?.destroy();
  }

  /** Throws an Error that says why there is no GPU, and what to do about it. */
  async #assertGpu(): Promise<void> {
    if ((await this.context()) !== null) return;
    throw new Error(`${this.#status!.reason} ${AGAIN}`);
  }

  async #open(): Promise<GpuContext | null> {
    if (this.gpu === undefined) return this.#none("This browser does not offer WebGPU here.");
    try {
      const context = await openContext(this.gpu, (error) => this.#lost(error));
      if (context === null) return this.#none("This browser found no GPU adapter.");
      this.#wasThere = true;
      this.#tell({ gpu: context.info, reason: null });
      return context;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return this.#none(`The GPU could not be opened: ${message}`);
    }
  }

  #none(reason: string): null {
    // Where there was one, each run asks for it again.
    if (this.#wasThere) this.#opening = null;
    this.#without(reason);
    return null;
  }

  /** The next run that needs it asks for the GPU again. */
  #lost({ message }: DeviceLostError): void {
    this.#opening = null;
    this.#without(`${message} It is asked for again when a run next needs it.`);
  }

  #without(reason: string): void {
    this.#tell({ gpu: null, reason, mayReturn: this.#wasThere });
  }

  /** Takes back what a failure said. */
  #worked({ info }: GpuContext): void {
    if (this.#status?.gpu == null) this.#tell({ gpu: info, reason: null });
  }

  #tell(status: EngineStatus): void {
    const isFirst = this.#status === null;
    this.#status = status;
    if (!isFirst) this.onStatus?.(status);
  }
}

/** False for an abort and for what no other machine would take either. */
function isMachineFailure(error: unknown): error is Error {
  return error instanceof Error && error.name !== "AbortError" && !(error instanceof RangeError);
}

/** One machine for each device, and one in float64, kept from question to question. */
export function kept<Machine>(onGpu: (context: GpuContext) => Machine, onCpu: () => Machine): OnEither<Machine> {
  const machines = new WeakMap<GpuContext, Machine>();
  let cpu: Machine | null = null;
  return {
    gpu: (context) => {
      const machine = machines.get(context) ?? onGpu(context);
      machines.set(context, machine);
      return machine;
    },
    cpu: () => (cpu ??= onCpu()),
  };
}
