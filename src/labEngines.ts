import { CpuEngine } from "./cpu/cpuEngine.ts";
import { engineSpeed } from "./experiments/engineSpeed.ts";
import type { EngineChoice } from "./experiments/signalConfig.ts";
import { GpuSupervisor } from "./gpu/gpuSupervisor.ts";
import type { Engine, EngineInfo, RunOptions } from "./model/engine.ts";

/** Operations a second before any run has been timed. */
const EXPECTED_SPEED = { cpu: 1e9, wasm: 4e9, software: 1e9, gpu: 1e11 } as const;
type Machine = keyof typeof EXPECTED_SPEED;

/** Opens the WebAssembly engine; rejects where there is no SIMD. */
export type OpenWasm = () => Promise<Engine>;

/** The engines behind the page, opened when first needed, and how fast each has been. */
export class LabEngines {
  readonly cpu = new CpuEngine();
  readonly gpu: GpuSupervisor;
  readonly #openWasm: OpenWasm | null;
  readonly #speed: Record<Machine, number> = { ...EXPECTED_SPEED };
  #wasm: Promise<Engine | null> | null = null;
  #trial: Promise<void> | null = null;

  /** `gpu` is the browser's WebGPU, undefined where it has none; without `openWasm` there is only float64 beside it. */
  constructor(gpu: GPU | undefined, openWasm: OpenWasm | null) {
    this.gpu = new GpuSupervisor(gpu);
    this.#openWasm = openWasm;
  }

  /** The WebAssembly engine, or null where the browser has no SIMD. */
  wasm(): Promise<Engine | null> {
    this.#wasm ??= this.#openWasm === null ? Promise.resolve(null) : this.#openWasm().catch(() => null);
    return this.#wasm;
  }

  /** What computes where the GPU does not: float32 in SIMD, else float64. */
  async onCpu(): Promise<Engine> {
    return (await this.wasm()) ?? this.cpu;
  }

  /** The engine that a choice means here; the CPU's, where the GPU chosen is not there. */
  async of(choice: EngineChoice): Promise<Engine> {
    if (choice === "cpu") return this.cpu;
    if (choice === "wasm") return this.onCpu();
    const gpu = await this.gpu.engine();
    return gpu === null || (choice === "auto" && !this.prefers(gpu.info)) ? this.onCpu() : gpu;
  }

  /**
   * Whether a GPU is faster than the CPU: always, unless it is the CPU that plays it. Then it is not taken to be, before a
   * trial; and where SIMD fails to open there is none, and float64 is as fast as a software adapter, and exact.
   */
  prefers(gpu: EngineInfo): boolean {
    return !gpu.software || this.#openWasm === null || this.#speed.software > this.#speed.wasm;
  }

  /** Learns which is faster where a software adapter plays the GPU: once, by a short trial of both. */
  compare(options: Pick<RunOptions, "signal"> = {}): Promise<void> {
    if (this.#trial === null) {
      this.#trial = this.#compare(options);
      // One that was broken off is made again another time.
      this.#trial.catch(() => (this.#trial = null));
    }
    return this.#trial;
  }

  async #compare(options: Pick<RunOptions, "signal">): Promise<void> {
    const [gpu, wasm] = [await this.gpu.engine(), await this.wasm()];
    if (gpu === null || wasm === null || !gpu.info.software) return;
    const [onCpu, onGpu] = [await engineSpeed(wasm, options), await engineSpeed(gpu, options)];
    this.#speed.wasm = onCpu;
    this.#speed.software = onGpu;
  }

  speedOf(info: EngineInfo): number {
    return this.#speed[machineOf(info)];
  }

  /** The slowest that may be asked to compute. */
  get slowest(): number {
    return Math.min(...Object.values(this.#speed));
  }

  learn(info: EngineInfo, flopPerSecond: number): void {
    this.#speed[machineOf(info)] = flopPerSecond;
  }
}

function machineOf({ kind, software }: EngineInfo): Machine {
  return kind === "gpu" && software ? "software" : kind;
}
