import { LimitError } from "../model/limitError.ts";
import { backwardBatches, forwardBatches } from "./batches.ts";
import { assertBinding, assertBytes } from "./bufferPool.ts";
import type { PlanShape } from "./signalPlan.ts";
import { STATISTICS_BYTES, columnStride, slotBytes } from "./passBuffers.ts";
import { assertWeightsFit } from "./weightStore.ts";

/** More dispatches than this would take seconds to prepare. */
const MOST_DISPATCHES = 20_000;

/** Throws a LimitError, with the limit and the size, where a plan would exceed the device or grow too long. Allocates nothing. */
export function assertPlanFits(
  limits: GPUSupportedLimits,
  software: boolean,
  sizes: readonly number[],
  shape: PlanShape,
): void {
  const { forwardExamples, backwardExamples, histogram, weightGradients } = shape;
  assertWeightsFit(limits, sizes);
  const layers = sizes.length - 1;
  const widest = Math.max(...sizes);
  const most = Math.max(forwardExamples, backwardExamples);
  assertBinding(limits, "The statistics", layers * columnStride(most) * STATISTICS_BYTES);
  assertBytes(limits, "The inputs", slotBytes(Math.max(sizes[0]!, sizes[layers]!), most + 16));

  const forward = forwardExamples > 0 ? forwardBatches(sizes, forwardExamples, software) : [];
  const backward = backwardExamples > 0 ? backwardBatches(sizes, backwardExamples, weightGradients, software) : [];
  for (const { padded } of [...forward, ...backward]) {
    assertBinding(limits, "One layer's activations", slotBytes(widest, padded));
  }
  for (const { padded } of backward) assertBytes(limits, "The preactivations", layers * slotBytes(widest, padded));

  const again = histogram !== null && forward.length > 1 ? 2 : 1;
  const passes = forward.length * again * 2 + backward.length * (weightGradients ? 6 : 4);
  const picture = forwardExamples > 0 && backwardExamples > 0 ? 2 : 0;
  assertDispatches((passes + picture) * layers);
}

/** Throws a LimitError where a run would take too many dispatches. */
export function assertDispatches(dispatches: number): void {
  if (dispatches > MOST_DISPATCHES) {
    throw new LimitError(
      `This run would take ${dispatches.toLocaleString("en")} dispatches; ${MOST_DISPATCHES.toLocaleString("en")} are ` +
        "the most. Choose a smaller depth, width or number of samples.",
    );
  }
}
