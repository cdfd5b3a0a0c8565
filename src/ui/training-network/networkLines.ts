import type { LayerParameters } from "../../model/training.ts";
import type { NetworkLayout, UnitPlace } from "./networkLayout.ts";
import { LEVELS, levelOf } from "./weightScale.ts";

/** Pixels of the thinnest line, and of the thickest where there is room. */
const THINNEST = 1;
const THICKEST = 4;

/** Lines drawn at most: a canvas strokes about so many in the time of a frame. */
const MOST_LINES = 2000;
const KEYS = 2 * LEVELS + 1;
/** In the place of a level: not drawn. */
const DROPPED = 255;

/** The lines of a network in the order they are drawn, the faintest first. Kept between frames. */
export class NetworkLines {
  #keys = new Uint8Array(0);
  #order = new Uint32Array(0);
  readonly #starts = new Uint32Array(KEYS + 1);
  #drawn = 0;

  /**
   * Sorts all weights by the size of their level, negative before positive; `end` is the end of the scale. Where they
   * are too many, each layer keeps its strongest.
   */
  sort(parameters: readonly LayerParameters[], end: number): void {
    const count = parameters.reduce((sum, { weight }) => sum + weight.length, 0);
    if (count !== this.#keys.length) {
      this.#keys = new Uint8Array(count);
      this.#order = new Uint32Array(count);
    }
    let first = 0;
    for (const { weight } of parameters) {
      const keys = this.#keys.subarray(first, first + weight.length);
      for (let index = 0; index < weight.length; index += 1) keys[index] = keyOf(levelOf(weight[index]!, end));
      keepStrongest(keys, mostLines(parameters));
      first += weight.length;
    }
    this.#arrange();
  }

  /** Lines by their place among all weights. */
  get order(): Uint32Array {
    return this.#order.subarray(0, this.#drawn);
  }

  /** The level of the line at a place. */
  levelAt(place: number): number {
    const key = this.#keys[place]!;
    return key % 2 === 1 ? -(key + 1) / 2 : key / 2;
  }

  /** A counting sort, since there may be tens of thousands, many times a second. */
  #arrange(): void {
    this.#starts.fill(0);
    for (const key of this.#keys) if (key !== DROPPED) this.#starts[key + 1]! += 1;
    for (let key = 1; key <= KEYS; key += 1) this.#starts[key]! += this.#starts[key - 1]!;
    this.#drawn = this.#starts[KEYS]!;
    this.#keys.forEach((key, line) => {
      if (key !== DROPPED) this.#order[this.#starts[key]!++] = line;
    });
  }
}

/** How many lines are drawn at most between two layers. */
export function mostLines(parameters: readonly unknown[]): number {
  return Math.floor(MOST_LINES / parameters.length);
}

/** Larger for a stronger level: 0 for none, then -1, 1, -2, 2 … */
function keyOf(level: number): number {
  return 2 * Math.abs(level) - (level < 0 ? 1 : 0);
}

/** Drops the faintest; of a level that has no room for all, evenly many of its lines. */
function keepStrongest(keys: Uint8Array, most: number): void {
  if (keys.length <= most) return;
  const counts = new Uint32Array(KEYS);
  for (const key of keys) counts[key]! += 1;
  let [cut, left] = [KEYS - 1, most];
  while (counts[cut]! <= left) left -= counts[cut--]!;
  let seen = 0;
  keys.forEach((key, index) => {
    const share = left / counts[cut]!;
    const isKept = key > cut || (key === cut && Math.floor((seen + 1) * share) > Math.floor(seen * share));
    if (key === cut) seen += 1;
    if (!isKept) keys[index] = DROPPED;
  });
}

/** How thick a line of a level is between two columns whose larger one has so much room a unit. */
export function lineWidth(level: number, layout: NetworkLayout): number {
  const room = Math.min(...layout.columns.map(({ radius }) => radius));
  const thickest = Math.min(THICKEST, Math.max(THINNEST, 0.5 * room));
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

/** A line by its place among all weights, and in its layer's own. */
interface LinePlace {
  readonly place: number;
  readonly layer: number;
  readonly index: number;
}

/** The lines that come to a unit and those that leave it. */
export function linesOf(sizes: readonly number[], { column, unit }: UnitPlace): LinePlace[] {
  const found: LinePlace[] = [];
  let first = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer += 1) {
    const [fanIn, fanOut] = [sizes[layer]!, sizes[layer + 1]!];
    for (let index = 0; index < fanIn * fanOut; index += 1) {
      const isIncoming = layer + 1 === column && Math.floor(index / fanIn) === unit;
      const isOutgoing = layer === column && index % fanIn === unit;
      if (isIncoming || isOutgoing) found.push({ place: first + index, layer, index });
    }
    first += fanIn * fanOut;
  }
  return found;
}
