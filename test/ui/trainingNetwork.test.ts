import { describe, expect, it } from "vitest";
import type { LayerSymmetry } from "../../src/experiments/training/layerSymmetry.ts";
import type { LayerParameters } from "../../src/model/training.ts";
import {
  columnGroups,
  groupLetter,
  groupSizes,
  rowGroups,
  unitGroups,
} from "../../src/ui/training-network/equalGroups.ts";
import { labelPlaces } from "../../src/ui/training-network/networkLabels.ts";
import { networkLayout, unitAt, unitBeside } from "../../src/ui/training-network/networkLayout.ts";
import { NetworkLines, lineEnds, linesOf, mostLines } from "../../src/ui/training-network/networkLines.ts";
import { networkSummary, unitText } from "../../src/ui/training-network/networkText.ts";
import { LEVELS, levelColours, levelOf, scaleEnd } from "../../src/ui/training-network/weightScale.ts";

const NEXT = 1 + 2 ** -52;

function layer(weight: number[], bias: number[], single = true): LayerParameters {
  const Numbers = single ? Float32Array : Float64Array;
  return { weight: Numbers.from(weight), bias: Numbers.from(bias) };
}

describe("groups of equal units", () => {
  it("hold those with the same bits in weights and bias", () => {
    expect(unitGroups(layer([1, 2, 1, 2, 1, 3, 1, 2], [0, 0, 0, 1]))).toEqual([0, 0, 1, 2]);
  });

  it("tell 0 from -0, and float64 apart in its last bit", () => {
    expect(unitGroups(layer([0, -0], [1, 1]))).toEqual([0, 1]);
    expect(unitGroups(layer([1, NEXT], [1, 1], false))).toEqual([0, 1]);
    expect(unitGroups(layer([1, NEXT], [1, 1], true))).toEqual([0, 0]);
  });

  it("read a part of a larger buffer", () => {
    const all = Float32Array.from([9, 1, 1, 8, 7, 7]);
    expect(unitGroups({ weight: all.subarray(1, 3), bias: all.subarray(4, 6) })).toEqual([0, 0]);
  });

  it("of columns and rows are of the matrix as the thread prints it, (in, out)", () => {
    // (fanOut, fanIn) = (2, 3): W is [[1, 1], [2, 2], [1, 1]].
    const { weight } = layer([1, 2, 1, 1, 2, 1], [0, 5]);
    expect(columnGroups(weight, 2)).toEqual([0, 0]);
    expect(rowGroups(weight, 2)).toEqual([0, 1, 0]);
    expect(rowGroups(Float64Array.from([1, NEXT, 1, 1]), 2)).toEqual([0, 1]);
    expect(rowGroups(Float64Array.from([9, 0.1, 0.1]), 1)).toEqual([0, 1, 1]);
  });

  it("have sizes and letters", () => {
    expect(groupSizes([0, 0, 1, 0])).toEqual([3, 1]);
    expect([0, 25, 26, 63].map(groupLetter)).toEqual(["A", "Z", "AA", "BL"]);
  });
});

describe("the scale of weights", () => {
  it("ends at a round number from the largest up", () => {
    const end = (largest: number): number => scaleEnd([layer([0, -largest], [0, 0], false)]);
    expect([0, 0.9, 1, 1.01, 3.2, 81, 0.0051].map(end)).toEqual([1, 1, 1, 1.5, 4, 100, 0.006]);
    expect(scaleEnd([layer([Infinity, NaN], [2, 0])])).toBe(2);
  });

  it("has levels on both sides of 0, the last of them beyond its end", () => {
    expect([0, 0.5, -0.5, 1, -7, Infinity, NaN].map((value) => levelOf(value, 1))).toEqual([
      0,
      LEVELS / 2,
      -LEVELS / 2,
      LEVELS,
      -LEVELS,
      LEVELS,
      0,
    ]);
    for (const theme of ["light", "dark"] as const) {
      const colours = levelColours(theme);
      expect(colours).toHaveLength(2 * LEVELS + 1);
      expect(new Set([colours[0], colours[LEVELS], colours.at(-1)]).size).toBe(3);
    }
  });
});

describe("the lines of a network", () => {
  const drawn = (lines: NetworkLines): number[] => [...lines.order];

  it("are drawn the faintest first, each at its own level", () => {
    const lines = new NetworkLines();
    lines.sort([layer([0.5, -1, 0, 1], [0, 0]), layer([-0.5, 0.25], [0])], 1);
    expect(drawn(lines)).toEqual([2, 5, 4, 0, 1, 3]);
    expect(drawn(lines).map((place) => lines.levelAt(place) / LEVELS)).toEqual([0, 0.25, -0.5, 0.5, -1, 1]);
  });

  it("are the strongest of a layer that has too many, and evenly many of equal ones", () => {
    const most = mostLines([0, 0]);
    const many: number[] = Array.from({ length: 2 * most }, (_, index) => (index % 2 === 0 ? 1 : 0.01));
    const lines = new NetworkLines();
    lines.sort([layer(many, [0]), layer([0.01], [0])], 1);
    expect(drawn(lines).toSorted((one, other) => one - other)).toEqual(
      [...Array(most).keys()].map((index) => 2 * index).concat(2 * most),
    );
    lines.sort([layer(many.fill(0.5), [0]), layer([0.01], [0])], 1);
    const kept = drawn(lines);
    expect(kept).toHaveLength(most + 1);
    expect(kept.filter((place) => place < most).length).toBe(most / 2);
  });

  it("have their ends at the units that they join", () => {
    const layout = networkLayout([2, 3, 1], 400, 16, 0);
    const ends = lineEnds(layout);
    const [inputs, hidden, output] = layout.columns;
    // W1 (fanOut, fanIn): unit 2's weight from input 1; then unit 0's line to the output.
    expect([...ends.subarray(4 * 5, 4 * 6)]).toEqual(
      [inputs!.x, inputs!.ys[1], hidden!.x, hidden!.ys[2]].map((n) => Math.fround(n!)),
    );
    expect([...ends.subarray(4 * 6, 4 * 7)]).toEqual(
      [hidden!.x, hidden!.ys[0], output!.x, output!.ys[0]].map((n) => Math.fround(n!)),
    );
    expect(linesOf([2, 3, 1], { column: 1, unit: 2 }).map(({ place }) => place)).toEqual([4, 5, 8]);
    expect(linesOf([2, 3, 1], { column: 0, unit: 1 }).map(({ index }) => index)).toEqual([1, 3, 5]);
  });
});

describe("the places of units", () => {
  it.each([[[2, 3, 1]], [[2, 64, 64, 64, 64, 64, 64, 64, 64, 3]], [[1, 1]]])(
    "lie inside the drawing, and are found: %j",
    (sizes) => {
      for (const width of [320, 1100]) {
        const layout = networkLayout(sizes, width, 16, 60);
        layout.columns.forEach(({ x, ys, radius }, column) => {
          expect(x - radius).toBeGreaterThanOrEqual(60);
          expect(x + radius).toBeLessThanOrEqual(width);
          ys.forEach((y, unit) => {
            expect([y - radius >= 0, y + radius <= layout.footY]).toEqual([true, true]);
            expect(unitAt(layout, x + 1, y)).toEqual({ column, unit });
          });
        });
        expect(unitAt(layout, width / 2, -50)).toBeNull();
      }
    },
  );

  it("are walked by arrow keys, up to the edges", () => {
    const step = (column: number, unit: number, key: string): unknown => unitBeside([2, 3, 1], { column, unit }, key);
    expect(step(1, 0, "ArrowUp")).toEqual({ column: 1, unit: 0 });
    expect(step(1, 2, "ArrowRight")).toEqual({ column: 2, unit: 0 });
    expect(step(1, 2, "ArrowLeft")).toEqual({ column: 0, unit: 1 });
    expect(step(2, 0, "ArrowRight")).toEqual({ column: 2, unit: 0 });
    expect(step(1, 0, "End")).toEqual({ column: 1, unit: 2 });
    expect(step(1, 0, "Tab")).toBeNull();
  });
});

describe("what is told of a network", () => {
  const parameters = [layer([0.5, -0.25, 0.5, -0.25, 1, 0], [0, 0, 0.125]), layer([1, 1, -2], [0.5])];
  const groups = parameters.map(unitGroups);

  it("names a unit's numbers, and who is equal to it", () => {
    const text = (column: number, unit: number): string =>
      unitText({ column, unit }, parameters, groups, ["minutes", "degrees"]);
    expect(text(1, 0)).toBe(
      "Layer 1, unit 1, A: weights 0.5000, −0.2500, bias 0, goes out with 1.000. Equal to the bit to unit 2.",
    );
    expect(text(1, 2)).toMatch(/^Layer 1, unit 3, B: .* No other unit of its layer is equal to it\.$/);
    expect(text(0, 1)).toBe("Input degrees: goes out with −0.2500, −0.2500, 0.");
    expect(text(2, 0)).toBe("Layer 2, unit 1: weights 1.000, 1.000, −2.000, bias 0.5000.");
  });

  it("names a number that has left float32 as it is printed", () => {
    const broken = [layer([Infinity, 1, 1, 1], [-Infinity, 0]), layer([NaN, 1], [0])];
    expect(unitText({ column: 1, unit: 0 }, broken, [[0, 1], [0]], [])).toMatch(
      /weights inf, 1\.000, bias -inf, goes out with nan\./,
    );
  });

  it("tells many numbers by their ends", () => {
    const wide = [layer([1, 2, 3, 4, 5, 6], [0])];
    expect(unitText({ column: 1, unit: 0 }, wide, [[0]], [])).toMatch(
      /weights 6 numbers from 1\.000 to 6\.000, bias 0/,
    );
  });

  it("sums up which layers have equal units, and only the shape while it changes", () => {
    const symmetry = (rank: number | null): LayerSymmetry[] =>
      [3, 1, 2].map((distinct) => ({
        units: 3,
        distinct,
        cosine: null,
        rank,
        equalColumns: false,
        equalRows: false,
      }));
    expect(networkSummary([2, 3, 3, 3], { symmetry: symmetry(1) })).toBe(
      "Network: 2 inputs, layer 1 with 3 units, no two equal; layer 2 with 3 units, all equal to the bit; layer 3 with 3 units, 2 of them distinct.",
    );
    expect(networkSummary([2, 3, 3, 3], { symmetry: symmetry(null) })).toBe(
      "Network: 2 inputs, layer 1 with 3 units; layer 2 with 3 units; layer 3 with 3 units.",
    );
  });

  it("stands in labels under its layers, within the drawing, where there is air between them", () => {
    const xs = [60, 300, 560];
    expect(labelPlaces(xs, [50, 150, 60], 600)).toEqual({ places: [60, 300, 560], fits: true });
    expect(labelPlaces(xs, [140, 150, 160], 600)).toEqual({ places: [70, 300, 520], fits: true });
    // 375 to 600 - 160 = 440, and 375 to 600 - 222 = 378, which is less than a gap.
    expect(labelPlaces(xs, [140, 150, 222], 600)).toEqual({ places: [70, 300, 489], fits: false });
    expect(labelPlaces([300], [80], 600).fits).toBe(true);
  });
});
