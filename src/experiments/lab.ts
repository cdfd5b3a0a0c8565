import type { EngineInfo, RunOptions, SignalPicture } from "../model/engine.ts";
import type { KernelName } from "../model/kernels.ts";
import type { SignalConfig } from "./signalConfig.ts";
import type { PaintedOn, SignalReport } from "./signalReport.ts";
import type { WeightsReport } from "./weights/weights.ts";
import type { WeightsConfig } from "./weights/weightsConfig.ts";

export type PictureTheme = "light" | "dark";

/** What the machine offers: the GPU's adapter, or why there is none. */
export interface EngineStatus {
  readonly gpu: EngineInfo | null;
  /** A sentence for people where gpu is null. */
  readonly reason: string | null;
  /** True where a GPU was there that failed or was lost, and that a run may ask for again. */
  readonly mayReturn?: boolean;
}

/** What a run would take, before it runs. */
export interface SignalCost {
  readonly flop: number;
  readonly weights: number;
  /** Estimated seconds on the chosen engine, from the speed of longer runs so far or a cautious guess. */
  readonly seconds: number;
  /** True past the stated cost: ask first. */
  readonly ask: boolean;
}

/** The badge: how far the engine's numbers on screen lie from the float64 reference. */
export interface CheckReport {
  /**
   * Worst error of std over all layers, forward and gradient, relative to std; to |mean| / 256 where values lie closer
   * together than that, since float32 holds what is left of them only so far.
   */
  readonly worst: number;
  /** What the arithmetic allows. */
  readonly bound: number;
  readonly passed: boolean;
  /** True where rounding itself grows from layer to layer, so that the bound is wide. */
  readonly chaotic: boolean;
  /** Examples compared, which for a large network are the first few of those shown. */
  readonly samples: number;
  readonly gradientSamples: number;
}

export interface VerifyCase {
  readonly kernel: KernelName;
  readonly shape: string;
  readonly maxError: number;
  readonly bound: number;
}

export interface VerifyReport {
  readonly engine: EngineInfo;
  readonly passed: number;
  readonly failed: number;
  readonly cases: readonly VerifyCase[];
}

export interface SignalRunOptions extends RunOptions {
  /** The layer whose histogram is wanted, 0 the input. */
  readonly histogramLayer?: number | undefined;
  /** Brings back the picture where the engine's own buffers do not hold it. */
  readonly picture?: boolean | undefined;
  readonly onPicture?: ((picture: SignalPicture | null) => void) | undefined;
  /** Told once the weights are drawn and the engine begins. */
  readonly onDrawn?: (() => void) | undefined;
  /** Hears a first answer from the CPU where the GPU's shaders are still being compiled; the GPU's follows. */
  readonly onEarly?: ((report: SignalReport) => void) | undefined;
}

/**
 * What the page asks of the machine behind it. Every call may be aborted; it then rejects with
 * an AbortError. A call whose GPU is lost falls back to the CPU and says so in the report's engine.
 */
export interface Lab {
  /** Asks for the GPU (again, where it was lost). */
  status(): Promise<EngineStatus>;
  /** Called when the status changes of itself: a lost device, a device regained. */
  onStatus(listener: (status: EngineStatus) => void): void;
  /** Rejects with a LimitError where the run would be refused. */
  cost(config: SignalConfig): Promise<SignalCost>;
  runSignal(config: SignalConfig, options?: SignalRunOptions): Promise<SignalReport>;
  /**
   * Takes over two canvases of the page, one for WebGPU and one for plain numbers: from now on every run's picture is
   * painted on one of them, and the latest's at once.
   */
  showPicture(gpu: OffscreenCanvas, plain: OffscreenCanvas, theme: PictureTheme): Promise<PaintedOn>;
  /** Paints the latest picture in a theme's colours. */
  repaint(theme: PictureTheme): Promise<PaintedOn>;
  /** Compares a report with the float64 reference. */
  check(report: SignalReport, options?: RunOptions): Promise<CheckReport>;
  /** Draws a network's weights as a framework does. Rejects before anything is drawn where it cannot. */
  drawWeights(config: WeightsConfig, options?: RunOptions): Promise<WeightsReport>;
  /** Every kernel on this machine against the reference. */
  verify(options?: RunOptions): Promise<VerifyReport>;
  /** Destroys the device, as a driver reset would. For tests and the curious. */
  loseDevice(): Promise<void>;
}
