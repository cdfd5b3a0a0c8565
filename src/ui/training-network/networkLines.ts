import type { LayerParameters } from "../../model/training.ts";
import type { NetworkLayout, UnitPlace } from "./networkLayout.ts";
import { LEVELS, levelOf } from "./weightScale.ts";

/** Pixels of the thinnest line, and of the thickest where there is room. */
const THINNEST = 0.75;
const THICKEST = 4;

/** The lines of a network by level, the faintest first: what one stroke draws at once. Kept between frames. */
export class NetworkLines {
  #keys = new Uint8Array(0);
  #order = new Uint32Array(0);
  readonly #starts = new Uint32Array(2 * LEVELS + 2);

  /** Sorts all weights by the size of their level, negative before positive; `end` is the end of the scale. */
  sort(parameters: readonly LayerParameters[], end: number): void {
    const count = parameters.reduce((sum, { weight }) => sum + weight.length, 0);
    if (count !== this.#keys.length) {
      this.#keys = new Uint8Array(count);
      this.#order = new Uint32Array(count);
    }
    this.#starts.fill(0);
    let line = 0;
    for (const { weight } of parameters) {
      for (const value of weight) {
        const level = levelOf(value, end);
        const key = 2 * Math.abs(level) - (level < 0 ? 1 : 0);
        this.#keys[line++] = key;
        this.#starts[key + 1]! += 1;
      }
    }
    for (let key = 1; key < this.#starts.length; key += 1) this.#starts[key]! += this.#starts[key - 1]!;
    const next = this.#starts.slice();
    for (line = 0; line < count; line += 1) this.#order[next[this.#keys[line]!]!++] = line;
  }

  /** The lines of one level, by their place among all weights. */
  at(level: number): Uint32Array {
    const key = 2 * Math.abs(level) - (level < 0 ? 1 : 0);
    return this.#order.subarray(this.#starts[key], this.#starts[key + 1]);
  }
}

/** How thick a line of a level is between two columns whose larger one has so much room a unit. */
export function lineWidth(level: number, layout: NetworkLayout): number {
  const room = Math.min(...layout.columns.map(({ radius }) => radius));
  const thickest = Math.min(THICKEST, Math.max(1.25, 0.6 * room));
  return THINNEST + ((thickest - THINNEST) * Math.abs(level)) / LEVELS;
}

/** Both ends of every line, four numbers a line: x and y in the layer before, x and y in its own. */
export function lineEnds({ columns }: NetworkLayout): Float32Array {
  const pairs = columns.slice(1).map((to, index) => [columns[index]!, to] as const);
  const ends = new Float32Array(4 * pairs.reduce((sum, [from, to]) => sum + from.ys.length * to.ys.length, 0));
  let at = 0;
  for (const [from, to] of pairs) {
    for (const toY of to.ys) {
      for (const fromY of from.ys) {
        ends.set([from.x, fromY, to.x, toY], at);
        at += 4;
      }
    }
  }
  return ends;
}

/** The lines that come to a unit and those that leave it, by their place among all weights. */
export function linesOf(sizes: readonly number[], { column, unit }: UnitPlace): number[] {
  const found: number[] = [];
  let before = 0;
  for (let layer = 1; layer < sizes.length; layer += 1) {
    const [fanIn, fanOut] = [sizes[layer - 1]!, sizes[layer]!];
    if (layer === column) for (let from = 0; from < fanIn; from += 1) found.push(before + unit * fanIn + from);
    if (layer === column + 1) for (let to = 0; to < fanOut; to += 1) found.push(before + to * fanIn + unit);
    before += fanIn * fanOut;
  }
  return found;
}
