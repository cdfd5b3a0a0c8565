import { isSameRow, wordRows } from "../../experiments/training/bitPatterns.ts";
import type { LayerParameters } from "../../model/training.ts";

type Numbers = LayerParameters["weight"];

/**
 * A layer's units sorted by what they hold: for each unit the number of its group, from 0 in the order of first units.
 * Units of a group have the same bits in all incoming weights and in their bias, so that 0 and -0 differ.
 */
export function unitGroups({ weight, bias }: LayerParameters): number[] {
  const [weights, biases] = [wordRows(weight, bias.length), wordRows(bias, bias.length)];
  return groups(bias.length, (one, other) => isSameRow(biases, one, other) && isSameRow(weights, one, other));
}

/** The same of incoming weights alone: the columns of the matrix as the thread prints it, (in, out). */
export function columnGroups(weight: Numbers, fanOut: number): number[] {
  const rows = wordRows(weight, fanOut);
  return groups(fanOut, (one, other) => isSameRow(rows, one, other));
}

/** Groups of inputs with the same bits in all outgoing weights: the rows of that matrix. */
export function rowGroups(weight: Numbers, fanOut: number): number[] {
  const { words } = wordRows(weight, fanOut);
  const each = words.length / weight.length;
  const row = words.length / fanOut;
  return groups(row / each, (one, other) => {
    for (let start = 0; start < words.length; start += row) {
      for (let word = 0; word < each; word += 1) {
        if (words[start + one * each + word] !== words[start + other * each + word]) return false;
      }
    }
    return true;
  });
}

/** How many members each group has. */
export function groupSizes(ofEach: readonly number[]): number[] {
  const sizes: number[] = [];
  for (const group of ofEach) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
}

/** A group's letter: A to Z, then AA, AB and so on. */
export function groupLetter(group: number): string {
  const letter = String.fromCodePoint(65 + (group % 26));
  return group < 26 ? letter : groupLetter(Math.floor(group / 26) - 1) + letter;
}

/** Each is compared with the first of every group so far, which mostly ends at the first number. */
function groups(count: number, isEqual: (one: number, other: number) => boolean): number[] {
  const firsts: number[] = [];
  return Array.from({ length: count }, (_, index) => {
    const found = firsts.findIndex((first) => isEqual(first, index));
    return found < 0 ? firsts.push(index) - 1 : found;
  });
}
