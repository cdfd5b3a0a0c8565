import { beforeAll, describe, expect, it, test } from "vitest";
import { networkSymmetry } from "../../src/experiments/training/layerSymmetry.ts";
import { readSymmetryConfig, symmetryConfigEntries } from "../../src/experiments/training/symmetryFields.ts";
import type { SymmetryConfig } from "../../src/experiments/training/trainingConfig.ts";
import type { RunFrame, TrainingFrame } from "../../src/experiments/training/trainingLab.ts";
import { holds, presetInForce } from "../../src/ui/symmetry-presets/holds.ts";
import { SYMMETRY_PRESETS, THREAD, ZEROS, constant } from "../../src/ui/symmetry-presets/presets.ts";
import { dataOf, startedRun, symmetryFrame } from "../support/symmetryFrames.ts";

const presetOf = (id: string): SymmetryConfig => ({
  ...SYMMETRY_PRESETS.find((preset) => preset.id === id)!.config,
  engine: "cpu",
});

const distinctOf = ({ symmetry }: RunFrame): number[] => symmetry.map(({ distinct }) => distinct);
const weightsOf = ({ parameters }: RunFrame): number[] => parameters.flatMap(({ weight }) => [...weight]);
const hiddenBiasesOf = ({ parameters }: RunFrame): number[] => parameters.slice(0, -1).flatMap(({ bias }) => [...bias]);
const lossOf = ({ losses }: RunFrame): number => losses.at(-1)!;
const isZero = (value: number): boolean => value === 0;

/** Share of the examples of the larger class. */
function largerShare(config: SymmetryConfig): number {
  const { classes } = dataOf(config);
  const ones = classes.reduce((sum, ofClass) => sum + ofClass, 0) / classes.length;
  return Math.max(ones, 1 - ones);
}

test.each(SYMMETRY_PRESETS)("$id says two sentences", ({ explanation }) => {
  expect(explanation.match(/\.(?= [A-Z]|$)/g)).toHaveLength(2);
});

test.each(SYMMETRY_PRESETS)("$id is a link, and is known again when it is opened", ({ id, config }) => {
  const opened = readSymmetryConfig(symmetryConfigEntries({ ...config, engine: "auto" }));
  expect(presetInForce(opened)!.id).toBe(id);
});

describe("a configuration in force", () => {
  const config = presetOf("zeros");
  it("holds whatever computes, and however far", () => {
    expect(holds({ ...config, engine: "gpu", iterations: 7 }, THREAD)).toBe(true);
    expect(presetInForce({ ...config, iterations: 7 })!.id).toBe("zeros");
    expect(presetInForce({ ...config, iterations: 100 })!.id).toBe("print");
  });
  it("looks into layers and starts, where what is undefined is absent", () => {
    expect(holds(config, { layers: [2, 3, 1] })).toBe(true);
    expect(holds(config, { layers: [2, 3, 2] })).toBe(false);
    expect(holds(config, { starts: [{ ...ZEROS, value: undefined }, config.starts[1]] })).toBe(true);
    expect(holds(config, { starts: [ZEROS, { ...config.starts[1], epsilon: 0.1 }] })).toBe(false);
    expect(presetInForce({ ...config, learningRate: 0.1 })).toBeUndefined();
  });
});

/** The two runs of a preset, and what is true of them. */
function describePreset(id: string, claims: (runs: () => readonly [RunFrame, RunFrame]) => void): void {
  describe(`preset ${id}`, () => {
    let frame: TrainingFrame;
    beforeAll(async () => {
      frame = await symmetryFrame(presetOf(id));
    });
    it("breaks on neither side", () => expect(frame.runs.map(({ brokenAt }) => brokenAt)).toEqual([null, null]));
    claims(() => frame.runs);
  });
}

describePreset("zeros", (runs) => {
  it("keeps one unit three times on the left, and three on the right", () =>
    expect(runs().map(distinctOf)).toEqual([
      [1, 1],
      [3, 1],
    ]));
  it("learns on the right alone", () => {
    expect(runs()[1].accuracy).toBeGreaterThan(0.98);
    expect(runs()[0].accuracy).toBeLessThan(0.75);
    expect(lossOf(runs()[1])).toBeLessThan(lossOf(runs()[0]) / 10);
  });
});

describePreset("print", (runs) => {
  it("has equal columns in the first matrix, and equal rows in the last", () => {
    const [first, last] = runs()[0].symmetry;
    expect(first).toMatchObject({ equalColumns: true, equalRows: false });
    expect(last).toMatchObject({ equalRows: true });
    const [one, other] = runs()[1].symmetry;
    expect([one!.equalColumns, other!.equalRows]).toEqual([false, false]);
  });
  it("shows weights that two decimals tell from 0, after 100 updates", () => {
    expect(runs()[0].iteration).toBe(100);
    expect(Math.min(...weightsOf(runs()[0]).map(Math.abs))).toBeGreaterThan(0.1);
  });
});

describe.each(["relu", "tanh"])("zeros with %s", (id) => {
  let runs: TrainingFrame["runs"];
  beforeAll(async () => {
    ({ runs } = await symmetryFrame(presetOf(id)));
  });
  it("moves no weight and no hidden bias", () => {
    expect(weightsOf(runs[0]).every(isZero)).toBe(true);
    expect(hiddenBiasesOf(runs[0]).every(isZero)).toBe(true);
  });
  it("moves the output's bias to the log odds of the classes, and the loss to their entropy", () => {
    const good = dataOf(presetOf(id)).classes.filter((ofClass) => ofClass === 1).length;
    expect(good).toBe(67);
    // 2,000 updates shrink the distance by (1 - 2 p (1 - p))^2000, far below a unit in the last place.
    expect(runs[0].parameters[1]!.bias[0]).toBeCloseTo(Math.log(67 / 133), 12);
    expect(Math.log(67 / 133).toFixed(3)).toBe("-0.686");
    const entropy = -(67 / 200) * Math.log(67 / 200) - (133 / 200) * Math.log(133 / 200);
    expect(lossOf(runs[0])).toBeCloseTo(entropy, 12);
    expect(runs[0].accuracy).toBe(largerShare(presetOf(id)));
  });
  it("learns from random numbers", () => expect(runs[1].accuracy).toBeGreaterThan(0.98));
});

describePreset("together", (runs) => {
  it("moves every weight, and keeps the units of each layer equal to the bit", () => {
    expect(weightsOf(runs()[0]).some(isZero)).toBe(false);
    expect(distinctOf(runs()[0])).toEqual([1, 1, 1]);
    expect(distinctOf(runs()[1])).toEqual([4, 4, 1]);
  });
});

describePreset("biases", (runs) => {
  it("learns with zero biases and with random ones, all units different", () => {
    for (const run of runs()) expect(run.accuracy).toBeGreaterThan(0.98);
    expect(runs().map(distinctOf)).toEqual([
      [3, 1],
      [3, 1],
    ]);
  });
});

describePreset("one-layer", (runs) => {
  it("comes to the same place from zeros and from random numbers", () => {
    const [one, other] = runs().map((run) => [...weightsOf(run), ...run.parameters[0]!.bias]);
    // Both are still on their way, so farther apart than by rounding, but by less than eight decimals show.
    one!.forEach((value, index) => expect(value).toBeCloseTo(other![index]!, 9));
    expect(runs()[0].accuracy).toBe(runs()[1].accuracy);
    expect(runs()[0].accuracy).toBeGreaterThan(0.85);
  });
});

describePreset("constants", (runs) => {
  it("keeps equal units on both sides, which learn as little as from zeros", () => {
    for (const run of runs()) {
      expect(distinctOf(run)).toEqual([1, 1]);
      expect(run.accuracy).toBeLessThan(0.75);
    }
  });
});

describePreset("noise", (runs) => {
  it("parts the units on the right alone, which then learn more", () => {
    expect(distinctOf(runs()[0])).toEqual([1, 1]);
    expect(runs()[1].symmetry[0]!.cosine!.least).toBeLessThan(0);
    expect(runs()[1].accuracy).toBeGreaterThan(runs()[0].accuracy + 0.15);
  });
  it("takes some 160 updates more for a tenth of the noise", async () => {
    const [one, tenth, hundredth] = [await updatesToPart(1e-3), await updatesToPart(1e-4), await updatesToPart(1e-5)];
    for (const more of [tenth - one, hundredth - tenth]) expect(Math.abs(more - 165)).toBeLessThanOrEqual(15);
  });
});

/** After how many updates the hidden units of `noise`'s right side point in directions 26 degrees apart: cosine 0.9. */
async function updatesToPart(epsilon: number): Promise<number> {
  const run = await startedRun(presetOf("noise"), constant(0.5, epsilon));
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    await run.advance(5);
    // oxlint-disable-next-line no-await-in-loop
    const [hidden] = networkSymmetry(THREAD.layers, (await run.state()).parameters);
    if (!(hidden!.cosine!.least >= 0.9)) return run.iteration;
  }
}
