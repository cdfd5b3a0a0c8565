import type { LayerSymmetry } from "../../experiments/training/layerSymmetry.ts";

/** A cell: what it says, what stands on hover, and whether it tells of symmetry. */
export interface UnitsCell {
  readonly text: string;
  readonly title: string;
  readonly isEqual: boolean;
}

/** "1 of 3, equal to the bit" */
export function distinctCell({ units, distinct }: LayerSymmetry): UnitsCell {
  const isEqual = units > 1 && distinct === 1;
  const text = units === 1 ? "1 of 1" : `${distinct} of ${units}${isEqual ? ", equal to the bit" : ""}`;
  return { text, title: distinctTitle(units, distinct), isEqual };
}

function distinctTitle(units: number, distinct: number): string {
  if (units === 1) return "One unit alone has none to be equal to.";
  if (distinct === 1) return "Weights and biases of all units have the same bits.";
  return distinct === units ? "No two units have the same bits." : "Some units have the same bits as others.";
}

/** The cosines between two units' incoming weights, from the least to the most. */
export function cosineCell({ units, cosine }: LayerSymmetry): UnitsCell {
  if (cosine === null) {
    const title = units === 1 ? "One unit alone makes no angle." : "All weights are 0: they point nowhere.";
    return { text: "–", title, isEqual: false };
  }
  if (!Number.isFinite(cosine.mean))
    return { text: "–", title: "A weight is infinite: it makes no angle.", isEqual: false };
  const [least, most] = [cosineText(cosine.least), cosineText(cosine.most)];
  const title = `On average ${cosineText(cosine.mean)}; from ${cosine.least} to ${cosine.most}.`;
  return { text: least === most ? least : `${least} … ${most}`, title, isEqual: false };
}

/** Three decimals, but 1 and -1 only for what is as near to them as float64 tells. */
function cosineText(value: number): string {
  if (Math.abs(value) < 0.9995)
    return value
      .toFixed(3)
      .replace("-", "−")
      .replace(/^−(0\.000)$/, "$1");
  if (1 - Math.abs(value) < 1e-12) return value > 0 ? "1" : "−1";
  return value > 0 ? "> 0.999" : "< −0.999";
}

/** "1 of at most 2" */
export function rankCell({ units, rank }: LayerSymmetry, fanIn: number): UnitsCell {
  if (rank === null) return { text: "–", title: "Ranks are worked out while the runs rest.", isEqual: false };
  const most = Math.min(units, fanIn);
  const title = rank === most ? "As high as this shape allows." : "Lower than this shape allows.";
  return { text: `${rank} of ${most}`, title, isEqual: false };
}

/** The words of the table, each where it first appears. */
export const UNIT_WORDS: readonly (readonly [word: string, meaning: string])[] = [
  ["distinct units", "How many different units a layer has, by their incoming weights and their bias."],
  [
    "equal to the bit",
    "All 32 bits of every number are the same (64 on the float64 engine), not just the digits on show.",
  ],
  [
    "cosine",
    "Of the angle between two units’ incoming weights: 1 where they point the same way, 0 at right angles, −1 where they are opposite. The least and the most over all pairs.",
  ],
  [
    "rank",
    "How many columns of the weight matrix are no mixture of the others; what is listed after “of” is the most that its shape allows.",
  ],
];
