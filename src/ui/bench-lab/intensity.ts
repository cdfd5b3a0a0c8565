import type { MachinePeaks } from "../../bench/report.ts";
import { type Work, workFlop } from "../../bench/work.ts";

const FLOAT_BYTES = 4;
/** Statistics of one layer as they come back. */
const STATISTICS_BYTES = 16;

/**
 * Bytes that no implementation can spare: each operand read once, each result written once. For the network: its
 * weights and inputs, and the statistics of its layers, with every activation kept where it is computed.
 */
export function leastBytes(work: Work): number {
  if (work.kind === "matmul") return FLOAT_BYTES * (work.m * work.k + work.k * work.n + work.m * work.n);
  const { depth, width, samples, gradientSamples } = work;
  const weights = width + (depth - 1) * width ** 2;
  const passes = gradientSamples > 0 ? 2 : 1;
  return FLOAT_BYTES * (weights + samples + gradientSamples) + STATISTICS_BYTES * depth * passes;
}

/** Floating-point operations a byte, at best. */
export function intensityOf(work: Work): number {
  return workFlop(work) / leastBytes(work);
}

/** min(peak, bandwidth · intensity): the most GFLOP/s that the adapter allows work of such intensity. */
export function roofAt({ gflops, gigabytesPerSecond }: MachinePeaks, intensity: number): number {
  return Math.min(gflops, gigabytesPerSecond * intensity);
}

/** From this many operations a byte on, arithmetic is the limit and not bandwidth. */
export function ridgeOf({ gflops, gigabytesPerSecond }: MachinePeaks): number {
  return gflops / gigabytesPerSecond;
}
