import { describe, expect, it } from "vitest";
import { accuracyOf } from "../../../src/experiments/training/accuracy.ts";
import { distinctUnits } from "../../../src/experiments/training/bitPatterns.ts";
import { layerSymmetry, networkSymmetry } from "../../../src/experiments/training/layerSymmetry.ts";

const f32 = (...values: number[]): Float32Array => Float32Array.from(values);

describe("units are told apart by their bits", () => {
  it("counts different (incoming weights, bias)", () => {
    expect(distinctUnits({ weight: f32(1, 2, 1, 2, 1, 2), bias: f32(0, 0, 0) })).toBe(1);
    expect(distinctUnits({ weight: f32(1, 2, 1, 2, 1, 2), bias: f32(0, 1, 0) })).toBe(2);
    expect(distinctUnits({ weight: f32(1, 2, 1, 3, 1, 2), bias: f32(0, 0, 0) })).toBe(2);
    expect(distinctUnits({ weight: f32(1, 2, 2, 1, 3, 3), bias: f32(0, 0, 0) })).toBe(3);
  });

  it("takes 0 and -0 for two, and numbers one step apart", () => {
    expect(distinctUnits({ weight: f32(0, -0), bias: f32(1, 1) })).toBe(2);
    expect(distinctUnits({ weight: f32(0, 0), bias: f32(-0, 0) })).toBe(2);
    const next = new Float32Array(Uint32Array.of(0x3f800001).buffer)[0]!;
    expect(distinctUnits({ weight: f32(1, next), bias: f32(0, 0) })).toBe(2);
    expect(distinctUnits({ weight: Float64Array.of(1, 1 + 2 ** -52), bias: new Float64Array(2) })).toBe(2);
    expect(distinctUnits({ weight: Float64Array.of(0.1, 0.1), bias: Float64Array.of(0.2, 0.2) })).toBe(1);
  });

  it("counts 400,000 units, more than can be compared two by two or told apart by hashes of 32 bits alone", () => {
    const weight = Float64Array.from({ length: 400_000 }, (_, unit) => Math.sqrt(unit % 399_999));
    expect(distinctUnits({ weight, bias: new Float64Array(400_000) })).toBe(399_999);
  });

  it("reads a part of a larger array where it lies", () => {
    const all = f32(9, 1, 1, 2, 9);
    expect(distinctUnits({ weight: all.subarray(1, 3), bias: f32(0, 0) })).toBe(1);
    expect(distinctUnits({ weight: all.subarray(2, 4), bias: f32(0, 0) })).toBe(2);
  });
});

describe("a layer's symmetry", () => {
  it("sees equal columns of the first print and equal rows of the last, as units that are equal have them", () => {
    const [first, last] = networkSymmetry(
      [2, 3, 1],
      [
        { weight: f32(0.5, -0.25, 0.5, -0.25, 0.5, -0.25), bias: f32(0, 0, 0) },
        { weight: f32(2, 2, 2), bias: f32(1) },
      ],
      { ranks: true },
    );
    expect(first).toEqual({
      units: 3,
      distinct: 1,
      cosine: { least: 1, mean: 1, most: 1 },
      rank: 1,
      equalColumns: true,
      equalRows: false,
    });
    expect(last).toEqual({ units: 1, distinct: 1, cosine: null, rank: 1, equalColumns: true, equalRows: true });
  });

  it("leaves the bias out of columns, but not out of units", () => {
    const own = layerSymmetry([1, 2], 0, { weight: f32(3, 3), bias: f32(0, 1) });
    expect(own).toMatchObject({ distinct: 2, equalColumns: true, equalRows: true, rank: null });
  });

  it("gives the cosines by hand, of tiny weights as of large ones", () => {
    // (1, 0), (0, 2), (-3, 0): 0, 0, -1.
    for (const scale of [1, 1e-200, 1e200]) {
      const weight = Float64Array.of(1, 0, 0, 2, -3, 0).map((value) => value * scale);
      const { cosine, rank } = layerSymmetry([2, 3], 0, { weight, bias: f32(0, 0, 0) }, { ranks: true });
      expect(cosine!.least).toBe(-1);
      expect(cosine!.mean).toBeCloseTo(-1 / 3, 15);
      expect(cosine!.most).toBe(0);
      expect(rank).toBe(2);
    }
  });

  it("leaves out units of zeros, and has no cosine where all are", () => {
    const bias = f32(0, 0, 0);
    expect(layerSymmetry([1, 3], 0, { weight: f32(0, 2, -4), bias }).cosine).toEqual({ least: -1, mean: -1, most: -1 });
    expect(layerSymmetry([1, 3], 0, { weight: f32(0, 2, 0), bias }).cosine).toBeNull();
    const zeros = layerSymmetry([1, 3], 0, { weight: f32(0, 0, 0), bias }, { ranks: true });
    expect(zeros).toMatchObject({ cosine: null, rank: 0, distinct: 1 });
  });

  it("counts ranks as np.linalg.matrix_rank does, to float32's precision or float64's", () => {
    const rank = (weight: Float32Array | Float64Array) =>
      layerSymmetry([2, 2], 0, { weight, bias: new Float32Array(2) }, { ranks: true }).rank;
    const almost = [1, 1, 1, 1 + 2 ** -23];
    expect(rank(f32(...almost))).toBe(1);
    expect(rank(Float64Array.from(almost))).toBe(2);
    expect(rank(f32(1, 1, 1, 1 + 2 ** -18))).toBe(2);
    expect(layerSymmetry([3, 2], 0, { weight: f32(1, 2, 3, 2, 4, 7), bias: f32(0, 0) }, { ranks: true }).rank).toBe(2);
  });
});

describe("accuracy", () => {
  const classes = Uint8Array.of(0, 1, 1, 0);

  it("takes one logit's sign for a probability above 1/2, and 0 for class 0", () => {
    const own = (...logits: number[]) =>
      accuracyOf(f32(...logits), classes, { outputActivation: "sigmoid" }, "binary_crossentropy");
    expect(own(-1, 1, 2, -3)).toBe(1);
    expect(own(0, 0, 0, 2)).toBe(0.25);
    expect(own(1, -1, 1, 1)).toBe(0.25);
  });

  it("takes φ_out above 1/2 with mean_squared_error", () => {
    const own = (outputActivation: "identity" | "sigmoid") =>
      accuracyOf(f32(0.4, 0.6, 0.4, 0.1), classes, { outputActivation }, "mean_squared_error");
    expect(own("identity")).toBe(0.75);
    // All above 1/2.
    expect(own("sigmoid")).toBe(0.5);
  });

  it("takes the largest of several outputs, the first of equals", () => {
    const logits = f32(1, 0, 5, 1, 0, 1, 5, 1);
    expect(accuracyOf(logits, classes, { outputActivation: "identity" }, "categorical_crossentropy")).toBe(0.75);
  });
});
