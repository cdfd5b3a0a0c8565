import type { EngineInfo } from "../model/engine.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import type { DeviceLostError } from "./errors.ts";
import { type GpuEngine, openGpuEngine } from "./gpuEngine.ts";

/** The GPU as it stands: its adapter, or a sentence that says why there is none. */
export interface GpuStatus {
  readonly gpu: EngineInfo | null;
  readonly reason: string | null;
}

/** Losses within this many milliseconds of opening count as a device that cannot stay. */
const SETTLED_MS = 2000;
const MOST_QUICK_LOSSES = 3;

/** Opens the GPU when first asked, notices its loss, and asks for it again. */
export class GpuSupervisor {
  /** Told of every change after the first opening. */
  onStatus: ((status: GpuStatus) => void) | null = null;
  /** Null until the GPU has been opened or refused. */
  status: GpuStatus | null = null;
  #opening: Promise<GpuEngine | null> | null = null;
  #quickLosses = 0;

  constructor(readonly gpu: GPU | undefined) {}

  /** The engine, opened at the first call; null where there is no GPU, with the reason in `status`. */
  engine(): Promise<GpuEngine | null> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Whether the GPU is open, or there is none, waiting at most this long. */
  openWithin(milliseconds: number): Promise<boolean> {
    return within(
      milliseconds,
      this.engine().then(() => true),
    );
  }

  /** Whether the GPU is open and φ's kernels are compiled, or there is none, waiting at most this long. */
  readyWithin(milliseconds: number, sizes: readonly number[], nonlinearity: NonlinearityId): Promise<boolean> {
    return within(milliseconds, this.#ready(sizes, nonlinearity));
  }

  /** True, however it ends: a failure shows itself in the run that follows. */
  async #ready(sizes: readonly number[], nonlinearity: NonlinearityId): Promise<boolean> {
    const engine = await this.engine();
    if (engine !== null) await engine.compile(sizes, nonlinearity).catch(() => undefined);
    return true;
  }

  /** A run failed without the device being lost (no pipeline, no memory): said, and the GPU is tried again next time. */
  failed({ message }: Error): void {
    this.#none(`The GPU failed, and the CPU computed instead. ${message}`);
    this.#tell();
  }

  /** A run went well: takes back what a failure said. */
  worked({ info }: GpuEngine): void {
    if (this.status?.gpu != null) return;
    this.status = { gpu: info, reason: null };
    this.#tell();
  }

  async #open(): Promise<GpuEngine | null> {
    if (this.gpu === undefined) {
      return this.#none("This browser does not offer WebGPU here: the CPU computes instead.");
    }
    try {
      const opened = performance.now();
      const engine = await openGpuEngine(this.gpu, (error) => this.#lost(error, performance.now() - opened));
      if (engine === null) return this.#none("This browser found no GPU adapter: the CPU computes instead.");
      this.status = { gpu: engine.info, reason: null };
      return engine;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return this.#none(`The GPU could not be opened (${message}): the CPU computes instead.`);
    }
  }

  #none(reason: string): null {
    this.status = { gpu: null, reason };
    return null;
  }

  #lost(error: DeviceLostError, afterMs: number): void {
    this.#quickLosses = afterMs < SETTLED_MS ? this.#quickLosses + 1 : 0;
    this.#none(`${error.message} The CPU computes meanwhile; the GPU is asked for again.`);
    this.#tell();
    if (this.#quickLosses >= MOST_QUICK_LOSSES) {
      this.#opening = Promise.resolve(this.#none("The GPU was lost several times in a row: the CPU computes instead."));
      this.#tell();
      return;
    }
    this.#opening = this.#open();
    void this.#opening.then(() => this.#tell());
  }

  #tell(): void {
    if (this.status !== null) this.onStatus?.(this.status);
  }
}

/** What `work` gives, or false once so many milliseconds have passed. */
function within(milliseconds: number, work: Promise<boolean>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => void setTimeout(resolve, milliseconds, false));
  return Promise.race([work, late]);
}
