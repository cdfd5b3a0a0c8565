import type { EngineInfo, RunOptions } from "../../model/engine.ts";
import type { LayerParameters } from "../../model/training.ts";
import type { EngineStatus, PictureTheme } from "../lab.ts";
import type { LayerSymmetry } from "./layerSymmetry.ts";
import type { SymmetryConfig } from "./trainingConfig.ts";

/** Which of the two runs: 0 on the left. */
export type Side = 0 | 1;

export const SIDES: readonly Side[] = [0, 1];

/** The part of the plane of two features that a boundary shows, in the features' standardised units. */
export interface PlaneExtent {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

/** The examples, for those who draw them. */
export interface ShownData {
  /** What the two axes say: name, unit ("" for none), and how a standardised value reads: mean + std · value. */
  readonly axes: readonly [DataAxis, DataAxis];
  /** (2, examples) row-major, standardised. */
  readonly inputs: Float32Array;
  /** Class of each example. */
  readonly classes: Uint8Array;
  readonly classNames: readonly string[];
  readonly extent: PlaneExtent;
}

export interface DataAxis {
  readonly name: string;
  readonly unit: string;
  readonly mean: number;
  readonly std: number;
}

/** One run as it stands. */
export interface RunFrame {
  readonly iteration: number;
  /**
   * losses[i] is the loss after `from + i` updates, those since the frame before, over the batch that the next update takes;
   * the last is of now.
   */
  readonly from: number;
  readonly losses: Float64Array;
  readonly parameters: readonly LayerParameters[];
  readonly symmetry: readonly LayerSymmetry[];
  /** Fraction of all examples whose class is told right. */
  readonly accuracy: number;
  /** As in TrainingRun. */
  readonly brokenAt: number | null;
  /** Which canvas holds the boundary; null before canvases are handed over, or where the browser gives none to draw on. */
  readonly paintedOn: "webgpu" | "2d" | null;
}

export interface TrainingFrame {
  readonly engine: EngineInfo;
  /** The iteration that both runs have come to; one that broke stays behind. */
  readonly iteration: number;
  readonly runs: readonly [RunFrame, RunFrame];
  /** How long the updates since the frame before took, both runs together. */
  readonly milliseconds: number;
}

/** The answer to `start`: what stays the same while the runs go on. */
export interface TrainingOpened {
  readonly data: ShownData;
  /** What each run starts from. */
  readonly frame: TrainingFrame;
}

/** The float64 reference and the theory beside what the engine found. */
export interface TrainingCheck {
  /** How many updates were compared. */
  readonly iterations: number;
  readonly runs: readonly [RunCheck, RunCheck];
}

export interface RunCheck {
  /** The reference's loss after 0 … iterations updates. */
  readonly losses: Float64Array;
  /** Worst |loss - reference| / max(reference, 2^-10), and what float32's arithmetic allows. */
  readonly worst: number;
  readonly bound: number;
  readonly passed: boolean;
  /** Loss of the network with one unit a layer that equal units amount to (float64); null where units differ at the start. */
  readonly collapsed: Float64Array | null;
}

export interface AdvanceOptions extends RunOptions {
  /** Also the ranks, which take a moment in wide layers. */
  readonly ranks?: boolean | undefined;
}

/**
 * What the Symmetry lab asks of the machine behind it. Every call may be aborted; it then rejects with an AbortError. One
 * pair of runs lives at a time: `start` frees the pair before. `auto` falls back to float64 where there is no GPU or it
 * fails; where a device is lost, the runs go on from the last frame, and the frame names its engine.
 */
export interface TrainingLab {
  /** Asks for the GPU (again, where it was lost). */
  status(): Promise<EngineStatus>;
  /** Called when the status changes of itself: a lost device, a device regained. */
  onStatus(listener: (status: EngineStatus) => void): void;
  /**
   * Takes over two canvases for a side's decision boundary, one for WebGPU, which keeps its size until `resizeBoundary`, and
   * one for plain numbers. The next frame paints: `advance(0)` at once.
   */
  showBoundary(side: Side, gpu: OffscreenCanvas, plain: OffscreenCanvas): Promise<void>;
  /** Paints the present boundaries with so many pixels along a side's WebGPU canvas. */
  resizeBoundary(side: Side, pixels: number): Promise<void>;
  /** Paints the boundaries of the present parameters in a theme's colours. */
  repaint(theme: PictureTheme): Promise<void>;
  /**
   * Draws data and weights and stands at iteration 0; a ConfigError, LimitError or RangeError of one sentence else. Paints
   * nothing: what is wanted is mostly further on, and the first frame of `advance` paints.
   */
  start(config: SymmetryConfig, theme: PictureTheme, options?: RunOptions): Promise<TrainingOpened>;
  /** Makes so many updates in both runs, in lockstep, and paints; 0 gives the present frame. */
  advance(updates: number, options?: AdvanceOptions): Promise<TrainingFrame>;
  /** Goes back to iteration 0; nothing new is allocated. */
  reset(options?: AdvanceOptions): Promise<TrainingFrame>;
  /** float64 and theory for the updates made so far, at most `updates` of them. */
  check(updates: number, options?: RunOptions): Promise<TrainingCheck>;
  /** Destroys the device, as a driver reset would. For tests and the curious. */
  loseDevice(): Promise<void>;
}
