import { LimitError } from "../model/limitError.ts";
import { backwardBytes } from "./backwardRun.ts";
import { forwardBytes } from "./forwardRun.ts";
import { storeBytes } from "./networkStore.ts";

/** A memory's addresses are whole numbers of 32 bits with a sign. */
const LIMIT_BYTES = 2 ** 31 - 2 ** 24;

/** What the copies of the weights may take together, one a thread. */
const TEAM_BYTES = 2 ** 31;

/** The bytes of one thread's memory for such runs, but for alignment. */
export function runBytes(
  sizes: readonly number[],
  examples: number,
  gradientExamples: number,
  weightGradients: boolean,
): number {
  const forward = examples > 0 ? forwardBytes(sizes, examples) : 0;
  const backward = gradientExamples > 0 ? backwardBytes(sizes, gradientExamples, weightGradients) : 0;
  return storeBytes(sizes) + Math.max(forward, backward);
}

/** Throws a LimitError with the limit and the size where a run takes more memory than a module can address. */
export function assertRunFits(bytes: number): void {
  assertBytes("run", bytes, "Choose a smaller depth or width.");
}

/** Throws a LimitError with the limit and the size where the matrices of a product take more than that. */
export function assertProductFits(bytes: number): void {
  assertBytes("product", bytes, "Choose smaller matrices.");
}

function assertBytes(work: string, bytes: number, advice: string): void {
  if (bytes <= LIMIT_BYTES) return;
  throw new LimitError(
    `This ${work} takes ${gibibytes(bytes)} GiB in float32; the WebAssembly engine takes at most ${gibibytes(LIMIT_BYTES)} GiB. ${advice}`,
  );
}

/** True where the threads' copies of such a network would take too much together. */
export function isTooLargeToShare(bytes: number, threads: number): boolean {
  return bytes * threads > TEAM_BYTES;
}

function gibibytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1).replace(/\.0$/, "");
}
