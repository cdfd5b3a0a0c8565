import type { RunOptions } from "../../model/engine.ts";
import type { MeanFieldPoint } from "../../model/meanField.ts";
import type { Network } from "../../model/network.ts";
import { drawPaced } from "../../random/drawing.ts";
import { openStream } from "../../random/stream.ts";
import { orthonormalColumns } from "../initializers/orthogonal.ts";
import type { JacobianWeights } from "./isometryReport.ts";

/** `depth` layers of `width` units, the input as wide; its numbers are TensorFlow's after `tf.random.set_seed(seed)`. */
export interface WideConfig extends MeanFieldPoint {
  readonly depth: number;
  readonly width: number;
  readonly seed: number;
}

/** Normals that a run draws one array after the other. */
export type DrawNormals = (count: number) => Promise<Float64Array>;

/** Draws N(0, 1) as `tf.random.normal` does; rejects with the signal's reason once it is aborted. */
export function openNormals(seed: number, options: RunOptions = {}): DrawNormals {
  const stream = openStream("tensorflow", seed);
  return async (count) => Float64Array.from(await drawPaced(stream.normal(count), count, { signal: options.signal }));
}

/**
 * W = σ_w / √width times unit normals, or σ_w times a uniformly distributed orthogonal matrix, and biases N(0, σ_b²): so
 * that σ_w² is fanIn times the mean square of a weight in both.
 */
export async function drawWideNetwork(
  { activation, sigmaW2, sigmaB2, depth, width }: WideConfig,
  kind: JacobianWeights,
  draw: DrawNormals,
  { signal, onProgress }: RunOptions = {},
): Promise<Network> {
  const weights: Float64Array[] = [];
  const biases: Float64Array[] = [];
  for (let layer = 0; layer < depth; layer += 1) {
    const unit = await draw(width * width);
    weights.push(
      kind === "gaussian" ? unit : await drawPaced(orthonormalColumns(unit, width, width), width * width, { signal }),
    );
    if (sigmaB2 > 0) biases.push((await draw(width)).map((value) => value * Math.sqrt(sigmaB2)));
    onProgress?.((layer + 1) / depth);
  }
  const std = Math.sqrt(kind === "gaussian" ? sigmaW2 / width : sigmaW2);
  return {
    sizes: wideSizes(depth, width),
    nonlinearity: activation,
    weights,
    weightStd: weights.map(() => std),
    biases: sigmaB2 > 0 ? biases : null,
  };
}

/** The input and `depth` layers, each as wide. */
export function wideSizes(depth: number, width: number): number[] {
  return Array.from({ length: depth + 1 }, () => width);
}
