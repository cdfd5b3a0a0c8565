import type { ProxyMarked } from "comlink";
import { CpuEnsembles } from "./cpu/ensemble/cpuEnsembles.ts";
import { CpuGeometry } from "./cpu/geometry/cpuGeometry.ts";
import { DiagramPainter } from "./diagramPainter.ts";
import type { EngineStatus } from "./experiments/lab.ts";
import { runCircle } from "./experiments/theory/circle.ts";
import type { CircleConfig, CircleReport } from "./experiments/theory/circleReport.ts";
import { makeCritical } from "./experiments/theory/critical.ts";
import type { CriticalReport, CriticalRequest } from "./experiments/theory/criticalReport.ts";
import { runEnsemble } from "./experiments/theory/ensemble.ts";
import type { EnsembleReport } from "./experiments/theory/ensembleReport.ts";
import { runIsometry } from "./experiments/theory/isometry.ts";
import type { IsometryConfig, IsometryReport } from "./experiments/theory/isometryReport.ts";
import { runProfile } from "./experiments/theory/profile.ts";
import type { ProfileReport } from "./experiments/theory/profileReport.ts";
import type { TheoryConfig } from "./experiments/theory/theoryConfig.ts";
import type { CriticalLine, DiagramPainted, DiagramRequest } from "./experiments/theory/theoryLab.ts";
import { GpuEnsembles } from "./gpu/ensemble/gpuEnsembles.ts";
import { GpuGeometry } from "./gpu/geometry/gpuGeometry.ts";
import type { DiagramWindow } from "./model/diagram.ts";
import type { Ensembles } from "./model/ensemble.ts";
import type { Geometry } from "./model/geometry.ts";
import type { MeanField, MeanFieldPoint, MeanFieldProfile } from "./model/meanField.ts";
import { nextMacrotask } from "./model/pacer.ts";
import { NumberedCalls } from "./numberedCalls.ts";
import { ensembleWords } from "./random/ensembleWords.ts";
import { criticalLines } from "./theory/critical.ts";
import { meanField } from "./theory/meanField.ts";
import { meanFieldProfile } from "./theory/profile.ts";
import { WorkerEngines, kept } from "./workerEngines.ts";

/** Callbacks that reach this worker through comlink. */
export type Listener<T> = ((value: T) => void) & ProxyMarked;

/** The machine behind the Theory lab: owns its engines, and knows each call by a number so that it can be aborted. */
export class TheoryMachine {
  readonly #engines: WorkerEngines;
  readonly #calls = new NumberedCalls();
  readonly #ensembles = kept<Ensembles>(
    (context) => new GpuEnsembles(context),
    () => new CpuEnsembles(ensembleWords),
  );
  readonly #geometry = kept<Geometry>(
    (context) => new GpuGeometry(context),
    () => new CpuGeometry(),
  );

  readonly #painter = new DiagramPainter(() => this.#engines.context());

  /** `gpu` is the browser's WebGPU, undefined where it has none. */
  constructor(gpu: GPU | undefined) {
    this.#engines = new WorkerEngines(gpu);
  }

  status(): Promise<EngineStatus> {
    return this.#engines.status();
  }

  onStatus(listener: Listener<EngineStatus>): void {
    this.#engines.onStatus = listener;
  }

  /** Takes over two canvases, in the place of earlier ones. */
  showDiagram(gpu: OffscreenCanvas, plain: OffscreenCanvas): void {
    this.#painter.show(gpu, plain);
  }

  drawDiagram(call: number, request: DiagramRequest, onCoarse: Listener<DiagramPainted>): Promise<DiagramPainted> {
    return this.#calls.run(call, async (options) => {
      const draw = (painter: DiagramPainter): Promise<DiagramPainted> =>
        painter.draw(request, { ...options, onCoarse });
      // The painter itself leaves to float64 what the fastest fails at, and says so with the picture.
      if (request.engine !== "gpu") return draw(this.#painter);
      return this.#engines.run("gpu", { gpu: () => this.#painter, cpu: () => this.#painter }, draw);
    });
  }

  criticalLines(call: number, window: DiagramWindow): Promise<readonly CriticalLine[]> {
    return this.#quick(call, () => criticalLines(window));
  }

  meanField(call: number, point: MeanFieldPoint): Promise<MeanField> {
    return this.#quick(call, () => meanField(point));
  }

  meanFieldProfile(
    call: number,
    point: MeanFieldPoint & { depth: number; correlation: number },
  ): Promise<MeanFieldProfile> {
    return this.#quick(call, () => meanFieldProfile(point));
  }

  runProfile(
    call: number,
    config: TheoryConfig,
    onProgress: Listener<number>,
    onEarly: Listener<ProfileReport>,
  ): Promise<ProfileReport> {
    return this.#calls.run(call, (options) =>
      this.#engines.run(config.engine, this.#ensembles, (ensembles) =>
        runProfile(ensembles, config, { ...options, onProgress, onEarly }),
      ),
    );
  }

  runEnsemble(
    call: number,
    config: TheoryConfig,
    onProgress: Listener<number>,
    onEarly: Listener<EnsembleReport>,
  ): Promise<EnsembleReport> {
    return this.#calls.run(call, (options) =>
      this.#engines.run(config.engine, this.#ensembles, (ensembles) =>
        runEnsemble(ensembles, config, { ...options, onProgress, onEarly }),
      ),
    );
  }

  runCircle(call: number, config: CircleConfig, onProgress: Listener<number>): Promise<CircleReport> {
    return this.#calls.run(call, (options) =>
      this.#engines.run(config.engine, this.#geometry, (geometry) =>
        runCircle(geometry, config, { ...options, onProgress }),
      ),
    );
  }

  runIsometry(
    call: number,
    config: IsometryConfig,
    onProgress: Listener<number>,
    onEarly: Listener<IsometryReport>,
  ): Promise<IsometryReport> {
    return this.#calls.run(call, (options) =>
      this.#engines.run(config.engine, this.#geometry, (geometry) =>
        runIsometry(geometry, config, { ...options, onProgress, onEarly }),
      ),
    );
  }

  makeCritical(call: number, request: CriticalRequest): Promise<CriticalReport> {
    return this.#quick(call, () => makeCritical(request));
  }

  cancel(call: number): void {
    this.#calls.cancel(call);
  }

  /** Destroys the device, as a driver reset would. For tests and the curious. */
  loseDevice(): Promise<void> {
    return this.#engines.loseDevice();
  }

  /** Work that holds the thread for a moment, unless it was cancelled while it waited for the thread. */
  #quick<T>(call: number, work: () => T): Promise<T> {
    return this.#calls.run(call, async ({ signal }) => {
      await nextMacrotask();
      signal?.throwIfAborted();
      return work();
    });
  }
}
