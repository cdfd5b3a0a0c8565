import type { LayerSymmetry } from "../../experiments/training/layerSymmetry.ts";
import type { LayerParameters } from "../../model/training.ts";
import { columnGroups, groupSizes, rowGroups } from "../training-network/equalGroups.ts";

/** How many numbers of `now` have other bits than at the start. */
export function movedCount(now: LayerParameters["weight"], before: LayerParameters["weight"]): number {
  let moved = 0;
  for (let index = 0; index < now.length; index += 1) if (!Object.is(now[index], before[index])) moved += 1;
  return moved;
}

/** What is said of how far the numbers have moved. */
export function movedText(moved: number, count: number): string {
  if (moved === 0) return count === 1 ? "has not moved" : "no number has moved";
  if (moved === count) return count === 1 ? "has moved" : `all ${count.toLocaleString("en")} have moved`;
  return `${moved.toLocaleString("en")} of ${count.toLocaleString("en")} have moved`;
}

/** What is said of equal columns and rows; "" where there is nothing to say, or only one of them. */
export function equalText({ equalColumns, equalRows }: LayerSymmetry, fanIn: number, fanOut: number): string {
  const columns = equalColumns && fanOut > 1;
  const rows = equalRows && fanIn > 1;
  if (columns && rows) return "all equal to the bit";
  if (columns) return "columns equal to the bit";
  return rows ? "rows equal to the bit" : "";
}

/** Which columns and rows of the printed matrix have others that are equal to the bit. */
export interface SharedLines {
  readonly columns: readonly boolean[];
  readonly rows: readonly boolean[];
}

export const NONE_SHARED: SharedLines = { columns: [], rows: [] };

export function sharedLines({ weight, bias }: LayerParameters): SharedLines {
  return {
    columns: haveEquals(columnGroups(weight, bias.length)),
    rows: haveEquals(rowGroups(weight, bias.length)),
  };
}

function haveEquals(ofEach: readonly number[]): boolean[] {
  const sizes = groupSizes(ofEach);
  return ofEach.map((group) => sizes[group]! > 1);
}
