import { LimitError } from "../../../model/limitError.ts";
import type { TrainingSetup } from "../../../model/training.ts";
import { assertBinding, roundUp } from "../../bufferPool.ts";
import { trainingLayout } from "../trainingLayout.ts";
import { assertBatch } from "../trainingLimits.ts";

/** Units and terms along a side of what a workgroup takes of a gradient. */
export const GRADIENT_TILE = 32;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Examples whose logits are taken at once, unless a batch is larger. */
const LOGIT_EXAMPLES = 1024;
/** Examples of a stretch, whose gradients are summed by themselves: the least, and what all sums may take. */
const LEAST_STRETCH = 512;
const SUM_BYTES = 2 ** 26;

/** Sizes of what a training has in hand that goes layer by layer. */
export interface LayeredShape {
  /** Examples of the largest batch. */
  readonly batch: number;
  /** Examples side by side in a row of the scratch, a multiple of four. */
  readonly columns: number;
  /** Rows at which each layer's h begins, its row of ones last; they come first. */
  readonly activationRows: readonly number[];
  /** Rows at which each layer's ∂loss/∂z begins. */
  readonly gradientRows: readonly number[];
  /** The row of the examples' losses, which is the last. */
  readonly lossRow: number;
  /** Examples of a stretch, a multiple of four, and stretches of the largest batch. */
  readonly chunk: number;
  readonly stretches: number;
  readonly scratchBytes: number;
  readonly sumBytes: number;
}

export function layeredShape(setup: TrainingSetup): LayeredShape {
  const { network, batches, data, optimizer } = setup;
  const { sizes } = network;
  const batch = Math.min(batches?.size ?? data.examples, data.examples);
  const columns = roundUp(Math.max(batch, Math.min(data.examples, LOGIT_EXAMPLES)), 4);
  const { array } = trainingLayout({ network, optimizer });
  const mostStretches = Math.max(1, Math.floor(SUM_BYTES / (array * FLOAT_BYTES)));
  const chunk = Math.max(LEAST_STRETCH, roundUp(Math.ceil(batch / mostStretches), 4));
  const stretches = Math.ceil(batch / chunk);
  const [activationRows, gradients] = rowsFrom(
    0,
    sizes.slice(0, -1).map((size) => size + 1),
  );
  const [gradientRows, lossRow] = rowsFrom(gradients, sizes.slice(1));
  return {
    batch,
    columns,
    activationRows,
    gradientRows,
    lossRow,
    chunk,
    stretches,
    scratchBytes: (lossRow + 1) * columns * FLOAT_BYTES,
    sumBytes: stretches * array * FLOAT_BYTES,
  };
}

/** Where blocks of so many rows begin that follow one another, and where the last ends. */
function rowsFrom(first: number, blocks: readonly number[]): [starts: number[], end: number] {
  let end = first;
  const starts = blocks.map((rows) => {
    end += rows;
    return end - rows;
  });
  return [starts, end];
}

/** Throws a LimitError where the buffers, or the workgroups side by side, would exceed the device. */
export function assertLayeredFits(limits: GPUSupportedLimits, setup: TrainingSetup): void {
  const { scratchBytes, sumBytes } = layeredShape(setup);
  assertBatch(limits, scratchBytes);
  assertBinding(limits, "The gradients of the parameters", sumBytes);
  const most = limits.maxComputeWorkgroupsPerDimension;
  const widest = Math.max(...setup.network.sizes);
  // The bias is a term more.
  if (widest + 1 > GRADIENT_TILE * most) {
    throw new LimitError(
      `A layer has ${widest} units; this GPU trains layers of at most ${GRADIENT_TILE * most - 1}. Choose smaller layers.`,
    );
  }
}
