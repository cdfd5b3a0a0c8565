import type { Histogram, LayerStatistics } from "./engine.ts";
import type { NonlinearityId } from "./nonlinearity.ts";
import type { Scaled, ScaledMatrix } from "./scaled.ts";

/** The names of the kernels, as their shader files and `initscope verify` give them. */
export const KERNELS = [
  "affine",
  "activate",
  "gradActivation",
  "gradPreactivation",
  "gradWeight",
  "lossGradient",
  "statistics",
  "histogram",
] as const;
export type KernelName = (typeof KERNELS)[number];

/** A (fanOut, fanIn) matrix of unit values with the factor that scales it: weight = std · unit. */
export interface WeightMatrix {
  readonly fanOut: number;
  readonly fanIn: number;
  readonly unit: Float64Array;
  readonly std: number;
}

/**
 * The single steps that an engine is made of, one call a kernel. Both engines offer them, so
 * that each step can be checked alone; experiments use Engine instead.
 */
export interface Kernels {
  /** z = W h + b : (fanOut, fanIn) · (fanIn, examples) → (fanOut, examples). */
  affine(weight: WeightMatrix, activation: ScaledMatrix, bias: Float64Array | null): Promise<ScaledMatrix>;
  /** h = φ(z), elementwise. */
  activate(nonlinearity: NonlinearityId, preactivation: ScaledMatrix): Promise<ScaledMatrix>;
  /** ∂loss/∂h = Wᵀ ∂loss/∂z : (fanIn, fanOut) · (fanOut, examples) → (fanIn, examples). */
  gradActivation(weight: WeightMatrix, gradPreactivation: ScaledMatrix): Promise<ScaledMatrix>;
  /** ∂loss/∂z = ∂loss/∂h · φ′(z), elementwise. */
  gradPreactivation(
    nonlinearity: NonlinearityId,
    gradActivation: ScaledMatrix,
    preactivation: ScaledMatrix,
  ): Promise<ScaledMatrix>;
  /** ∂loss/∂W = ∂loss/∂z hᵀ : (fanOut, examples) · (examples, fanIn) → (fanOut, fanIn), every column in one frame. */
  gradWeight(gradPreactivation: ScaledMatrix, activation: ScaledMatrix): Promise<ScaledMatrix>;
  /** loss = Σ (output - target)² and its gradient 2 (output - target) : (outputs, examples). */
  lossGradient(output: ScaledMatrix, target: Float64Array): Promise<{ gradient: ScaledMatrix; loss: Scaled }>;
  /** Mean, population standard deviation and peak over all values. */
  statistics(matrix: ScaledMatrix): Promise<LayerStatistics>;
  /** Counts over mean ± 4 std. */
  histogram(matrix: ScaledMatrix, bins: number): Promise<Histogram>;
}
