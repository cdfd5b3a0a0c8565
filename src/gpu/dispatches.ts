import { columnWorkgroups } from "./kernels/columnWorkgroups.ts";
import { gradWeightWorkgroups } from "./kernels/gradWeight.ts";
import type { BufferSlice } from "./kernel.ts";
import { matmulWorkgroups } from "./matmul/matmulSpec.ts";
import type { PassKernels } from "./passKernels.ts";
import type { Dispatch } from "./plan.ts";
import type { Results } from "./results.ts";
import type { WeightStore } from "./weightStore.ts";

/** Mantissas and exponents of a matrix on the GPU. */
export type MatrixSlices = readonly [mantissas: BufferSlice, exponents: BufferSlice];

/** A rough cost of one value of φ, φ′ or their like, in floating-point operations. */
const FLOP_PER_VALUE = 40;

/** A whole product's shape, as its kernel takes it. */
function product(m: number, k: number, n: number): Record<"m" | "k" | "n" | "first_x" | "first_y", number> {
  return { m, k, n, first_x: 0, first_y: 0 };
}

/** z = W h + b for `columns` examples. */
export function affineDispatch(
  { affine }: PassKernels,
  store: WeightStore,
  layer: number,
  columns: number,
  hasBias: boolean,
  activation: MatrixSlices,
  preactivation: MatrixSlices,
): Dispatch {
  const [fanIn, fanOut] = [store.sizes[layer]!, store.sizes[layer + 1]!];
  return {
    kernel: affine.kernel,
    params: ({ weight, biasExponent }) => ({
      ...product(fanOut, fanIn, columns),
      has_bias: hasBias ? 1 : 0,
      scale_high: weight(layer).high,
      scale_low: weight(layer).low,
      scale_exponent: weight(layer).exponent,
      bias_exponent: biasExponent(layer),
    }),
    buffers: [store.weight(layer), store.bias(layer), ...activation, ...preactivation],
    workgroups: matmulWorkgroups(affine.variant, fanOut, columns),
    flop: 2 * fanIn * fanOut * columns,
  };
}

/** h = φ(z), or h = z with kernel `measure`, and its column statistics. */
export function activateDispatch(
  kernel: PassKernels["activate"],
  units: number,
  columns: number,
  preactivation: MatrixSlices,
  activation: MatrixSlices,
  statistics: BufferSlice,
): Dispatch {
  return {
    kernel,
    params: () => ({ units, examples: columns }),
    buffers: [...preactivation, ...activation, statistics],
    workgroups: columnWorkgroups(columns),
    flop: FLOP_PER_VALUE * units * columns,
  };
}

/** ∂loss/∂h = Wᵀ ∂loss/∂z. */
export function gradActivationDispatch(
  { gradActivation }: PassKernels,
  store: WeightStore,
  layer: number,
  columns: number,
  gradPreactivation: MatrixSlices,
  gradient: MatrixSlices,
): Dispatch {
  const [fanIn, fanOut] = [store.sizes[layer]!, store.sizes[layer + 1]!];
  return {
    kernel: gradActivation.kernel,
    params: ({ weight }) => ({
      ...product(fanIn, fanOut, columns),
      has_bias: 0,
      bias_exponent: 0,
      scale_high: weight(layer).high,
      scale_low: weight(layer).low,
      scale_exponent: weight(layer).exponent,
    }),
    buffers: [store.weight(layer), store.bias(layer), ...gradPreactivation, ...gradient],
    workgroups: matmulWorkgroups(gradActivation.variant, fanIn, columns),
    flop: 2 * fanIn * fanOut * columns,
  };
}

/** ∂loss/∂z = ∂loss/∂h · φ′(z), and its column statistics. */
export function gradPreactivationDispatch(
  { gradPreactivation }: PassKernels,
  units: number,
  columns: number,
  gradActivation: MatrixSlices,
  preactivation: MatrixSlices,
  gradient: MatrixSlices,
  statistics: BufferSlice,
): Dispatch {
  return {
    kernel: gradPreactivation,
    params: () => ({ units, examples: columns }),
    buffers: [...gradActivation, ...preactivation, ...gradient, statistics],
    workgroups: columnWorkgroups(columns),
    flop: FLOP_PER_VALUE * units * columns,
  };
}

/** ∂loss/∂output = 2 (output - target), zero from example `valid` on, and its column statistics. */
export function lossGradientDispatch(
  { lossGradient }: PassKernels,
  outputs: number,
  columns: number,
  valid: number,
  output: MatrixSlices,
  expected: BufferSlice,
  gradient: MatrixSlices,
  statistics: BufferSlice,
): Dispatch {
  return {
    kernel: lossGradient,
    params: () => ({ outputs, examples: columns, valid }),
    buffers: [...output, expected, ...gradient, statistics],
    workgroups: columnWorkgroups(columns),
    flop: FLOP_PER_VALUE * outputs * columns,
  };
}

/** ∂loss/∂W = ∂loss/∂z hᵀ over `columns` examples. */
export function gradWeightDispatch(
  { gradWeight }: PassKernels,
  fanOut: number,
  fanIn: number,
  columns: number,
  gradPreactivation: MatrixSlices,
  activation: MatrixSlices,
  gradient: MatrixSlices,
): Dispatch {
  return {
    kernel: gradWeight,
    params: () => ({ fan_in: fanIn, fan_out: fanOut, examples: columns }),
    buffers: [...gradPreactivation, ...activation, ...gradient],
    workgroups: gradWeightWorkgroups(fanOut, fanIn),
    flop: 2 * fanIn * fanOut * columns,
  };
}

/** Which entries of the first level are a layer's: `entries` from `start` on, of `examples` in all, of `units` each. */
export interface Span {
  readonly start: number;
  readonly entries: number;
  readonly examples: number;
  readonly units: number;
}

export const SPAN_BYTES = 16;

/** The spans as the shader reads them. */
export function spanWords(spans: readonly Span[]): Uint32Array<ArrayBuffer> {
  return new Uint32Array(spans.flatMap(({ start, entries, examples, units }) => [start, entries, examples, units]));
}

/** The second level: `layers` layers, whose spans and results are entries `first` on. */
export function statisticsDispatch(
  { statistics }: Pick<PassKernels, "statistics">,
  { layers, first, entries }: { layers: number; first: number; entries: number },
  columns: BufferSlice,
  spans: BufferSlice,
  results: Results,
): Dispatch {
  return {
    kernel: statistics,
    params: () => ({ first, rows: results.entries }),
    buffers: [columns, spans, results.layers, results.packed],
    workgroups: [layers, 1],
    flop: FLOP_PER_VALUE * entries,
  };
}

/** Counts of a layer's values over the range that its statistics give. */
export function histogramDispatch(
  { histogram }: Pick<PassKernels, "histogram">,
  shape: { units: number; columns: number; examples: number; entry: number; bins: number },
  values: MatrixSlices,
  results: BufferSlice,
  counts: BufferSlice,
): Dispatch {
  const { units, columns, examples, entry, bins } = shape;
  return {
    kernel: histogram,
    params: () => ({ units, stride: columns, examples, layer: entry, bins }),
    buffers: [...values, results, counts],
    workgroups: columnWorkgroups(examples),
    flop: FLOP_PER_VALUE * units * examples,
  };
}
