import type { DiagramQuantity, DiagramWindow } from "../../model/diagram.ts";
import type { EngineInfo, RunOptions } from "../../model/engine.ts";
import type { MeanField, MeanFieldPoint, MeanFieldProfile } from "../../model/meanField.ts";
import type { EngineStatus, PictureTheme } from "../lab.ts";
import type { CriticalReport, CriticalRequest } from "./criticalReport.ts";
import type { EnsembleReport } from "./ensembleReport.ts";
import type { CircleConfig, CircleReport } from "./circleReport.ts";
import type { IsometryConfig, IsometryReport } from "./isometryReport.ts";
import type { ProfileReport } from "./profileReport.ts";
import type { TheoryConfig } from "./theoryConfig.ts";

/** A diagram to be painted. */
export interface DiagramRequest {
  readonly window: DiagramWindow;
  readonly quantity: DiagramQuantity;
  readonly theme: PictureTheme;
  readonly engine: TheoryConfig["engine"];
}

/** What was painted, for the legend. */
export interface DiagramPainted {
  readonly engine: EngineInfo;
  /** Which canvas holds it: the WebGPU one, or the one for plain numbers. */
  readonly on: "webgpu" | "2d";
  readonly columns: number;
  readonly rows: number;
  /** Cells that were computed in the milliseconds they took. */
  readonly cells: number;
  readonly milliseconds: number;
  /** What failed of the GPU, as a sentence for people; null where nothing did. */
  readonly reason: string | null;
}

export interface DiagramOptions extends RunOptions {
  /** Hears of each coarser picture on the way, each already painted. */
  readonly onCoarse?: ((painted: DiagramPainted) => void) | undefined;
}

/** A part of the line where chi1 = 1, in float64, as points (sigmaW2, sigmaB2) in order. */
export type CriticalLine = readonly (readonly [sigmaW2: number, sigmaB2: number])[];

/** Runs that can show something before they are done. */
export interface EarlyOptions<Report> extends RunOptions {
  readonly onEarly?: ((report: Report) => void) | undefined;
}

/**
 * What the Theory lab asks of the machine behind it. Every call may be aborted; it then rejects with an AbortError.
 * `auto` falls back to float64 where there is no GPU or it fails, and every report names its engine.
 */
export interface TheoryLab {
  /** Asks for the GPU (again, where it was lost). */
  status(): Promise<EngineStatus>;
  /** Called when the status changes of itself: a lost device, a device regained. */
  onStatus(listener: (status: EngineStatus) => void): void;
  /** Takes over two canvases of the page, one for WebGPU and one for plain numbers. */
  showDiagram(gpu: OffscreenCanvas, plain: OffscreenCanvas): Promise<void>;
  /** Computes and paints, coarse to fine; the last painting is the window's own size. */
  drawDiagram(request: DiagramRequest, options?: DiagramOptions): Promise<DiagramPainted>;
  /** The critical lines within a window, in float64. */
  criticalLines(window: DiagramWindow, options?: RunOptions): Promise<readonly CriticalLine[]>;
  /** Theory at a point, in float64. */
  meanField(point: MeanFieldPoint, options?: RunOptions): Promise<MeanField>;
  /** Theory by layer. */
  meanFieldProfile(
    point: MeanFieldPoint & { depth: number; correlation: number },
    options?: RunOptions,
  ): Promise<MeanFieldProfile>;
  /** A few networks' q and c by layer beside theory's. */
  runProfile(config: TheoryConfig, options?: EarlyOptions<ProfileReport>): Promise<ProfileReport>;
  runEnsemble(config: TheoryConfig, options?: EarlyOptions<EnsembleReport>): Promise<EnsembleReport>;
  runCircle(config: CircleConfig, options?: RunOptions): Promise<CircleReport>;
  runIsometry(config: IsometryConfig, options?: EarlyOptions<IsometryReport>): Promise<IsometryReport>;
  makeCritical(request: CriticalRequest, options?: RunOptions): Promise<CriticalReport>;
}
