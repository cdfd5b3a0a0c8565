import type { ProxyMarked } from "comlink";
import { AtRest, type Tunings } from "./atRest.ts";
import { CpuEngine } from "./cpu/cpuEngine.ts";
import type {
  CheckReport,
  EngineStatus,
  PictureTheme,
  SignalCost,
  SignalRunOptions,
  VerifyReport,
} from "./experiments/lab.ts";
import { checkSignal } from "./experiments/check.ts";
import { assertSignalFits, runSignal } from "./experiments/signal.ts";
import { signalCost, signalFlop } from "./experiments/signalCost.ts";
import type { SignalConfig } from "./experiments/signalConfig.ts";
import type { PaintedOn, SignalReport } from "./experiments/signalReport.ts";
import { DeviceLostError } from "./gpu/errors.ts";
import type { WeightsReport } from "./experiments/weights/weights.ts";
import type { WeightsConfig } from "./experiments/weights/weightsConfig.ts";
import type { GpuSupervisor } from "./gpu/gpuSupervisor.ts";
import { LabEngines, type OpenWasm } from "./labEngines.ts";
import type { Engine, RunOptions, SignalPicture } from "./model/engine.ts";
import { networkSizes } from "./model/network.ts";
import { LabPictures } from "./labPictures.ts";
import { picturesComeBack } from "./picturePainter.ts";

/** One run of a configuration on an engine. */
type Run = (engine: Engine) => Promise<SignalReport>;

/** Callbacks that reach this worker through comlink. */
export type Listener<T> = ((value: T) => void) & ProxyMarked;

/** Shorter or smaller runs say more of their overhead than of the machine's speed. */
const TELLING_SECONDS = 0.3;
const TELLING_FLOP = 5e8;

/** How long opening the GPU and compiling may keep the first picture waiting before the CPU draws it. */
const PATIENCE_MS = 100;

/** The machine behind the page: owns the engines, and knows each call by a number so that it can be aborted. */
export class LabWorker {
  readonly #engines: LabEngines;
  readonly #calls = new Map<number, AbortController>();
  readonly #atRest: AtRest;
  readonly #pictures = new LabPictures();

  /** `gpu` is the browser's WebGPU, undefined where it has none. */
  constructor(gpu: GPU | undefined, openWasm: OpenWasm | null = null) {
    this.#engines = new LabEngines(gpu, openWasm);
    this.#atRest = new AtRest(this.#engines, () => this.#calls.size > 0);
  }

  get #gpu(): GpuSupervisor {
    return this.#engines.gpu;
  }

  async status(): Promise<EngineStatus> {
    await this.#gpu.engine();
    return this.#gpu.status!;
  }

  onStatus(listener: Listener<EngineStatus>): void {
    this.#gpu.onStatus = listener;
  }

  /** Waits for an engine only where the cost turns on it: what the slowest does soon needs no question. */
  async cost(config: SignalConfig): Promise<SignalCost> {
    const slowest = signalCost(config, this.#engines.slowest);
    if (config.engine !== "cpu" && !slowest.ask) return slowest;
    const engine = await this.#engines.of(config.engine);
    assertSignalFits(engine, config);
    return signalCost(config, this.#engines.speedOf(engine.info));
  }

  runSignal(
    call: number,
    config: SignalConfig,
    histogramLayer: number | undefined,
    onProgress: Listener<number>,
    onEarly: Listener<SignalReport>,
  ): Promise<SignalReport> {
    this.#atRest.wake();
    return this.#call(call, onProgress, async (options) => {
      const run = (on: Engine): Promise<SignalReport> => this.#timed(on, config, { ...options, histogramLayer });
      const report = await this.#run(config, run, (early) => onEarly(early));
      this.#atRest.rest();
      return report;
    });
  }

  /** Runs on the engine chosen; where the GPU is not ready in a moment, the CPU answers first. */
  async #run(config: SignalConfig, run: Run, onEarly: (report: SignalReport) => void): Promise<SignalReport> {
    const { engine: choice, activation } = config;
    if (choice === "cpu" || choice === "wasm") return run(await this.#engines.of(choice));
    const opened = await this.#gpu.openWithin(PATIENCE_MS);
    if (choice === "auto" && opened && !(await this.#prefersGpu())) return run(await this.#engines.onCpu());
    const ready = opened && (await this.#gpu.readyWithin(PATIENCE_MS, networkSizes(config), activation));
    if (!ready) {
      const onCpu = await this.#engines.onCpu();
      const { ask } = signalCost(config, this.#engines.speedOf(onCpu.info));
      const early = ask ? null : await run(onCpu);
      if (choice === "auto" && !(await this.#prefersGpu())) return early ?? run(onCpu);
      if (early !== null) onEarly(early);
    }
    return this.#onGpu(run);
  }

  async #prefersGpu(): Promise<boolean> {
    const engine = await this.#gpu.engine();
    return engine !== null && this.#engines.prefers(engine.info);
  }

  /** Runs on the GPU; on the CPU where there is none, where it fails, and where it is lost twice. */
  async #onGpu(run: Run): Promise<SignalReport> {
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
    return run(await this.#engines.onCpu());
  }

  /** Takes the tunings that the page keeps between visits, and tells it of new ones. */
  useTunings(kept: Tunings["kept"], keep: Tunings["keep"]): void {
    this.#atRest.tunings = { kept, keep };
  }

  check(call: number, report: SignalReport, onProgress: Listener<number>): Promise<CheckReport> {
    return this.#call(call, onProgress, async (options) =>
      checkSignal(await this.#engineOf(report), (shake) => new CpuEngine(shake && { shake }), report, options),
    );
  }

  verify(call: number, onProgress: Listener<number>): Promise<VerifyReport> {
    return this.#call(call, onProgress, async (options) => {
      const engine = await this.#gpu.engine();
      if (engine === null) throw new Error("There is no GPU here whose kernels could be checked.");
      const { checkGpuKernels } = await import("./kernelCheck.ts");
      return checkGpuKernels(engine, options);
    });
  }

  drawWeights(call: number, config: WeightsConfig, onProgress: Listener<number>): Promise<WeightsReport> {
    return this.#call(call, onProgress, async (options) => {
      const { drawWeights } = await import("./experiments/weights/weights.ts");
      return drawWeights(config, options);
    });
  }

  cancel(call: number): void {
    this.#calls.get(call)?.abort(new DOMException("A newer run has taken its place.", "AbortError"));
  }

  showPicture(gpu: OffscreenCanvas, plain: OffscreenCanvas, theme: PictureTheme): Promise<PaintedOn> {
    return this.#pictures.show(gpu, plain, theme);
  }

  repaint(theme: PictureTheme): Promise<PaintedOn> {
    return this.#pictures.repaint(theme);
  }

  async loseDevice(): Promise<void> {
    (await this.#gpu.engine())?.context.destroy();
  }

  /** The engine that made a report, or what stands in for it now. */
  #engineOf({ engine }: SignalReport): Promise<Engine> {
    return this.#engines.of(engine.kind);
  }

  /** Runs, and learns the engine's speed from work long enough to tell; drawing is not the engine's. */
  async #timed(engine: Engine, config: SignalConfig, options: SignalRunOptions): Promise<SignalReport> {
    let start = performance.now();
    let picture: SignalPicture | null = null;
    const report = await runSignal(engine, config, {
      ...options,
      picture: picturesComeBack(engine),
      onPicture: (own) => (picture = own),
      onDrawn: () => (start = performance.now()),
    });
    const seconds = (performance.now() - start) / 1000;
    const flop = signalFlop(config);
    if (seconds > TELLING_SECONDS && flop > TELLING_FLOP) this.#engines.learn(engine.info, flop / seconds);
    return { ...report, painted: await this.#pictures.add(engine, picture, report) };
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
