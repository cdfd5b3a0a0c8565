import type { ProxyMarked } from "comlink";
import { CpuEngine } from "./cpu/cpuEngine.ts";
import { CpuKernels } from "./cpu/cpuKernels.ts";
import type { CheckReport, EngineStatus, SignalCost, VerifyReport } from "./experiments/lab.ts";
import { checkSignal } from "./experiments/check.ts";
import { assertSignalFits, runSignal } from "./experiments/signal.ts";
import { signalCost, signalFlop } from "./experiments/signalCost.ts";
import type { SignalConfig } from "./experiments/signalConfig.ts";
import type { SignalReport } from "./experiments/signalReport.ts";
import { verifyKernels } from "./experiments/verify.ts";
import { DeviceLostError } from "./gpu/errors.ts";
import { type WeightsReport, drawWeights } from "./experiments/weights/weights.ts";
import type { WeightsConfig } from "./experiments/weights/weightsConfig.ts";
import { GpuKernels } from "./gpu/gpuKernels.ts";
import { GpuSupervisor } from "./gpu/gpuSupervisor.ts";
import type { Engine, EngineInfo, RunOptions } from "./model/engine.ts";
import { networkSizes } from "./model/network.ts";

/** Callbacks that reach this worker through comlink. */
export type Listener<T> = ((value: T) => void) & ProxyMarked;

/** Operations a second before any run has been timed. */
const EXPECTED_SPEED = { cpu: 1e9, software: 5e8, gpu: 1e11 } as const;
type Machine = keyof typeof EXPECTED_SPEED;
/** Shorter or smaller runs say more of their overhead than of the machine's speed. */
const TELLING_SECONDS = 0.3;
const TELLING_FLOP = 5e8;

/** How long opening the GPU and compiling may keep the first picture waiting before the CPU draws it. */
const PATIENCE_MS = 100;

/** The machine behind the page: owns the engines, and knows each call by a number so that it can be aborted. */
export class LabWorker {
  readonly #cpu = new CpuEngine();
  readonly #gpu: GpuSupervisor;
  readonly #calls = new Map<number, AbortController>();
  readonly #speed: Record<Machine, number> = { ...EXPECTED_SPEED };

  /** `gpu` is the browser's WebGPU, undefined where it has none. */
  constructor(gpu: GPU | undefined) {
    this.#gpu = new GpuSupervisor(gpu);
  }

  async status(): Promise<EngineStatus> {
    await this.#gpu.engine();
    return this.#gpu.status!;
  }

  onStatus(listener: Listener<EngineStatus>): void {
    this.#gpu.onStatus = listener;
  }

  /** Waits for the GPU only where the cost turns on it: what the slowest does soon needs no question. */
  async cost(config: SignalConfig): Promise<SignalCost> {
    const slowest = signalCost(config, Math.min(...Object.values(this.#speed)));
    const engine = config.engine === "cpu" ? this.#cpu : slowest.ask ? await this.#engineFor(config) : null;
    if (engine === null) return slowest;
    assertSignalFits(engine, config);
    return signalCost(config, this.#speed[machineOf(engine.info)]);
  }

  runSignal(
    call: number,
    config: SignalConfig,
    histogramLayer: number | undefined,
    onProgress: Listener<number>,
    onEarly: Listener<SignalReport>,
  ): Promise<SignalReport> {
    return this.#call(call, onProgress, async (options) => {
      const run = (on: Engine): Promise<SignalReport> => this.#timed(on, config, { ...options, histogramLayer });
      if (config.engine === "cpu") return run(this.#cpu);
      if (!(await this.#gpu.readyWithin(PATIENCE_MS, networkSizes(config), config.activation))) {
        const { ask } = signalCost(config, this.#speed.cpu);
        if (!ask) onEarly(await run(this.#cpu));
      }
      return this.#onGpu(run);
    });
  }

  /** Runs on the GPU; on the CPU where there is none, where it fails, and where it is lost twice. */
  async #onGpu(run: (engine: Engine) => Promise<SignalReport>): Promise<SignalReport> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const engine = await this.#gpu.engine();
      if (engine === null) break;
      try {
        const report = await run(engine);
        this.#gpu.worked(engine);
        return report;
      } catch (error) {
        if (!isMachineFailure(error)) throw error;
        if (error instanceof DeviceLostError) continue;
        this.#gpu.failed(error);
        break;
      }
    }
    return run(this.#cpu);
  }

  check(call: number, report: SignalReport, onProgress: Listener<number>): Promise<CheckReport> {
    return this.#call(call, onProgress, async (options) =>
      checkSignal(await this.#engineFor(report.config), (shake) => new CpuEngine(shake && { shake }), report, options),
    );
  }

  verify(call: number, onProgress: Listener<number>): Promise<VerifyReport> {
    return this.#call(call, onProgress, async (options) => {
      const engine = await this.#gpu.engine();
      if (engine === null) throw new Error("There is no GPU here whose kernels could be checked.");
      return verifyKernels(new GpuKernels(engine.context), new CpuKernels(), engine.info, options);
    });
  }

  drawWeights(call: number, config: WeightsConfig, onProgress: Listener<number>): Promise<WeightsReport> {
    return this.#call(call, onProgress, (options) => drawWeights(config, options));
  }

  cancel(call: number): void {
    this.#calls.get(call)?.abort(new DOMException("A newer run has taken its place.", "AbortError"));
  }

  async loseDevice(): Promise<void> {
    (await this.#gpu.engine())?.context.destroy();
  }

  async #engineFor({ engine }: SignalConfig): Promise<Engine> {
    return engine === "cpu" ? this.#cpu : ((await this.#gpu.engine()) ?? this.#cpu);
  }

  /** Runs, and learns the engine's speed from work long enough to tell; drawing is not the engine's. */
  async #timed(engine: Engine, config: SignalConfig, options: Parameters<typeof runSignal>[2]): Promise<SignalReport> {
    let start = performance.now();
    const report = await runSignal(engine, config, { ...options, onDrawn: () => (start = performance.now()) });
    const seconds = (performance.now() - start) / 1000;
    const flop = signalFlop(config);
    if (seconds > TELLING_SECONDS && flop > TELLING_FLOP) this.#speed[machineOf(engine.info)] = flop / seconds;
    return report;
  }

  async #call<T>(call: number, onProgress: Listener<number>, work: (options: RunOptions) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#calls.set(call, controller);
    try {
      return await work({ signal: controller.signal, onProgress });
    } finally {
      this.#calls.delete(call);
    }
  }
}

/** False for an abort and for what no other machine would take either. */
function isMachineFailure(error: unknown): error is Error {
  return error instanceof Error && error.name !== "AbortError" && !(error instanceof RangeError);
}

function machineOf({ kind, software }: EngineInfo): Machine {
  if (kind === "cpu") return "cpu";
  return software ? "software" : "gpu";
}
