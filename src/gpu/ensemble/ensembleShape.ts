import type { EnsembleConfig } from "../../model/ensemble.ts";
import type { WorkLimits } from "../batches.ts";
import { roundUp } from "../bufferPool.ts";

/** Which quantities a run asks for. */
export interface Wanted {
  readonly pair: boolean;
  readonly gradient: boolean;
}

/** Operations behind one weight where it is used: Philox, Box and Muller, and the products. */
const OPS_A_WEIGHT = 130;
/** Networks at once at most: enough to fill any GPU. */
const MOST_NETWORKS = 4096;
/** What is kept of networks on the GPU may take so much, in bytes. */
const KEPT_BYTES = 2 ** 27;
/** Bytes of a result: mantissa and exponent. */
const RESULT_BYTES = 8;
/** Rows that a network has in hand; beyond its units a row has four zeros before and the rest of a block behind. */
const ROWS = 6;
const ROW_ENDS = 12;
const [FEWEST_THREADS, MOST_THREADS] = [32, 256];
/** Threads of a workgroup in software: one subgroup, whose barriers cost nothing. */
const SOFTWARE_THREADS = 4;

/** How an ensemble is cut into dispatches, and what each part takes. */
export interface EnsembleShape {
  /** Networks of a batch. */
  readonly networks: number;
  readonly threads: number;
  /** Floats of a row in hand. */
  readonly stride: number;
  /** Steps [first, end) of each dispatch: 1 to depth go forward, up to 2 depth back. */
  readonly ranges: readonly (readonly [first: number, end: number])[];
  /** Operations of one step of a batch. */
  readonly stepFlop: number;
  readonly quantities: number;
  readonly rowBytes: number;
  readonly keptBytes: number;
  readonly resultBytes: number;
}

/** As many networks at once as keep one step of them within a dispatch, and as many steps a dispatch as fit. */
export function ensembleShape(
  { depth, width, networks: all }: Pick<EnsembleConfig, "depth" | "width" | "networks">,
  wanted: Wanted,
  software: boolean,
  limits: WorkLimits,
): EnsembleShape {
  const stride = width + ROW_ENDS;
  const steps = wanted.gradient ? 2 * depth : depth;
  const networkFlop = OPS_A_WEIGHT * width * roundUp(width + 3, 4);
  const bytes = networkBytes(depth, width, stride, wanted);
  const most = Math.min(
    MOST_NETWORKS,
    all,
    Math.floor(limits.flopPerDispatch / networkFlop),
    Math.floor(KEPT_BYTES / Math.max(bytes.rows, bytes.kept, bytes.results)),
    // For an early picture, as few as take a quarter of the longest submission, or as fill the machine.
    Math.max(Math.floor(limits.flopPerSubmission / (4 * networkFlop * steps)), software ? 16 : 1024),
  );
  const networks = Math.max(1, most);
  const stepFlop = networks * networkFlop;
  const stepsADispatch = Math.max(1, Math.floor(limits.flopPerDispatch / stepFlop));
  const ranges: [number, number][] = [];
  for (let first = 1; first <= steps; first += stepsADispatch) {
    ranges.push([first, Math.min(first + stepsADispatch, steps + 1)]);
  }
  return {
    networks,
    threads: threadsFor(width, software),
    stride,
    ranges,
    stepFlop,
    quantities: quantitiesOf(wanted),
    rowBytes: networks * bytes.rows,
    keptBytes: networks * bytes.kept,
    resultBytes: networks * bytes.results,
  };
}

/** Numbers of a layer that come back. */
export function quantitiesOf({ pair, gradient }: Wanted): number {
  return 1 + (pair ? 3 : 0) + (gradient ? 1 : 0);
}

/** A thread a row, or a few; powers of two, so that widths share their pipelines. */
function threadsFor(width: number, software: boolean): number {
  if (software) return SOFTWARE_THREADS;
  return Math.min(MOST_THREADS, Math.max(FEWEST_THREADS, 2 ** Math.ceil(Math.log2(width))));
}

function networkBytes(depth: number, width: number, stride: number, wanted: Wanted) {
  return {
    rows: (ROWS * stride + 2) * Float32Array.BYTES_PER_ELEMENT,
    kept: wanted.gradient ? depth * (width + 1) * Float32Array.BYTES_PER_ELEMENT : 0,
    results: (depth + 1) * quantitiesOf(wanted) * RESULT_BYTES,
  };
}
