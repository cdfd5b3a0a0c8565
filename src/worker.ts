import { expose, type ProxyMarked } from "comlink";
import { CpuEngine } from "./cpu/cpuEngine.ts";
import { CpuKernels } from "./cpu/cpuKernels.ts";
import type { CheckReport, EngineStatus, SignalCost, VerifyReport } from "./experiments/lab.ts";
import { checkSignal } from "./experiments/check.ts";
import { runSignal } from "./experiments/signal.ts";
import { signalCost, signalFlop } from "./experiments/signalCost.ts";
import type { SignalConfig } from "./experiments/signalConfig.ts";
import type { SignalReport } from "./experiments/signalReport.ts";
import { verifyKernels } from "./experiments/verify.ts";
import { GpuKernels } from "./gpu/gpuKernels.ts";
import { GpuSupervisor } from "./gpu/gpuSupervisor.ts";
import type { Engine, EngineInfo, RunOptions } from "./model/engine.ts";

/** Callbacks that reach this worker through comlink. */
export type Listener<T> = ((value: T) => void) & ProxyMarked;

/** Operations a second before any run has been timed. */
const EXPECTED_SPEED = { cpu: 1e9, software: 5e8, gpu: 1e11 } as const;
type Machine = keyof typeof EXPECTED_SPEED;
const UNKNOWN_GPU: EngineInfo = { kind: "gpu", adapter: "", software: true };

/** How long opening the GPU and compiling may keep the first picture waiting before the CPU draws it. */
const PATIENCE_MS = 100;

/** The machine behind the page: owns the engines, and knows each call by a number so that it can be aborted. */
export class LabWorker {
  readonly #cpu = new CpuEngine();
  readonly #gpu = new GpuSupervisor(globalThis.navigator.gpu);
  readonly #calls = new Map<number, AbortController>();
  readonly #speed: Record<Machine, number> = { ...EXPECTED_SPEED };

  async status(): Promise<EngineStatus> {
    await this.#gpu.engine();
    return this.#gpu.status!;
  }

  onStatus(listener: Listener<EngineStatus>): void {
    this.#gpu.onStatus = listener;
  }

  /** Does not wait for the GPU: until it is open, the cost is that of the slowest. */
  cost(config: SignalConfig): SignalCost {
    const gpu = this.#gpu.status?.gpu;
    const machine = config.engine === "cpu" || gpu === null ? "cpu" : machineOf(gpu ?? UNKNOWN_GPU);
    return signalCost(config, this.#speed[machine]);
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
      if (
        !(await this.#gpu.readyWithin(PATIENCE_MS, config.activation)) &&
        !this.cost({ ...config, engine: "cpu" }).ask
      ) {
        onEarly(await run(this.#cpu));
      }
      try {
        return await run(await this.#engineFor(config));
      } catch (error) {
        if (!this.#gpu.wasLost(error)) throw error;
        return run((await this.#gpu.engine()) ?? this.#cpu);
      }
    });
  }

  check(call: number, report: SignalReport, onProgress: Listener<number>): Promise<CheckReport> {
    return this.#call(call, onProgress, async (options) =>
      checkSignal(await this.#engineFor(report.config), (shake) => new CpuEngine(shake && { shake }), report, options),
    );
  }

  verify(call: number, onProgress: Listener<number>): Promise<VerifyReport> {
    return this.#call(call, onProgress, async (options) => {
      const engine = await this.#gpu.engine();
      const reference = new CpuKernels();
      if (engine === null) return verifyKernels(reference, reference, this.#cpu.info, options);
      return verifyKernels(new GpuKernels(engine.context), reference, engine.info, options);
    });
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

  async #timed(engine: Engine, config: SignalConfig, options: Parameters<typeof runSignal>[2]): Promise<SignalReport> {
    const start = performance.now();
    const report = await runSignal(engine, config, options);
    const seconds = Math.max(performance.now() - start, 1) / 1000;
    const flop = signalFlop(config);
    // Short runs say more of their overhead than of the machine's speed.
    if (flop > 1e8) this.#speed[machineOf(engine.info)] = flop / seconds;
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

function machineOf({ kind, software }: EngineInfo): Machine {
  if (kind === "cpu") return "cpu";
  return software ? "software" : "gpu";
}

expose(new LabWorker());
