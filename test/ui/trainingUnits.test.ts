import { describe, expect, it } from "vitest";
import type { LayerSymmetry } from "../../src/experiments/training/layerSymmetry.ts";
import { cosineCell, distinctCell, rankCell } from "../../src/ui/training-units/unitsRows.ts";

function symmetry(change: Partial<LayerSymmetry>): LayerSymmetry {
  return { units: 3, distinct: 3, cosine: null, rank: null, equalColumns: false, equalRows: false, ...change };
}

function cosines(least: number, most: number): string {
  return cosineCell(symmetry({ cosine: { least, mean: (least + most) / 2, most } })).text;
}

describe("the table of units", () => {
  it("says whether equal means equal to the bit", () => {
    expect(distinctCell(symmetry({ distinct: 1 }))).toMatchObject({ text: "1 of 3, equal to the bit", isEqual: true });
    expect(distinctCell(symmetry({ distinct: 2 }))).toMatchObject({ text: "2 of 3", isEqual: false });
    expect(distinctCell(symmetry({ units: 1, distinct: 1 }))).toMatchObject({ text: "1 of 1", isEqual: false });
  });

  it("tells a cosine of 1 from one near it", () => {
    expect(cosines(1, 1)).toBe("1");
    expect(cosines(1 - 2 ** -53, 1)).toBe("1");
    expect(cosines(-0.7342, 0.99999)).toBe("−0.734 … > 0.999");
    expect(cosines(-1, -0.00001)).toBe("−1 … 0.000");
  });

  it("gives a reason where there is no number", () => {
    expect(cosineCell(symmetry({ units: 1 }))).toEqual({
      text: "–",
      title: "One unit alone makes no angle.",
      isEqual: false,
    });
    expect(cosineCell(symmetry({})).title).toMatch(/All weights are 0/);
    const infinite = cosineCell(symmetry({ cosine: { least: NaN, mean: NaN, most: NaN } }));
    expect(infinite).toMatchObject({ text: "–", title: expect.stringMatching(/infinite/) });
    expect(rankCell(symmetry({}), 2)).toMatchObject({ text: "–", title: expect.stringMatching(/while the runs rest/) });
  });

  it("sets a rank beside the most that the shape allows", () => {
    expect(rankCell(symmetry({ rank: 1 }), 2)).toMatchObject({
      text: "1 of 2",
      title: "Lower than this shape allows.",
    });
    expect(rankCell(symmetry({ rank: 3 }), 64)).toMatchObject({
      text: "3 of 3",
      title: "As high as this shape allows.",
    });
  });
});
