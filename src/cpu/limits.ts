import { LimitError } from "../model/limitError.ts";
import { weightCount } from "../model/network.ts";

/** What the engine holds of one kind, weights or inputs, at the most. */
const LIMIT_BYTES = 2 * 2 ** 30;
const BYTES = Float64Array.BYTES_PER_ELEMENT;

/** A batch's matrix holds about this many values: half of a core's second cache. */
const BATCH_VALUES = 2 ** 15;
/** Fewer columns would read the weights too often, more would hold a thread too long. */
const FEWEST_COLUMNS = 16;
const MOST_COLUMNS = 1024;

/** Throws a LimitError with the limit and the size where weights or inputs are more than the engine takes. */
export function assertFits(sizes: readonly number[], examples: number): void {
  assertBytes("weights", weightCount(sizes) * BYTES);
  assertBytes("inputs", sizes[0]! * examples * BYTES);
}

/** Throws a LimitError where what a network needs of a kind is more than the engine takes. */
export function assertBytes(what: string, bytes: number): void {
  if (bytes <= LIMIT_BYTES) return;
  throw new LimitError(
    `This network's ${what} take ${gibibytes(bytes)} GiB as float64; the CPU engine takes at most ${gibibytes(LIMIT_BYTES)} GiB.`,
  );
}

function gibibytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1).replace(/\.0$/, "");
}

/** Examples taken through the network at once, so that memory stays bounded and pauses frequent. */
export function batchColumns(sizes: readonly number[]): number {
  const widest = Math.max(...sizes);
  return Math.min(MOST_COLUMNS, Math.max(FEWEST_COLUMNS, Math.floor(BATCH_VALUES / widest)));
}

/** [start, end) of each batch. */
export function batchRanges(examples: number, columns: number): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  for (let start = 0; start < examples; start += columns) ranges.push([start, Math.min(examples, start + columns)]);
  return ranges;
}
