import { describe, expect, it } from "vitest";
import type { Start, SymmetryConfig } from "../../src/experiments/training/trainingConfig.ts";
import { networkSymmetry } from "../../src/experiments/training/layerSymmetry.ts";
import { runState, spreadOf } from "../../src/ui/symmetry-lab/runState.ts";
import { DEFAULT_VIEW } from "../../src/ui/symmetry-lab/symmetryAddress.ts";
import { type SymmetryVerdict, noiseText, symmetryVerdict } from "../../src/ui/symmetry-lab/symmetryVerdict.ts";
import { dataOf, symmetryFrame } from "../support/symmetryFrames.ts";

const ZEROS: Start = { initializer: "zeros", epsilon: 0, biasStddev: 0 };
const GLOROT: Start = { initializer: "glorot_uniform", epsilon: 0, biasStddev: 0 };
const half = (epsilon: number): Start => ({ initializer: "constant", value: 0.5, epsilon, biasStddev: 0 });

/** Both runs of the thread's network with a change made to it, trained in float64. */
async function runsOf(
  change: Partial<SymmetryConfig>,
  updates: number,
): Promise<Parameters<typeof symmetryVerdict>[0]> {
  const config = { ...DEFAULT_VIEW.config, ...change };
  const { axes, inputs, classes, classNames, extent } = dataOf(config);
  const data = { axes, inputs, classes, classNames, extent };
  return {
    config,
    opened: { data, frame: await symmetryFrame(config, 0) },
    frame: await symmetryFrame(config, updates),
  };
}

async function verdictOf(change: Partial<SymmetryConfig>, updates: number): Promise<SymmetryVerdict> {
  return symmetryVerdict(await runsOf(change, updates));
}

/** The same with the weights of the first run's hidden units put in place, and the last unit's bias. */
function withUnits(
  runs: Awaited<ReturnType<typeof runsOf>>,
  units: readonly number[],
  bias: number,
): Awaited<ReturnType<typeof runsOf>> {
  const [run, other] = runs.frame.runs;
  const [, output] = run.parameters;
  const layer = {
    weight: Float64Array.from(units.flatMap((weight) => [weight, 1])),
    bias: Float64Array.from(units, (_, unit) => (unit === units.length - 1 ? bias : 0)),
  };
  const parameters = [layer, output!];
  const own = { ...run, parameters, symmetry: networkSymmetry(runs.config.layers, parameters) };
  return { ...runs, frame: { ...runs.frame, runs: [own, other] } };
}

describe("the verdict", () => {
  it("tells of equal units that move, but together", async () => {
    const { headline, rest } = await verdictOf({}, 100);
    expect(headline).toBe("Zeros: after 100 updates, 3 hidden units are still one. Glorot uniform: all 3 differ.");
    expect(rest).toMatch(
      /^Zeros: its weights move, but equal units move alike, to the last bit; loss 0\.\d{4}, \d\d % of examples right\. Glorot uniform: loss 0\.\d{4}, \d\d % of examples right\.$/,
    );
  });

  it("says that nothing has moved only where not a bit has", async () => {
    const { headline, rest } = await verdictOf({ activation: "tanh", data: "spirals" }, 20);
    expect(headline).toMatch(/^Zeros: after 20 updates, nothing has moved, 3 hidden units are still one\./);
    expect(rest).toMatch(
      /^Zeros: no weight and no bias has changed by a single bit; loss 0\.6931, 50 % of examples right/,
    );
  });

  it("says that the output's bias alone has moved, where classes are not of one size", async () => {
    const { headline, rest } = await verdictOf({ activation: "relu" }, 20);
    expect(headline).toMatch(
      /^Zeros: after 20 updates, only the output’s bias has moved, 3 hidden units are still one\./,
    );
    expect(rest).toMatch(/^Zeros: all else has kept every bit; loss/);
  });

  it("does not call rounding a movement", async () => {
    const { headline, rest } = await verdictOf({ data: "moons" }, 100);
    expect(headline).toMatch(
      /^Zeros: after 100 updates, nothing has moved further than [\d.]+ × 10⁻1?\S+, 3 hidden units are still one\./,
    );
    expect(rest).toMatch(
      /^Zeros: that is rounding, or as good as it, and equal units move alike, to the last bit; loss/,
    );
    const bias = await verdictOf({ activation: "tanh", data: "moons" }, 20);
    expect(bias.headline).toMatch(/^Zeros: after 20 updates, nothing has moved further than /);
    expect(bias.rest).toMatch(/^Zeros: no weight has changed by a single bit; loss/);
  });

  it("says from which digit on nearly equal units differ, and that they have come apart", async () => {
    const starts = [half(1e-7), GLOROT] as const;
    const near = await verdictOf({ starts }, 3);
    expect(near.headline).toMatch(
      /^Constant 0\.5 with noise 10⁻⁷: after 3 updates, 3 hidden units differ, but only from their [67]th digit on\. Glorot uniform: all 3 differ\.$/,
    );
    expect(near.rest).toMatch(
      /: units differ by [\d.]+ × 10⁻⁷ of the largest weight, at the start by [\d.]+ × 10⁻⁷; loss/,
    );
    const apart = await verdictOf({ starts: [half(1e-3), GLOROT] }, 1000);
    expect(apart.headline).toMatch(
      /^Constant 0\.5 with noise 0\.001: after 1,000 updates, 3 hidden units have come apart\./,
    );
  });

  it("counts units over all layers, and says of a start what it is", async () => {
    const { headline, rest } = await verdictOf({ layers: [2, 4, 3, 1] }, 0);
    expect(headline).toBe(
      "Zeros: 7 hidden units in 2 layers start as 2, one a layer. Glorot uniform: all 7 start different.",
    );
    expect(rest).toMatch(/^Zeros: loss 0\.6931, \d+ % of examples right\./);
    const moved = await verdictOf({ layers: [2, 4, 3, 1] }, 10);
    expect(moved.headline).toBe(
      "Zeros: after 10 updates, 7 hidden units in 2 layers are still 2, one a layer. Glorot uniform: all 7 differ.",
    );
  });

  it("says how many of nearly equal units differ, where some are equal to the bit", async () => {
    const some = withUnits(await runsOf({}, 3), [0.5, 0.5, 0.5 + 2 ** -24], 0);
    expect(symmetryVerdict(some).headline).toMatch(
      /^Zeros: after 3 updates, 3 hidden units are 2, which differ only from their 8th digit on\. /,
    );
    const all = withUnits(await runsOf({}, 3), [0.5, 0.5 + 2 ** -23, 0.5 + 2 ** -24], 0);
    expect(symmetryVerdict(all).headline).toContain("3 hidden units differ, but only from their 7th digit on.");
  });

  it("counts digits as people do, and has none for the sign of a 0", async () => {
    const runs = await runsOf({}, 3);
    const told = (spread: number): string =>
      /only (.*?)\. /.exec(symmetryVerdict(withUnits(runs, [1, 1 + spread, 1 - spread], 0)).headline)![1]!;
    expect([0.0015, 2 ** -40].map(told)).toEqual(["from their 3rd digit on", "from their 12th digit on"]);
    // Told by the biases, whose differences are far below any weight's last digit.
    const tiny = (bias: number): string => symmetryVerdict(withUnits(runs, [1, 1, 1], bias)).headline;
    expect(tiny(1.5e-22)).toContain("are 2, which differ only from their 22nd digit on.");
    expect(tiny(-0)).toContain("are 2, which differ only by the sign of a 0.");
  });

  it("has no figure for what has left float32", async () => {
    const { opened, frame, config } = await runsOf({ layers: [2, 1] }, 0);
    const broken = { ...frame.runs[1], brokenAt: 0, losses: Float64Array.of(Infinity) };
    const { headline, rest } = symmetryVerdict({ config, opened, frame: { ...frame, runs: [broken, broken] } });
    expect(headline).toBe(
      "No hidden layer, no twins: before any update zeros is at a loss beyond float32, Glorot uniform at one beyond float32.",
    );
    const infinite = symmetryVerdict(withUnits(await runsOf({}, 3), [1, Infinity, Infinity], 0));
    expect(`${headline}${rest}${infinite.headline}${infinite.rest}`).not.toMatch(/NaN|Infinity/);
  });

  it("compares losses where there is no hidden layer, and says nothing of one unit alone", async () => {
    const { headline } = await verdictOf({ layers: [2, 1], data: "moons" }, 50);
    expect(headline).toMatch(
      /^No hidden layer, no twins: after 50 updates zeros is at a loss of 0\.\d+, Glorot uniform at 0\.\d+\.$/,
    );
    const alone = await verdictOf({ layers: [2, 1, 1] }, 5);
    expect(alone.headline).toBe(
      "Zeros: after 5 updates, 1 hidden unit is alone in its layer. Glorot uniform: 1 is alone in its layer.",
    );
  });

  it("says where numbers grew past float32's safe range, what is kept, and what to do", async () => {
    const change: Partial<SymmetryConfig> = {
      activation: "identity",
      outputActivation: "identity",
      loss: "mean_squared_error",
      learningRate: 1e4,
      starts: [GLOROT, ZEROS],
    };
    const { headline, rest } = await verdictOf(change, 100);
    expect(headline).toMatch(/^Glorot uniform: its numbers grew past 2¹⁰⁰ at update \d+\. /);
    expect(rest).toMatch(
      /^Glorot uniform: the weights before it are kept \(loss [\d.]+( × 10\S+)?, \d+ % of examples right\); lower the learning rate\./,
    );
    expect(`${headline}${rest}`).not.toMatch(/NaN|Infinity/);
  });

  it("tells two runs from the same start apart", async () => {
    const { headline } = await verdictOf({ starts: [ZEROS, ZEROS] }, 1);
    expect(headline).toBe("Zeros, left: after 1 update, 3 hidden units are still one. Zeros, right: 3 are still one.");
  });
});

it("is found once for a frame, of its own start", async () => {
  const [some, others] = [await runsOf({}, 1), await runsOf({ starts: [half(0), GLOROT] }, 1)];
  const [start, now] = [some.opened.frame.runs[0], some.frame.runs[0]];
  expect(runState(start, now)).toBe(runState(start, now));
  expect(runState(others.opened.frame.runs[0], now).furthest).toBeGreaterThan(0.4);
});

describe("how far units lie apart", () => {
  it("is the widest difference in one weight or bias over the largest of the layer", () => {
    // Two units of two inputs: 1 and 1.5 apart by 0.5, -2 and -2.25 by 0.25; biases 0 and 0.75.
    const layer = { weight: Float64Array.of(1, -2, 1.5, -2.25), bias: Float64Array.of(0, 0.75) };
    expect(spreadOf([layer])).toBe(0.75 / 2.25);
    expect(spreadOf([{ weight: new Float32Array(6), bias: new Float32Array(3) }])).toBe(0);
    expect(spreadOf([{ weight: Float32Array.of(Infinity, Infinity), bias: Float32Array.of(1, 2) }])).toBe(0);
    expect(spreadOf([{ weight: Float32Array.of(Infinity, 1), bias: Float32Array.of(1, 2) }])).toBe(1);
  });

  it("is told beside the knob of the noise, where units were nearly equal", async () => {
    const text = async (start: Start): Promise<string> => {
      const { opened, frame } = await runsOf({ starts: [start, GLOROT] }, 3);
      return noiseText(start, runState(opened.frame.runs[0], frame.runs[0]));
    };
    expect(await text(ZEROS)).toBe("Units of a layer start equal.");
    expect(await text(half(1e-6))).toMatch(
      /^Units differ by [\d.]+ × 10⁻⁶ of the largest weight, at the start by [\d.]+ × 10⁻⁶\.$/,
    );
    expect(await text(half(1e-9))).toBe("Too small: beside these weights float32 has no room for it.");
    expect(await text(GLOROT)).toBe("");
  });
});
