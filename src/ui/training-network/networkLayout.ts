/** Where the units of one layer stand, in CSS pixels. */
export interface LayoutColumn {
  readonly x: number;
  readonly ys: Float64Array;
  readonly radius: number;
  /** True where a unit has room for its letter. */
  readonly lettered: boolean;
}

export interface NetworkLayout {
  readonly width: number;
  readonly height: number;
  /** Where the labels under the columns stand. */
  readonly footY: number;
  readonly columns: readonly LayoutColumn[];
  /** From one column to the next. */
  readonly columnGap: number;
}

/** In rem: from unit to unit, at least and at most from the first to the last of a layer, the largest unit, labels, air. */
const ROW = 3.2;
const LEAST = 6.4;
const MOST = 21;
const LARGEST = 0.95;
const FOOT = 1.6;
const AIR = 0.6;
/** In rem: half of a label under the last column. */
const RIGHT = 2.2;
/** In pixels: below it no letter can be read; the smallest dot for a unit. */
const LETTER_RADIUS = 8.5;
const SMALLEST = 1.5;

/** Layers as columns from left to right, the input first; `left` pixels are kept for the inputs' names. */
export function networkLayout(sizes: readonly number[], width: number, rem: number, left: number): NetworkLayout {
  const most = Math.max(...sizes);
  const span = Math.min(MOST, Math.max(LEAST, (most - 1) * ROW)) * rem;
  const edge = (LARGEST + AIR) * rem;
  const columnGap = Math.max(1, width - left - edge - RIGHT * rem) / (sizes.length - 1);
  const columns = sizes.map((size, index): LayoutColumn => {
    const gap = Math.min(span / Math.max(1, size - 1), ROW * rem);
    const radius = Math.max(SMALLEST, Math.min(LARGEST * rem, 0.4 * gap, 0.28 * columnGap));
    const top = edge + (span - gap * (size - 1)) / 2;
    return {
      x: left + edge + index * columnGap,
      ys: Float64Array.from({ length: size }, (_, unit) => top + gap * unit),
      radius,
      lettered: radius >= LETTER_RADIUS,
    };
  });
  const bottom = span + 2 * edge;
  return { width, height: bottom + FOOT * rem, footY: bottom + (FOOT * rem) / 2, columns, columnGap };
}

/** A unit by its layer (0 the inputs) and place. */
export interface UnitPlace {
  readonly column: number;
  readonly unit: number;
}

export function isSameUnit(one: UnitPlace | null, other: UnitPlace | null): boolean {
  return one?.column === other?.column && one?.unit === other?.unit;
}

/** The unit nearest to a place of the drawing, or null beyond its reach. */
export function unitAt({ columns, columnGap }: NetworkLayout, x: number, y: number): UnitPlace | null {
  const distances = columns.map((column) => Math.abs(column.x - x));
  const column = distances.indexOf(Math.min(...distances));
  const { ys, radius } = columns[column]!;
  const gaps = Array.from(ys, (unitY) => Math.abs(unitY - y));
  const unit = gaps.indexOf(Math.min(...gaps));
  const reach = Math.max(radius + 4, 12);
  return distances[column]! <= Math.min(reach, columnGap / 2) && gaps[unit]! <= reach ? { column, unit } : null;
}

/** The unit that an arrow key leads to, or null for other keys. */
export function unitBeside(sizes: readonly number[], { column, unit }: UnitPlace, key: string): UnitPlace | null {
  const last = sizes[column]! - 1;
  const across = (to: number): UnitPlace => {
    const next = Math.min(sizes.length - 1, Math.max(0, to));
    const share = last === 0 ? 0.5 : unit / last;
    return next === column ? { column, unit } : { column: next, unit: Math.round(share * (sizes[next]! - 1)) };
  };
  const steps: Readonly<Record<string, () => UnitPlace>> = {
    ArrowLeft: () => across(column - 1),
    ArrowRight: () => across(column + 1),
    ArrowUp: () => ({ column, unit: Math.max(0, unit - 1) }),
    ArrowDown: () => ({ column, unit: Math.min(last, unit + 1) }),
    Home: () => ({ column, unit: 0 }),
    End: () => ({ column, unit: last }),
  };
  return steps[key]?.() ?? null;
}
