import { roundUp } from "./bufferPool.ts";

/** Consecutive examples that go through the network together. */
export interface Batch {
  /** The first example, a multiple of 16. */
  readonly start: number;
  /** Examples in the batch. */
  readonly count: number;
  /** Columns of its matrices: count rounded up to a multiple of 4. */
  readonly padded: number;
}

/** Operations that a GPU may be given in one dispatch and in one submission. */
export interface WorkLimits {
  readonly flopPerDispatch: number;
  readonly flopPerSubmission: number;
}

/**
 * A dispatch should stay near 50 ms, and a submission near a second, on slow machines of each
 * kind: about 4 GFLOP/s in software, 100 GFLOP/s on the least of GPUs.
 */
export function workLimits(software: boolean): WorkLimits {
  return software
    ? { flopPerDispatch: 2e8, flopPerSubmission: 4e9 }
    : { flopPerDispatch: 5e9, flopPerSubmission: 1e11 };
}

/** Splits examples so that each batch keeps to the limits; batches are multiples of 16 but for the last. */
export function batchesOf(
  examples: number,
  flopPerExample: number,
  bytesPerExample: number,
  limits: WorkLimits,
): Batch[] {
  const byWork = limits.flopPerDispatch / flopPerExample;
  const byMemory = ARENA_BYTES / bytesPerExample;
  const size = Math.max(16, Math.floor(Math.min(byWork, byMemory, examples) / 16) * 16);
  const batches: Batch[] = [];
  for (let start = 0; start < examples; start += size) {
    const rest = examples - start;
    // A remainder below one batch joins it, so that no dispatch is nearly empty.
    const count = rest < size + 16 ? rest : size;
    batches.push({ start, count, padded: roundUp(count, 4) });
    if (count === rest) break;
  }
  return batches;
}

/** The batches of a forward pass: one preactivation and two activations are in hand at once. */
export function forwardBatches(sizes: readonly number[], examples: number, software: boolean): Batch[] {
  return passBatches(sizes, examples, 3, software);
}

/** The batches of a pass there and back, which keeps every preactivation; one where weight gradients are summed. */
export function backwardBatches(
  sizes: readonly number[],
  examples: number,
  weightGradients: boolean,
  software: boolean,
): Batch[] {
  if (weightGradients) return [{ start: 0, count: examples, padded: roundUp(examples, 4) }];
  return passBatches(sizes, examples, sizes.length + 3, software);
}

function passBatches(sizes: readonly number[], examples: number, slots: number, software: boolean): Batch[] {
  const widest = Math.max(...sizes);
  return batchesOf(examples, 2 * widest * widest, slots * roundUp(widest, 4) * 4, workLimits(software));
}

/** What the matrices kept from layer to layer may take, in bytes. */
const ARENA_BYTES = 2 ** 28;
