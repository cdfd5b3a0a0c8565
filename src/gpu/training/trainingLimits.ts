import { parameterCount } from "../../model/trainingShapes.ts";
import { assertBinding } from "../bufferPool.ts";

/** What φ takes, in operations of the products around it. */
const FLOP_PER_UNIT = 30;

/** Floating-point operations that take one example through a network. */
export function forwardFlop(sizes: readonly number[]): number {
  return 2 * parameterCount(sizes) + FLOP_PER_UNIT * sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Floating-point operations that one dispatch of a training's kernels may take, about 50 ms: they make about 1 GFLOP/s on a
 * software adapter (SwiftShader, 2 cores), and 100 are expected of the least of GPUs.
 */
export function trainingFlopPerDispatch(software: boolean): number {
  return software ? 5e7 : 5e9;
}

/** Throws a LimitError where what is kept of a batch's examples takes more bytes than a shader can bind. */
export function assertBatch(limits: GPUSupportedLimits, bytes: number): void {
  const smaller = "width, number of samples or batch size (examples an update)";
  assertBinding(limits, "The activations and gradients of a batch", bytes, smaller);
}
