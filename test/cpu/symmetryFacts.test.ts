import { describe, expect, it } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import type { LayerParameters, TrainingState } from "../../src/model/training.ts";
import { type SetupWishes, constantStart, randomStart, trainingSetup } from "../support/trainingSetups.ts";

/** The thread's network: two features, three hidden units, one output. */
const SIZES = [2, 3, 1];
/** In 60 examples of the support's data, class 1 is not as frequent as class 0. */
const EXAMPLES = 60;

async function trained(wishes: SetupWishes, updates: number): Promise<TrainingState> {
  const setup = trainingSetup({ sizes: SIZES, examples: EXAMPLES, learningRate: 0.5, ...wishes });
  return (await trainingCourse(new CpuTrainers(), setup, updates)).state;
}

/** A unit's incoming weights and bias, for each unit of a layer. */
function unitsOf({ weight, bias }: LayerParameters): number[][] {
  const fanIn = weight.length / bias.length;
  return Array.from(bias, (b, unit) => [...weight.subarray(unit * fanIn, (unit + 1) * fanIn), b]);
}

/** The weights as the thread prints them, (in, out). */
function printed({ weight, bias }: LayerParameters): number[][] {
  const [fanOut, fanIn] = [bias.length, weight.length / bias.length];
  return Array.from({ length: fanIn }, (_, input) =>
    Array.from({ length: fanOut }, (__, unit) => weight[unit * fanIn + input]!),
  );
}

function distinct(values: readonly unknown[]): number {
  return new Set(values.map((value) => JSON.stringify(value))).size;
}

function accuracyOf({ logits }: TrainingState): number {
  const { targets } = trainingSetup({ sizes: SIZES, examples: EXAMPLES }).data;
  return targets.reduce((right, target, example) => right + Number(logits[example]! > 0 === target > 0), 0) / EXAMPLES;
}

const share = trainingSetup({ sizes: SIZES, examples: EXAMPLES }).data.targets.reduce((a, b) => a + b) / EXAMPLES;

describe.each(["relu", "tanh"] as const)("zeros and %s, where φ(0) = 0", (activation) => {
  it.each([1, 1000])("move nothing but the output's bias in %d updates", async (updates) => {
    const { parameters } = await trained({ activation, start: constantStart(SIZES, 0) }, updates);
    const [hidden, output] = parameters as [LayerParameters, LayerParameters];
    // No -0 either: an update takes away 0.
    expect([...hidden.weight, ...hidden.bias, ...output.weight]).toEqual(new Array(12).fill(0));
    expect(output.bias[0]).not.toBe(0);
  });

  it("learn how frequent the classes are, and no more", async () => {
    const { parameters, loss } = await trained({ activation, start: constantStart(SIZES, 0) }, 1000);
    expect(parameters[1]!.bias[0]).toBeCloseTo(Math.log(share / (1 - share)), 10);
    expect(loss).toBeCloseTo(-share * Math.log(share) - (1 - share) * Math.log(1 - share), 10);
  });
});

describe("zeros and sigmoid, where φ(0) = 1/2", () => {
  const wishes = { activation: "sigmoid", start: constantStart(SIZES, 0) } as const;

  it("move the output first, which alone has a signal from below", async () => {
    const [hidden, output] = (await trained(wishes, 1)).parameters as [LayerParameters, LayerParameters];
    expect([...hidden.weight, ...hidden.bias]).toEqual(new Array(9).fill(0));
    expect([...output.weight, ...output.bias].every((value) => value !== 0)).toBe(true);
  });

  it.each([2, 100, 2000])("move all of them after that, but together: %d updates", async (updates) => {
    const [hidden, output] = (await trained(wishes, updates)).parameters as [LayerParameters, LayerParameters];
    expect([...hidden.weight, ...hidden.bias, ...output.weight].every((value) => value !== 0)).toBe(true);
    expect(distinct(unitsOf(hidden))).toBe(1);
    expect(distinct([...output.weight])).toBe(1);
  });
});

describe.each([0, 1, -0.5])("the constant %d", (value) => {
  it.each(["sigmoid", "tanh", "relu"] as const)("keeps units of %s equal for ever", async (activation) => {
    const { parameters } = await trained({ activation, start: constantStart(SIZES, value) }, 500);
    expect(distinct(unitsOf(parameters[0]!))).toBe(1);
    expect(distinct([...parameters[1]!.weight])).toBe(1);
  });

  it("shows in print, (in, out), as equal columns of the first matrix and equal rows of the last", async () => {
    const { parameters } = await trained({ start: constantStart(SIZES, value) }, 100);
    const [first, last] = parameters.map(printed) as [number[][], number[][]];
    expect([first.length, first[0]!.length, last.length, last[0]!.length]).toEqual([2, 3, 3, 1]);
    for (const row of first) expect(distinct(row)).toBe(1);
    expect(distinct(last)).toBe(1);
    // Rows of the first are the two features' and differ.
    expect(distinct(first)).toBe(2);
  });
});

describe("random weights", () => {
  const withoutBiases = randomStart(SIZES).map(({ weight, bias }) => ({ weight, bias: new Float32Array(bias.length) }));

  it("tell units apart although all biases start at zero", async () => {
    const { parameters } = await trained({ start: withoutBiases }, 500);
    expect(distinct(unitsOf(parameters[0]!))).toBe(3);
    expect(distinct([...parameters[0]!.bias])).toBe(3);
  });

  it("learn as much with zero biases as with random ones", async () => {
    const [zero, random] = [await trained({ start: withoutBiases }, 2000), await trained({}, 2000)];
    expect(accuracyOf(zero)).toBe(accuracyOf(random));
    expect(accuracyOf(zero)).toBeGreaterThan(0.95);
  });
});

describe("one layer alone", () => {
  it("learns from zeros what it learns from random weights: its loss has one minimum", async () => {
    const sizes = [2, 1];
    const [zeros, random] = [
      await trained({ sizes, start: constantStart(sizes, 0) }, 2000),
      await trained({ sizes, start: randomStart(sizes) }, 2000),
    ];
    expect(accuracyOf(zeros)).toBe(accuracyOf(random));
    expect(accuracyOf(zeros)).toBeGreaterThan(0.95);
    expect(distinct([...zeros.parameters[0]!.weight])).toBe(2);
  });
});
