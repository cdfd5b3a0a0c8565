import type { BackwardStatistics, ForwardStatistics, RunOptions, SignalPicture } from "../model/engine.ts";
import { type Network, layerCount } from "../model/network.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import type { BufferSlice } from "./kernel.ts";
import type { PlanTrace } from "./plan.ts";
import { type Results, lossFromGradient } from "./results.ts";

/** What decides a plan's buffers and dispatches, apart from the network's sizes and φ. */
export interface PlanShape {
  readonly hasBias: boolean;
  readonly forwardExamples: number;
  readonly histogram: { readonly layer: number; readonly bins: number } | null;
  readonly backwardExamples: number;
  readonly weightGradients: boolean;
  /** Also bring back the picture. */
  readonly picture: boolean;
}

/** The examples of one run; null where the plan has no such pass. */
export interface PlanData {
  readonly forward: Float64Array | null;
  readonly backward: { readonly inputs: Float64Array; readonly targets: Float64Array } | null;
}

/** What a run found; null for what the plan's shape leaves out. */
export interface PlanFindings {
  readonly forward: ForwardStatistics | null;
  readonly backward: BackwardStatistics | null;
  readonly picture: SignalPicture | null;
}

/** The experiments of one network, prepared: scales and examples may change from run to run. */
export interface SignalPlan {
  readonly trace: PlanTrace;
  /** Where its runs leave their picture, as pictureBuffer.ts reads it; null where they leave none. */
  readonly picture: BufferSlice | null;
  run(network: Network, data: PlanData, options: RunOptions): Promise<PlanFindings>;
  destroy(): void;
}

export type PlanMaker = () => SignalPlan;

/** One way to take networks through the GPU: its kernels, and the weights of the latest network. */
export interface PassPath {
  /** Whether it takes such networks at all. */
  takes(sizes: readonly number[], shape: PlanShape): boolean;
  /** Throws a LimitError, with the limit and the size, where the plan would exceed the device. Allocates nothing. */
  assertFits(sizes: readonly number[], shape: PlanShape): void;
  /** Compiles what such a plan needs, once a device, and gives what allocates it; whoever calls that destroys the plan. */
  compile(sizes: readonly number[], nonlinearity: NonlinearityId, shape: PlanShape): Promise<PlanMaker>;
  /** Frees the weights. */
  destroy(): void;
}

/** The sections of a plan's results, in layers: activations, gradients of preactivations, gradients of weights. */
export function resultRows(sizes: readonly number[], shape: PlanShape): number {
  const { forwardExamples, backwardExamples, weightGradients } = shape;
  return [forwardExamples > 0, backwardExamples > 0, weightGradients].filter(Boolean).length * (sizes.length - 1);
}

/** Reads what a run of this shape left in its results. */
export function readFindings(
  results: Results,
  bytes: ArrayBuffer,
  network: Network,
  { forwardExamples, backwardExamples, histogram, weightGradients }: PlanShape,
): Omit<PlanFindings, "picture"> {
  const layers = layerCount(network);
  const activations = forwardExamples > 0 ? results.statistics(bytes, 0, layers) : null;
  const forward = activations && {
    layers: activations,
    histogram: histogram && results.histogram(bytes, histogram.layer, activations[histogram.layer]!),
  };
  if (backwardExamples === 0) return { forward, backward: null };
  const start = activations === null ? 0 : layers;
  const gradients = results.statistics(bytes, start, layers);
  const gradWeight = weightGradients ? results.statistics(bytes, start + layers, layers) : null;
  const loss = lossFromGradient(gradients[layers - 1]!, network.sizes[layers]! * backwardExamples);
  return { forward, backward: { loss, gradPreactivation: gradients.slice(0, -1), gradWeight } };
}
