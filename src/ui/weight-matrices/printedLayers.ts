/** Layers printed at once: all of a few, else both ends and the chosen one. */
const MOST = 5;

/** Which layers are printed; null stands for those left out. */
export function printedLayers(count: number, chosen: number): (number | null)[] {
  if (count <= MOST) return Array.from({ length: count }, (_, index) => index);
  const kept = [...new Set([0, 1, chosen, count - 1])].toSorted((one, other) => one - other);
  return kept.flatMap((layer, index) => (index > 0 && layer > kept[index - 1]! + 1 ? [null, layer] : [layer]));
}
