import { type Float32Ends, type Float32Limit } from "../../experiments/float32Limit.ts";
import type { LayerRow } from "../../experiments/signalReport.ts";

/** Where float32 ends, as log10: 3.4 × 10³⁸ above, 1.4 × 10⁻⁴⁵ below. */
export const FLOAT32_LARGEST = Math.log10(3.4028234663852886e38);
export const FLOAT32_SMALLEST = Math.log10(2 ** -149);

/** Whether plain float32 would have lost a layer on the way forward. */
export function isSignalLost({ forward }: Float32Limit, { layer }: LayerRow): boolean {
  const end = forward.overflow ?? forward.vanish;
  return end !== null && layer >= end;
}

/** Whether plain float32 would have lost a layer's gradient, which is computed from the last layer down. */
export function isGradientLost({ gradient, everyGradientLost }: Float32Limit, { layer }: LayerRow): boolean {
  const end = gradient.overflow ?? gradient.vanish;
  return everyGradientLost || (end !== null && layer <= end);
}

/** What plain float32 would have made of this network, in words. */
export function float32Text(limit: Float32Limit): string {
  const sentences = [forwardText(limit.forward), gradientText(limit)].filter((sentence) => sentence !== "");
  if (sentences.length === 0) return "Plain float32 would hold every number here.";
  return sentences.join(" ");
}

function forwardText({ overflow, squaresOverflow, vanish }: Float32Ends): string {
  const squares =
    squaresOverflow === null
      ? ""
      : `Its std, a sum of squares, would already print inf from layer ${squaresOverflow} on.`;
  if (overflow !== null) return `Plain float32 would overflow at layer ${overflow}. ${squares}`.trim();
  if (vanish !== null) return `Plain float32 would hold only zeros from layer ${vanish} on.`;
  return squaresOverflow === null
    ? ""
    : `Plain float32 would hold the signal, but its std, a sum of squares, would print inf from layer ${squaresOverflow} on.`;
}

function gradientText({ gradient, everyGradientLost }: Float32Limit): string {
  if (everyGradientLost) return "Every gradient would be lost.";
  if (gradient.overflow !== null) return `The gradient would overflow at layer ${gradient.overflow} on its way back.`;
  if (gradient.vanish !== null) return `The gradient would be all zeros from layer ${gradient.vanish} down.`;
  return gradient.squaresOverflow === null
    ? ""
    : `The gradient’s std would print inf from layer ${gradient.squaresOverflow} down.`;
}
