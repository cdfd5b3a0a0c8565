/**
 * Places of at most `most` numbers (4 at least) that look as all of them do: the first, the last, and of every stretch the
 * smallest and the largest; what is no finite number counts as neither, but for the first of a stretch that has no other.
 */
export function decimated(values: ArrayLike<number>, most: number): number[] {
  const count = values.length;
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  const stretches = Math.max(1, Math.floor((most - 2) / 2));
  const places = [0];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = 1 + Math.floor((stretch * (count - 2)) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * (count - 2)) / stretches);
    const [low, high] = extremes(values, from, to);
    places.push(Math.min(low, high));
    if (low !== high) places.push(Math.max(low, high));
  }
  places.push(count - 1);
  return places;
}

function extremes(values: ArrayLike<number>, from: number, to: number): [low: number, high: number] {
  let [low, high] = [from, from];
  for (let index = from; index < to; index += 1) {
    const value = values[index]!;
    if (!Number.isFinite(value)) continue;
    if (!(values[low]! <= value)) low = index;
    if (!(values[high]! >= value)) high = index;
  }
  return [low, high];
}
