import { describe, expect, it } from "vitest";
import { CpuTrainers } from "../../../src/cpu/training/cpuTrainers.ts";
import { float32Rounding } from "../../../src/cpu/training/float32Rounding.ts";
import { type References, checkTraining } from "../../../src/experiments/training/trainingCheck.ts";
import { trainingCourse } from "../../../src/experiments/training/trainingCourse.ts";
import { OPTIMIZERS, type TrainingSetup } from "../../../src/model/training.ts";
import { float32Losses } from "../../support/float32Training.ts";
import { type SetupWishes, constantStart, trainingSetup } from "../../support/trainingSetups.ts";

const REFERENCES: References = {
  reference: new CpuTrainers(),
  shaken: (seed) => new CpuTrainers(float32Rounding(seed)),
};

const UPDATES = 60;
const check = (setup: TrainingSetup, losses: ArrayLike<number>) => checkTraining(REFERENCES, setup, losses);

const NETWORKS: readonly SetupWishes[] = [
  { sizes: [2, 3, 1] },
  { sizes: [2, 3, 1], activation: "relu", loss: "mean_squared_error", outputActivation: "identity" },
  { sizes: [2, 8, 8, 3], activation: "tanh", loss: "categorical_crossentropy", batchSize: 32 },
  { sizes: [2, 3, 1], start: constantStart([2, 3, 1], 1) },
];
const CASES = NETWORKS.flatMap((network) =>
  OPTIMIZERS.map((optimizer) => ({ ...network, optimizer, examples: 100, learningRate: 0.05 })),
);

describe("honest float32", () => {
  it.each(CASES)("passes: $sizes $activation $loss by $optimizer", async (wishes) => {
    const setup = trainingSetup(wishes);
    const { worst, bound, passed } = await check(setup, float32Losses(setup, UPDATES));
    expect(passed).toBe(true);
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThanOrEqual(bound);
  });
});

/** Descent that follows gradients as they are: momentum's and sgd's. The others divide by a gradient's own size. */
const PLAIN = CASES.filter(({ optimizer }) => optimizer === "sgd" || optimizer === "momentum");

describe("planted faults", () => {
  it.each(PLAIN)("a layer's gradients off by 1e-4 fail: $sizes $activation $loss by $optimizer", async (wishes) => {
    const setup = trainingSetup({ ...wishes, learningRate: 0.5 });
    const losses = float32Losses(setup, UPDATES, (gradients) => {
      gradients.at(-1)!.weight.forEach((value, at, weight) => (weight[at] = value * (1 + 1e-4)));
    });
    expect((await check(setup, losses)).passed).toBe(false);
  });

  it.each(OPTIMIZERS)("one weight that %s forgets fails", async (optimizer) => {
    const setup = trainingSetup({ optimizer, examples: 100, learningRate: 0.05 });
    const losses = float32Losses(setup, UPDATES, (gradients) => {
      gradients[0]!.weight[1] = 0;
    });
    expect((await check(setup, losses)).passed).toBe(false);
  });

  it("a loss that is no number, or off in one entry alone, fails", async () => {
    const setup = trainingSetup({ examples: 100 });
    const { losses } = await trainingCourse(new CpuTrainers(), setup, UPDATES);
    expect((await check(setup, losses)).passed).toBe(true);
    for (const wrong of [Number.NaN, losses[40]! * (1 + 1e-4)]) {
      const { passed, worst } = await check(setup, losses.with(40, wrong));
      expect(passed).toBe(false);
      expect(worst).toBeGreaterThan(9e-5);
    }
  });

  it("losses in float16, or of the update before, fail", async () => {
    const setup = trainingSetup({ examples: 100 });
    const losses = float32Losses(setup, UPDATES);
    expect(
      (
        await check(
          setup,
          losses.map((loss) => Math.round(loss * 2 ** 11) / 2 ** 11),
        )
      ).passed,
    ).toBe(false);
    expect((await check(setup, Float64Array.of(losses[0]!, ...losses.subarray(0, UPDATES)))).passed).toBe(false);
  });
});

describe("trainings that break", () => {
  const setup = trainingSetup({
    sizes: [2, 4, 1],
    activation: "relu",
    outputActivation: "identity",
    loss: "mean_squared_error",
    learningRate: 100,
  });

  it("may end an update earlier or later than the reference, but not go on", async () => {
    const { losses } = await trainingCourse(new CpuTrainers(), setup, 1000);
    expect(losses.length).toBeLessThan(100);
    expect((await check(setup, losses)).passed).toBe(true);
    expect((await check(setup, losses.subarray(0, -1))).passed).toBe(true);
    const calm = await check(
      setup,
      Float64Array.from({ length: 1001 }, (_, at) => losses[at] ?? 1),
    );
    expect(calm).toMatchObject({ passed: false, worst: Infinity });
  });

  it("may not end where the reference goes on", async () => {
    const fine = trainingSetup({ examples: 100 });
    const { losses } = await trainingCourse(new CpuTrainers(), fine, UPDATES);
    const { passed } = await checkTraining(REFERENCES, fine, losses.subarray(0, 20), { updates: UPDATES });
    expect(passed).toBe(false);
  });
});

describe("what comes with it", () => {
  it("is the reference's losses, and those of one unit a layer where units are equal", async () => {
    const equal = trainingSetup({ start: constantStart([2, 3, 1], 1) });
    const { losses } = await trainingCourse(new CpuTrainers(), equal, 20);
    const checked = await check(equal, losses);
    expect(checked.losses).toEqual(losses);
    expect(checked.worst).toBe(0);
    expect(checked.collapsed!.length).toBe(21);
    expect((await check(trainingSetup(), new Float64Array(3))).collapsed).toBeNull();
  });

  it("reports progress up to 1 and stops with the signal's reason", async () => {
    const setup = trainingSetup({ sizes: [2, 32, 32, 1], examples: 200 });
    const { losses } = await trainingCourse(new CpuTrainers(), setup, 80);
    const fractions: number[] = [];
    const controller = new AbortController();
    await checkTraining(REFERENCES, setup, losses, { onProgress: (fraction) => fractions.push(fraction) });
    expect(fractions.length).toBeGreaterThan(1);
    expect(
      fractions.every((fraction, at) => fraction > 0 && fraction <= 1 && fraction >= (fractions[at - 1] ?? 0)),
    ).toBe(true);
    const reason = new Error("enough");
    const options = { signal: controller.signal, onProgress: () => controller.abort(reason) };
    await expect(checkTraining(REFERENCES, setup, losses, options)).rejects.toBe(reason);
  });
});
