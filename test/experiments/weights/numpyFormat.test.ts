import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatArray, formatLayer, formatShape } from "../../../src/experiments/weights/numpyFormat.ts";
import { drawWeights } from "../../../src/experiments/weights/weights.ts";
import { DEFAULT_WEIGHTS_CONFIG } from "../../../src/experiments/weights/weightsConfig.ts";

/** An array, and what `str` made of it in NumPy 2.4.6 under `np.printoptions(precision=…)`. */
interface NumpyText {
  readonly type: "float32" | "float64";
  readonly shape: readonly number[];
  readonly precision: number;
  /** With blanks between them. */
  readonly values: string;
  readonly text: string;
}

const TEXTS = JSON.parse(readFileSync(join(import.meta.dirname, "numpyTexts.json"), "utf8")) as NumpyText[];

function readNumber(text: string): number {
  const special: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, "-inf": -Infinity };
  return special[text] ?? Number(text);
}

function arrayOf(type: NumpyText["type"], values: readonly number[]) {
  return type === "float32" ? Float32Array.from(values) : Float64Array.from(values);
}

/** (0 … count - 1 - 200) / 8. */
const ramp = (count: number) => Float64Array.from({ length: count }, (_, index) => (index - 200) / 8);

describe("formatArray", () => {
  it("prints what NumPy prints, of 150 arrays of every size, spread and precision", () => {
    expect(TEXTS.length).toBeGreaterThan(100);
    for (const { type, shape, precision, values, text } of TEXTS) {
      expect(formatArray(arrayOf(type, values.split(" ").map(readNumber)), shape, { precision })).toBe(text);
    }
  });

  it("leaves the middle out beyond 1000 numbers", () => {
    expect(formatArray(ramp(1001), [1001])).toBe("[-25.    -24.875 -24.75  ...  99.75   99.875 100.   ]");
    expect(formatArray(ramp(1200), [300, 4])).toBe(
      [
        "[[-25.    -24.875 -24.75  -24.625]",
        " [-24.5   -24.375 -24.25  -24.125]",
        " [-24.    -23.875 -23.75  -23.625]",
        " ...",
        " [123.5   123.625 123.75  123.875]",
        " [124.    124.125 124.25  124.375]",
        " [124.5   124.625 124.75  124.875]]",
      ].join("\n"),
    );
    expect(formatArray(ramp(1000), [1000]).split("\n").length).toBeGreaterThan(100);
  });

  it("rounds halves to even, and the number rather than its shortest digits", () => {
    expect(formatArray(Float64Array.of(0.125, 0.375), [2], { precision: 2 })).toBe("[0.12 0.38]");
    expect(formatArray(Float64Array.of(1.005), [1], { precision: 2 })).toBe("[1.]");
    expect(formatArray(Float32Array.of(0.1, -0), [2])).toBe("[ 0.1 -0. ]");
  });

  it("takes powers of ten where numbers are large, small or more than 1000 apart", () => {
    expect(formatArray(Float64Array.of(1, 1000), [2])).toBe("[   1. 1000.]");
    expect(formatArray(Float64Array.of(1, 1001), [2])).toBe("[1.000e+00 1.001e+03]");
    expect(formatArray(Float32Array.of(1e-4, 0.1), [2])).toBe("[1.e-04 1.e-01]");
    expect(formatArray(Float64Array.of(9e-5), [1])).toBe("[9.e-05]");
    expect(formatArray(Float32Array.of(1e6), [1])).toBe("[1.e+06]");
    expect(formatArray(Float64Array.of(1e7), [1])).toBe("[10000000.]");
  });

  it("refuses a shape that does not hold the numbers", () => {
    expect(() => formatArray(ramp(6), [2, 2])).toThrow("An array of shape (2, 2) does not hold 6 numbers.");
    expect(() => formatArray(ramp(8), [2, 2, 2])).toThrow(RangeError);
  });
});

describe("formatLayer", () => {
  it("prints the thread's lines digit for digit", async () => {
    const { layers } = await drawWeights(DEFAULT_WEIGHTS_CONFIG);
    const printed = layers.map((layer, index) => formatLayer(index + 1, layer, { precision: 2 })).join("\n");
    // shared/seeds/000, with the blanks that the forum took away.
    expect(printed).toBe(
      [
        "W1(2, 3):",
        " [[ 0.08 -0.3   0.18]",
        " [-0.56 -0.15  0.89]]",
        "b1(3,): [0. 0. 0.]",
        "W2(3, 1):",
        " [[-0.43]",
        " [-0.88]",
        " [ 0.36]]",
        "b2(1,): [0.]",
      ].join("\n"),
    );
    expect(formatLayer(1, layers[0]!)).toContain("[[ 0.08334005 -0.29660565  0.17884266]");
  });

  it("writes shapes as Python writes tuples", () => {
    expect([formatShape([3]), formatShape([2, 3])]).toEqual(["(3,)", "(2, 3)"]);
  });
});
