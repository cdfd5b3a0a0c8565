import { PICTURE_EXAMPLES } from "../model/engine.ts";
import { type Network, weightCount } from "../model/network.ts";
import { LANES, panelsOf } from "./layout.ts";
import type { BackwardTask, ForwardTask } from "./task.ts";

/**
 * Parts of one pass at the most. Results are merged from parts in their order, so that they do not depend on who made
 * which; more would take more memory, fewer would not divide among many threads.
 */
const MOST_PARTS = 256;

/** Operations of one task: a few milliseconds of one core, so that others can take their share and an abort is heard. */
const TASK_FLOP = 1e8;

/** Tasks that there should be for each thread, so that all end together. */
const TASKS_PER_THREAD = 8;

/** Values that one task keeps at the most. */
const KEPT_VALUES = 2 ** 20;

/** The examples of a picture lie in the first task. */
const FEWEST_PANELS = panelsOf(PICTURE_EXAMPLES);

/** What decides a forward pass beside its network and inputs. */
export type ForwardRequest = Pick<ForwardTask, "last" | "keep" | "picture">;
/** What decides a backward pass beside its network and inputs. */
export type BackwardRequest = Pick<BackwardTask, "targets" | "weightGradients" | "picture">;

/** The forward pass in tasks, in the order of their examples. */
export function forwardTasks(
  network: Network,
  inputs: Float64Array,
  request: ForwardRequest,
  threads: number,
): ForwardTask[] {
  const { sizes, nonlinearity, weightStd } = network;
  const examples = inputs.length / sizes[0]!;
  const flop = 2 * weightCount(sizes.slice(0, request.last + 1));
  const most = request.keep === null ? Infinity : KEPT_VALUES / (LANES * sizes[request.keep]!);
  return splitExamples(examples, flop, threads, most).map(([start, count]) => ({
    ...request,
    pass: "forward",
    nonlinearity,
    weightStd,
    inputs: columnsOf(inputs, examples, start, count),
    examples: count,
    panelsPerPart: panelsPerPart(examples),
    picture: request.picture && start === 0,
  }));
}

/** The backward pass in tasks, in the order of their examples; in one where weights' gradients are summed over all. */
export function backwardTasks(
  network: Network,
  inputs: Float64Array,
  request: BackwardRequest,
  threads: number,
): BackwardTask[] {
  const { sizes, nonlinearity, weightStd } = network;
  const examples = inputs.length / sizes[0]!;
  const { targets, weightGradients, picture } = request;
  const whole = [[0, examples]] as const;
  const split = weightGradients ? whole : splitExamples(examples, 4 * weightCount(sizes), threads, Infinity);
  return split.map(([start, count]) => ({
    pass: "backward",
    nonlinearity,
    weightStd,
    inputs: columnsOf(inputs, examples, start, count),
    targets: targets && columnsOf(targets, examples, start, count),
    examples: count,
    panelsPerPart: panelsPerPart(examples),
    picture: picture && start === 0,
    weightGradients,
  }));
}

function panelsPerPart(examples: number): number {
  return Math.ceil(panelsOf(examples) / MOST_PARTS);
}

/** [start, count] of each task's examples: whole parts, and no more than `most` panels unless a part has more. */
function splitExamples(
  examples: number,
  flopPerExample: number,
  threads: number,
  most: number,
): [start: number, count: number][] {
  const panels = panelsOf(examples);
  const byWork = TASK_FLOP / Math.max(1, flopPerExample * LANES);
  const byThreads = panels / (TASKS_PER_THREAD * threads);
  const wanted = Math.max(FEWEST_PANELS, Math.min(byWork, most, threads > 1 ? byThreads : Infinity));
  const part = panelsPerPart(examples);
  const step = Math.ceil(wanted / part) * part * LANES;
  const tasks: [number, number][] = [];
  for (let start = 0; start < examples; start += step) tasks.push([start, Math.min(step, examples - start)]);
  return tasks;
}

/** Columns `start` to `start + count` of `values` : (rows, columns) row-major. */
function columnsOf(values: Float64Array, columns: number, start: number, count: number): Float64Array {
  const rows = values.length / columns;
  const part = new Float64Array(rows * count);
  for (let row = 0; row < rows; row += 1) {
    part.set(values.subarray(row * columns + start, row * columns + start + count), row * count);
  }
  return part;
}
