import { describe, expect, it } from "vitest";
import { equalText, movedCount, movedText, sharedLines } from "../../src/ui/training-matrices/matrixMarks.ts";
import {
  NUMBER_WIDTH,
  biasArray,
  printedNumber,
  printedPlaces,
  weightArray,
} from "../../src/ui/training-matrices/matrixPrint.ts";
import { fullNumber, numberText, placeOf, placeText } from "../../src/ui/training-matrices/numberPlace.ts";

const SYMMETRY = { units: 3, distinct: 1, cosine: null, rank: null, equalColumns: true, equalRows: false };

describe("numbers as they are printed", () => {
  it("have four digits after the point, and powers of ten where these would not tell", () => {
    expect([0, 0.12345, -12.5, 999.9999, 1000, 0.00001, -0.00005].map(printedNumber)).toEqual([
      "0.0000",
      "0.1235",
      "-12.5000",
      "999.9999",
      "1.00e+03",
      "1.00e-05",
      "-0.0001",
    ]);
    expect([NaN, Infinity, -Infinity].map(printedNumber)).toEqual(["nan", "inf", "-inf"]);
  });

  it("are never wider than their place", () => {
    const exponents = Array.from({ length: 629 }, (_, index) => index - 320);
    const all = exponents.flatMap((exponent) =>
      [1, -1, -9.99999, 9.99999999999].map((factor) => factor * 10 ** exponent),
    );
    expect(all.map(printedNumber).filter(({ length }) => length > NUMBER_WIDTH)).toEqual([]);
  });

  it("show no moved number as 0", () => {
    expect(printedNumber(2 ** -149)).not.toMatch(/^0\.0*$/);
  });

  it("are the ends of long axes", () => {
    expect(printedPlaces(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(printedPlaces(64)).toEqual([0, 1, 2, null, 61, 62, 63]);
  });
});

describe("a printed number's place", () => {
  it("is the unit's weight from the input: W is (in, out), the layer's own order (out, in)", () => {
    const w1 = weightArray(0, 2, 3);
    expect([w1.name, w1.shape, w1.rows, w1.columns]).toEqual(["W1", [2, 3], 2, 3]);
    expect(w1.place(1, 2)).toBe(2 * 2 + 1);
    expect(biasArray(1, 1).place(0, 0)).toBe(0);
  });

  it("goes through an element's text, and is lost where the network has no such number", () => {
    const place = { array: weightArray(1, 3, 2), row: 2, column: 1 };
    expect(placeText(place)).toBe("1 weight 2 1");
    expect(placeText(placeOf("1 weight 2 1", [2, 3, 2])!)).toBe("1 weight 2 1");
    expect(placeOf("1 weight 2 1", [2, 3, 1])).toBeNull();
    expect(placeOf("1 bias 0 1", [2, 3])).toBeNull();
  });

  it("is told in full, with where the number started", () => {
    const parameters = [{ weight: Float32Array.from([0.1, 0.2, 0.3, 0.4]), bias: Float32Array.from([0, 0]) }];
    const start = [{ weight: new Float32Array(4), bias: new Float32Array(2) }];
    const told = (text: string): string => numberText(placeOf(text, [2, 2])!, parameters, start);
    expect(told("0 weight 1 0")).toBe("W1[1, 0] = 0.2, from input 2 to unit 1 of layer 1; it started at 0.");
    expect(told("0 bias 0 1")).toBe("b1[1] = 0, bias of unit 2 of layer 1; it has not moved.");
  });

  it("has the fewest digits that tell the number from all others", () => {
    expect(fullNumber(Math.fround(0.1), true)).toBe("0.1");
    expect(fullNumber(Math.fround(1 / 3), true)).toBe("0.33333334");
    expect(fullNumber(1 / 3, false)).toBe("0.3333333333333333");
    expect([fullNumber(Infinity, true), fullNumber(-Infinity, false)]).toEqual(["inf", "-inf"]);
    for (const value of [2 ** -149, 3.4028234663852886e38, Math.fround(16777217 / 3)]) {
      expect(Math.fround(Number(fullNumber(value, true)))).toBe(value);
    }
  });
});

describe("what stands beside a matrix", () => {
  it("tells equal columns and rows where there are several", () => {
    expect(equalText(SYMMETRY, 2, 3)).toBe("columns equal to the bit");
    expect(equalText({ ...SYMMETRY, equalRows: true }, 2, 3)).toBe("all equal to the bit");
    expect(equalText({ ...SYMMETRY, equalRows: true }, 3, 1)).toBe("rows equal to the bit");
    expect(equalText({ ...SYMMETRY, equalRows: true }, 1, 1)).toBe("");
  });

  it("counts the numbers that have moved by a bit", () => {
    expect(movedCount(Float32Array.from([0, -0, 1]), Float32Array.from([0, 0, 2]))).toBe(2);
    expect([movedText(0, 6), movedText(6, 6), movedText(1, 6), movedText(0, 1), movedText(1, 1)]).toEqual([
      "no number has moved",
      "all 6 have moved",
      "1 of 6 have moved",
      "has not moved",
      "has moved",
    ]);
  });

  it("tints the columns, or rows, that have an equal", () => {
    const weight = Float32Array.from([1, 2, 1, 2, 3, 4]);
    expect(sharedLines({ weight, bias: new Float32Array(3) })).toEqual({
      columns: [true, true, false],
      rows: [false, false],
    });
    expect(sharedLines({ weight: new Float32Array(3), bias: new Float32Array(1) }).rows).toEqual([true, true, true]);
  });
});
