import { LimitError } from "../../model/limitError.ts";
import { workLimits } from "../batches.ts";
import { assertBinding, assertBytes, roundUp } from "../bufferPool.ts";
import { slotBytes } from "../passBuffers.ts";
import { assertDispatches } from "../planLimits.ts";
import { jacobianBatches } from "./jacobianPass.ts";
import { assertWeightsFit } from "../weightStore.ts";

/** Dispatches of a layer of a Jacobian, for each batch of its columns. */
const JACOBIAN_DISPATCHES = 5;

/**
 * Throws a LimitError, with the limit and the size, where Gram matrices of so many examples, or the Jacobian, would
 * exceed the device, or one layer would hold it for too long. Allocates nothing.
 */
export function assertGeometryFits(
  limits: GPUSupportedLimits,
  software: boolean,
  sizes: readonly number[],
  examples: number,
): void {
  assertWeightsFit(limits, sizes);
  const layers = sizes.length - 1;
  const widest = Math.max(...sizes);
  const padded = roundUp(examples, 4);
  assertBinding(limits, "One layer's values", slotBytes(widest, padded));
  assertBytes(limits, "The Gram matrices", sizes.length * slotBytes(padded, padded));
  assertBytes(limits, "The Jacobian", slotBytes(sizes.at(-1)!, roundUp(sizes[0]!, 4)));
  assertDispatches(layers * JACOBIAN_DISPATCHES * jacobianBatches(sizes, software).length);
  assertWork(workLimits(software).flopPerDispatch, widest, padded);
}

/** All examples go through a layer at once, as each is compared with each. */
function assertWork(most: number, widest: number, examples: number): void {
  const flop = 2 * widest * examples * Math.max(widest, examples);
  if (flop <= most) return;
  throw new LimitError(
    `A layer of ${widest} units would take ${(flop / 1e9).toPrecision(2)} GFLOP for ${examples} inputs at once; ` +
      `this GPU is given at most ${most / 1e9} GFLOP at a time. Choose a smaller width or fewer inputs.`,
  );
}
