/**
 * Floating-point operations that one dispatch of a training's kernels may take, about 50 ms: they make about 1 GFLOP/s on a
 * software adapter (SwiftShader, 2 cores), and 100 are expected of the least of GPUs.
 */
export function trainingFlopPerDispatch(software: boolean): number {
  return software ? 5e7 : 5e9;
}
