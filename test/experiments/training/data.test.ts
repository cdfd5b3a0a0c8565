import { describe, expect, it } from "vitest";
import { trainingData } from "../../../src/experiments/training/data/dataSet.ts";
import { makeData, ownNoise } from "../../../src/experiments/training/data/makeData.ts";
import { DATA_NAMES, type DataName } from "../../../src/experiments/training/trainingConfig.ts";

function made(name: DataName, { samples = 200, noise = null as number | null, seed = 0, classes = 2 } = {}) {
  return makeData(name, { samples, noise, seed, classes });
}

/** The examples as pairs. */
function pairs({ inputs, examples }: ReturnType<typeof made>): [number, number][] {
  return Array.from({ length: examples }, (_, example) => [inputs[example]!, inputs[examples + example]!]);
}

describe("data as scikit-learn 1.9.1 with NumPy 2.4.6 makes them, every number as float32", () => {
  it("make_moons(200, noise=0.1, random_state=0)", () => {
    const data = made("moons", { noise: 0.1 });
    expect(pairs(data).slice(0, 3)).toEqual([
      [0.792357325553894, 0.5026485919952393],
      [1.6315830945968628, -0.4638966917991638],
      [-0.06710926443338394, 0.267767071723938],
    ]);
    expect(pairs(data).at(-1)).toEqual([1.5881906747817993, -0.19082093238830566]);
    expect([...data.classes.subarray(0, 10)]).toEqual([0, 1, 1, 0, 1, 1, 0, 1, 0, 1]);
  });

  it("make_moons(5, random_state=3): no noise, and one moon longer than the other", () => {
    const data = made("moons", { samples: 5, noise: 0, seed: 3 });
    expect(pairs(data)).toEqual([
      [1, -0.5],
      [2, 0.5],
      [-1, 1.2246468525851679e-16],
      [1, 0],
      [0, 0.5],
    ]);
    expect([...data.classes]).toEqual([1, 1, 0, 0, 1]);
  });

  it("make_circles(7, noise=0.25, factor=0.5, random_state=42)", () => {
    const data = made("circles", { samples: 7, noise: 0.25, seed: 42 });
    expect(pairs(data)).toEqual([
      [0.722029983997345, 0.07972554862499237],
      [-0.4302396774291992, 1.1186542510986328],
      [-0.6452195048332214, -0.1312924474477768],
      [-0.6428450345993042, -1.097046136856079],
      [-0.6531372666358948, 0.7375923991203308],
      [0.7041112780570984, -0.38096898794174194],
      [-0.10701151937246323, -0.6856017112731934],
    ]);
    expect([...data.classes]).toEqual([0, 0, 1, 0, 1, 1, 1]);
  });
});

describe("data of our own", () => {
  it("calls a roast good in a triangle, one in three of them, and standardises both features", () => {
    const data = made("roasting", { samples: 3000, seed: 5 });
    const [heat, time] = data.axes;
    expect([heat.unit, time.unit]).toEqual(["°C", "min"]);
    for (const [index, [x, y]] of pairs(data).entries()) {
      const temperature = heat.mean + heat.std * x;
      const minutes = time.mean + time.std * y;
      expect(temperature > 149.999 && temperature < 285.001 && minutes > 11.499 && minutes < 15.501).toBe(true);
      const depth = Math.min(temperature - 175, minutes - 12, 1 - (temperature - 175) / 90 - (minutes - 12) / 3);
      // Rounding to float32 may move a roast over the edge.
      if (Math.abs(depth) > 1e-4) expect(depth > 0).toBe(data.classes[index] === 1);
    }
    expect(data.classes.filter((ofClass) => ofClass === 1)).toHaveLength(1000);
    for (const column of [data.inputs.subarray(0, 3000), data.inputs.subarray(3000)]) {
      const mean = column.reduce((sum, value) => sum + value, 0) / 3000;
      const square = column.reduce((sum, value) => sum + value ** 2, 0) / 3000;
      // 3000 numbers below 4, each off by 2^-24 of itself at most: the mean, and twice that in the mean square.
      expect(!(Math.abs(mean) <= 4 * 2 ** -24)).toBe(false);
      expect(!(Math.abs(square - 1) <= 2 * 16 * 2 ** -24)).toBe(false);
    }
  });

  it("tells by the signs of xor's features which class a point has", () => {
    const data = made("xor", { noise: 0 });
    for (const [index, [x, y]] of pairs(data).entries()) {
      expect(Math.min(Math.abs(x), Math.abs(y))).toBeGreaterThan(0.099);
      expect(x * y < 0).toBe(data.classes[index] === 1);
    }
  });

  it("winds as many arms of spirals as there are outputs, two to eight, and equally many points on each", () => {
    for (const [classes, arms] of [
      [1, 2],
      [3, 3],
      [9, 8],
    ] as const) {
      const data = made("spirals", { samples: 240, classes });
      expect(data.classNames).toHaveLength(arms);
      for (let arm = 0; arm < arms; arm += 1) {
        expect(data.classes.filter((ofClass) => ofClass === arm)).toHaveLength(240 / arms);
      }
    }
  });

  it.each(DATA_NAMES)(
    "%s follow from the seed alone, have both classes from two examples on, and lie in their plane",
    (name) => {
      const [data, again, other] = [made(name, { seed: 3 }), made(name, { seed: 3 }), made(name, { seed: 4 })];
      expect(data).toEqual(again);
      expect([...data.inputs]).not.toEqual([...other.inputs]);
      expect([...made(name, { seed: 3, noise: ownNoise(name) }).inputs]).toEqual([...data.inputs]);
      expect([...made(name, { seed: 3, noise: 0.2 }).inputs]).not.toEqual([...data.inputs]);
      expect(new Set(made(name, { samples: 2 }).classes)).toEqual(new Set([0, 1]));
      const { x: across, y: up } = data.extent;
      expect(across[1] - across[0]).toBeCloseTo(up[1] - up[0], 12);
      for (const [x, y] of pairs(data)) {
        expect(x > across[0] && x < across[1] && y > up[0] && y < up[1]).toBe(true);
      }
    },
  );
});

describe("targets", () => {
  it("are the class for one output, and one of several outputs for a softmax", () => {
    const data = {
      examples: 3,
      axes: [],
      inputs: new Float32Array(3),
      classes: Uint8Array.of(1, 0, 2),
      classNames: [],
    };
    expect([...trainingData(data, "mean_squared_error", 1).targets]).toEqual([1, 0, 2]);
    expect([...trainingData(data, "categorical_crossentropy", 4).targets]).toEqual([
      0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0,
    ]);
  });
});
