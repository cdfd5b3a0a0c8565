import { expect, test } from "vitest";
import { pictureRange } from "../../src/experiments/pictureRange.ts";
import { type LayerRow, layerRow } from "../../src/experiments/signalReport.ts";
import { scaled } from "../../src/model/scaled.ts";

const NOTHING = layerRow(0, { mean: scaled(0), std: scaled(0), peakExponent: null });

/** A silent row, then rows whose std is 10^log10. */
function rows(...log10s: number[]): LayerRow[] {
  return [NOTHING, ...log10s.map((log10Std) => ({ ...NOTHING, log10Std }))];
}

test.each([
  [0, 8],
  [-4.1, 8],
  [8, 8],
  [8.1, 20],
  [20, 20],
  [-39.9, 40],
  [78.6, 80],
  [80.5, 200],
  [-1999, 2000],
  [8001, 20000],
])("a std of 10^%f takes %i decades a side", (log10, decades) => {
  expect(pictureRange({ forward: rows(0, log10), gradient: [] })).toBe(decades);
  expect(pictureRange({ forward: [], gradient: rows(log10, 0) })).toBe(decades);
});
