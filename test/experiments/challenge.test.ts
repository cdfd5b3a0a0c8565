import { describe, expect, it } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { challengeFeedback, chanceBound } from "../../src/experiments/challenge.ts";
import { runSignal } from "../../src/experiments/signal.ts";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import { line, reportOf } from "../support/reports.ts";

const SMALL = { samples: 50, gradientSamples: 20 };
const run = (change: object) => runSignal(new CpuEngine(), { ...DEFAULT_SIGNAL_CONFIG, ...SMALL, ...change });

describe("the notebook's exercise", () => {
  it("is not solved at 1, and solved at 0.025", async () => {
    const wrong = challengeFeedback(await run({}));
    expect(wrong.solved).toBe(false);
    expect(wrong.sentence).toMatch(
      /^Not yet: at 1 .* grows about 10³[⁸⁹]-fold from the first layer to the last\. Try .* much smaller\.$/,
    );
    const right = challengeFeedback(await run({ weightVariance: 0.025 }));
    expect(right.solved).toBe(true);
    expect(right.sentence).toMatch(
      /^Solved: from the first layer to the last, neither .* more than [\d.]+-fold; ups and downs between are chance\.$/,
    );
    expect(right.reason).toContain("fanIn · variance / 2 = 1, so variance = 2 / fanIn = 0.025.");
  });

  it("points the right way", async () => {
    const sentence = async (weightVariance: number) => challengeFeedback(await run({ weightVariance })).sentence;
    expect(await sentence(0.04)).toMatch(/grows .* Try a variance that is smaller\.$/);
    expect(await sentence(0.032)).toMatch(/grows .* Try a variance that is a little smaller\.$/);
    expect(await sentence(0.012)).toMatch(/fades .* Try a variance that is larger\.$/);
    expect(await sentence(1e-9)).toMatch(/fades .* Try a variance that is much larger\.$/);
  });

  it("says what is wrong with a signal that the headline calls holding", () => {
    const { sentence } = challengeFeedback(reportOf(line(50, 0, 0.018), line(49, 0, 0), { width: 2000 }));
    expect(sentence).toMatch(/the signal grows 7\.6-fold .*, more than chance explains\. Try/);
  });

  it("does not take variance 1 of five narrow layers for solved", async () => {
    expect(challengeFeedback(await run({ depth: 5, width: 8 })).solved).toBe(false);
  });

  it.each([
    [50, 80, 0.025],
    [10, 200, 0.01],
    [3, 16, 0.125],
    [60, 4, 0.5],
  ])("accepts 2 / fanIn at depth %i, width %i whatever the seed", async (depth, width, weightVariance) => {
    for (let seed = 0; seed < 12; seed += 1) {
      const { solved, sentence } = challengeFeedback(await run({ depth, width, weightVariance, seed }));
      // A narrow network may die at any variance: then it says so.
      expect(solved || sentence.startsWith("Every unit is zero"), `seed ${seed}: ${sentence}`).toBe(true);
    }
  });

  it("judges the gradient as well", () => {
    const { solved, sentence } = challengeFeedback(reportOf(line(50, 0, 0), line(49, 40, -1)));
    expect(solved).toBe(false);
    expect(sentence).toMatch(/the gradient grows about 10⁴⁸-fold on its way back to the first layer/);
  });

  it("knows leaky ReLU's and identity's answers", async () => {
    const leaky = challengeFeedback(await run({ activation: "leaky_relu", weightVariance: 0.024998 }));
    expect(leaky.solved).toBe(true);
    expect(leaky.reason).toContain("variance · (1 + 0.01²) / 2 = 1, so variance = 2 / ((1 + 0.01²) fanIn) = 0.025.");
    const identity = challengeFeedback(await run({ activation: "identity", weightVariance: 0.0125 }));
    expect(identity.solved).toBe(true);
    expect(identity.reason).toContain("Identity lets all of it through. It holds where fanIn · variance = 1,");
    expect(challengeFeedback(await run({ activation: "identity", weightVariance: 0.025 })).solved).toBe(false);
  });

  it("says what stands in the way", () => {
    const sentence = (report: ReturnType<typeof reportOf>) => {
      const feedback = challengeFeedback(report);
      expect(feedback.solved).toBe(false);
      return feedback.sentence;
    };
    expect(sentence(reportOf([0], []))).toMatch(/One hidden layer/);
    expect(sentence(reportOf([0, "dead"], ["dead"]))).toMatch(/zero from layer 2 on.*another seed/);
    expect(sentence(reportOf(["equal", "equal"], ["equal"]))).toMatch(/no spread/);
    const tanh = reportOf([0, 0], [0], { activation: "tanh" });
    expect(sentence(tanh)).toMatch(/exercise is for ReLU: under tanh/);
    expect(challengeFeedback(tanh).reason).toContain("2 / fanIn");
  });
});

describe("chanceBound", () => {
  it("holds 19 of 20 networks at He's variance", async () => {
    const [depth, width] = [20, 32];
    let inside = 0;
    const seeds = 200;
    for (let seed = 0; seed < seeds; seed += 1) {
      const { forward } = await run({ depth, width, weightVariance: 2 / width, seed, samples: 20, gradientSamples: 1 });
      const total = (forward.at(-1)!.log10Std! - forward[1]!.log10Std!) * Math.LN10;
      if (Math.abs(total) <= chanceBound(depth - 1, width)) inside += 1;
    }
    // 190 expected and a standard deviation of 3; one side of the bound has room to spare, so more is well.
    expect(inside).toBeGreaterThan(190 - 4 * 3);
  });
});
