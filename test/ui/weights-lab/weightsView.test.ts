import { describe, expect, it } from "vitest";
import { ConfigError } from "../../../src/experiments/fields.ts";
import { formatLayer } from "../../../src/experiments/weights/numpyFormat.ts";
import { drawWeights } from "../../../src/experiments/weights/weights.ts";
import { DEFAULT_WEIGHTS_CONFIG, type WeightsConfig } from "../../../src/experiments/weights/weightsConfig.ts";
import { printedLayers } from "../../../src/ui/weight-matrices/printedLayers.ts";
import { printedLayer } from "../../../src/ui/weight-matrices/printedNumbers.ts";
import { endsOf, pointBetween, pointName, readPoint } from "../../../src/ui/weights-lab/weightPoint.ts";
import { weightsVerdict } from "../../../src/ui/weights-lab/weightsVerdict.ts";
import {
  DEFAULT_VIEW,
  type WeightsView,
  changedView,
  readView,
  unknownText,
  viewQuery,
} from "../../../src/ui/weights-lab/weightsView.ts";
import { WEIGHTS_PRESETS } from "../../../src/ui/weights-presets/presets.ts";

const config = (change: Partial<WeightsConfig>): WeightsConfig => ({ ...DEFAULT_WEIGHTS_CONFIG, ...change });

describe("the address", () => {
  it("names the lab alone for the defaults", () => expect(viewQuery(DEFAULT_VIEW)).toBe("lab=weights"));

  const views: WeightsView[] = [
    ...WEIGHTS_PRESETS.map((preset) => changedView(DEFAULT_VIEW, { config: preset.config })),
    changedView(DEFAULT_VIEW, { config: config({ framework: "pytorch", seed: -(2n ** 63n), layers: [7, 5, 3, 2] }) }),
    changedView(DEFAULT_VIEW, { config: config({ initializer: "orthogonal", gain: 0.5 }), digits: 8, data: 12 }),
    changedView(DEFAULT_VIEW, { point: { layer: 1, part: "weight", index: 2 } }),
    changedView(DEFAULT_VIEW, { point: { layer: 0, part: "bias", index: 1 } }),
  ];
  it.each(views.map((view) => [viewQuery(view), view] as const))("%s reads back", (query, view) => {
    expect(readView(`?${query}`)).toEqual(view);
    expect(unknownText(query)).toBe("");
  });

  it.each(["point=W1.2.0", "point=W0.0.0", "point=b1", "digits=3", "data=0", "seed=1&seed=1"])(
    "%s is refused",
    (query) => expect(() => readView(`?lab=weights&${query}`)).toThrow(ConfigError),
  );
});

describe("a number", () => {
  const torch = config({ framework: "pytorch", layers: [4, 5] });
  const keras = config({ layers: [4, 5] });

  it("is the same weight of the network in either layout", () => {
    for (const own of [torch, keras]) {
      const point = pointBetween(own, 0, 3, 1);
      expect(endsOf(own, point)).toEqual({ input: 3, unit: 1 });
    }
    expect(pointName(torch, pointBetween(torch, 0, 3, 1))).toBe("W1[1, 3]");
    expect(pointName(keras, pointBetween(keras, 0, 3, 1))).toBe("W1[3, 1]");
    expect(readPoint(torch, "W1.1.3")).toEqual(pointBetween(torch, 0, 3, 1));
  });

  it("that a smaller network lacks gives way to the first", () => {
    const view = changedView(DEFAULT_VIEW, { point: { layer: 1, part: "weight", index: 2 } });
    expect(changedView(view, { config: config({ layers: [2, 3] }) }).point).toBe(DEFAULT_VIEW.point);
  });
});

describe("the print", () => {
  it.each([
    [config({}), 2],
    [config({}), 8],
    [config({ framework: "pytorch", initializer: "default", layers: [80, 40, 3] }), 8],
    [config({ framework: "numpy", initializer: "default", layers: [1, 2000, 7, 200] }), 2],
  ])("is NumPy's own, with every number where it stands: %#", async (own, digits) => {
    const report = await drawWeights(own);
    report.layers.forEach((layer, index) => {
      const pieces = printedLayer(report, index, digits);
      expect(pieces.map(({ text }) => text).join("")).toBe(formatLayer(index + 1, layer, { precision: digits }));
      for (const { text, point } of pieces) {
        if (point === null) continue;
        const value = layer[point.part].values[point.index]!;
        // Half a unit of the last digit, after a power of ten too, and half of float32's for its shortest text.
        const bound = 0.501 * 10 ** -digits * Math.max(1, Math.abs(value)) + 2 ** -24 * Math.abs(value);
        expect(!(Math.abs(Number(text) - value) <= bound)).toBe(false);
      }
    });
  });

  it("of a deep network leaves layers out, never the chosen one", () => {
    expect(printedLayers(5, 2)).toEqual([0, 1, 2, 3, 4]);
    expect(printedLayers(51, 20)).toEqual([0, 1, null, 20, null, 50]);
    expect(printedLayers(51, 1)).toEqual([0, 1, null, 50]);
  });
});

it.each([
  [config({}), "No data was needed: seed 1234 and the shapes decide these 9 numbers."],
  [
    config({ framework: "pytorch", initializer: "default" }),
    "No data was needed: seed 1234 and the shapes decide these 13 numbers.",
  ],
  [config({ initializer: "zeros" }), "No data was needed, and no seed: zeros decides these 9 numbers."],
  [config({ layers: [1, 1] }), "No data was needed: seed 1234 and the shapes decide this number."],
])("the verdict says what decided: %#", async (own, headline) => {
  expect(weightsVerdict(await drawWeights(own)).headline).toBe(headline);
});

it("refuses a seed that the framework does not take, before a picture waits for it", () => {
  expect(() => readView("?lab=weights&seed=99999999999999999999999")).toThrow(/TensorFlow takes a whole number/);
  expect(readView("?lab=weights&framework=numpy_default_rng&seed=99999999999999999999999").config.seed).toBe(
    99999999999999999999999n,
  );
});
