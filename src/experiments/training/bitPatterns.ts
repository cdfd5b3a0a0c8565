import type { LayerParameters } from "../../model/training.ts";

/** The bits of numbers, in rows of equal length: what tells 0 from -0, and one NaN from another. */
interface WordRows {
  readonly words: Uint32Array;
  readonly rows: number;
}

/** Numbers in so many rows, without a copy. */
export function wordRows(values: Float32Array | Float64Array, rows: number): WordRows {
  const { buffer, byteOffset, byteLength } = values;
  return { words: new Uint32Array(buffer, byteOffset, byteLength / Uint32Array.BYTES_PER_ELEMENT), rows };
}

/** Whether all rows have the same bits. */
export function equalRows(table: WordRows): boolean {
  for (let row = 1; row < table.rows; row += 1) if (!isSameRow(table, 0, row)) return false;
  return true;
}

/** How many different bit patterns of (incoming weights, bias) a layer's units have; its weight is (fanOut, fanIn). */
export function distinctUnits({ weight, bias }: LayerParameters): number {
  const units = bias.length;
  const [weights, biases] = [wordRows(weight, units), wordRows(bias, units)];
  // The first unit of each pattern, by a hash of its bits: wide layers have too many to compare each with each.
  const firsts = new Map<number, number[]>();
  let distinct = 0;
  for (let unit = 0; unit < units; unit += 1) {
    const hash = rowHash(biases, unit, rowHash(weights, unit, 0));
    const alike = firsts.get(hash) ?? [];
    if (alike.some((other) => isSameRow(biases, other, unit) && isSameRow(weights, other, unit))) continue;
    firsts.set(hash, [...alike, unit]);
    distinct += 1;
  }
  return distinct;
}

/** 32 bits of a row's bits and of what came before: each word is multiplied in, and high bits are brought back down. */
function rowHash({ words, rows }: WordRows, row: number, before: number): number {
  const length = words.length / rows;
  let hash = before;
  for (let index = row * length; index < (row + 1) * length; index += 1) {
    hash = Math.imul(hash ^ words[index]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** Whether two rows of a table have the same bits. */
export function isSameRow({ words, rows }: WordRows, one: number, other: number): boolean {
  const length = words.length / rows;
  for (let index = 0; index < length; index += 1) {
    if (words[one * length + index] !== words[other * length + index]) return false;
  }
  return true;
}
