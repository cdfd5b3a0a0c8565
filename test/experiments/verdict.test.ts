import { describe, expect, it } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { foldText, growthText, rangeText } from "../../src/experiments/phrases.ts";
import { runSignal } from "../../src/experiments/signal.ts";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import { verdict } from "../../src/experiments/verdict.ts";
import { line, reportOf } from "../support/reports.ts";

const run = (change: object) => runSignal(new CpuEngine(), { ...DEFAULT_SIGNAL_CONFIG, ...change });

describe("verdict of the notebook's runs", () => {
  it("five layers: grows", async () => {
    const words = verdict(await run({ depth: 5, width: 8 }));
    expect(words.kind).toBe("grows");
    expect(words.headline).toBe("The signal grows 1.9-fold a layer.");
    expect(words.gradient).toBe("The gradient grows 2-fold a layer on its way back.");
  });

  it("fifty layers: explodes", async () => {
    const words = verdict(await run({}));
    expect(words.kind).toBe("explodes");
    expect(words.growth).toBeCloseTo(6.275, 3);
    expect(words.headline).toBe("The signal grows 6.3-fold a layer. Plain float32 would end at layer 49.");
    expect(words.signal).toBe(words.headline);
    expect(words.rest).toBe(words.gradient);
    expect(words.gradient).toBe(
      "The gradient grows 6.3-fold a layer on its way back. Plain float32 would lose every gradient.",
    );
  });

  it("variance 2 / fanIn: holds", async () => {
    const words = verdict(await run({ weightVariance: 0.025 }));
    expect(words.kind).toBe("holds");
    expect(words.headline).toBe("The signal and its gradient hold over 50 layers.");
    expect(words.signal).toBe(
      "The signal holds: over 50 layers its largest std is within a factor of 2.1 of its smallest.",
    );
    expect(words.gradient).toBe(
      "The gradient holds: back through 49 layers its largest std is within a factor of 2.3 of its smallest.",
    );
    expect(words.rest).toBe(`${words.signal} ${words.gradient}`);
  });
});

describe("verdict", () => {
  it("fades, and vanishes from float32", () => {
    const third = Math.log10(1 / 3);
    const words = verdict(reportOf(line(120, 0, third), line(119, -60, -third)));
    expect(words.kind).toBe("vanishes");
    expect(words.headline).toBe(
      "The signal fades to a third every layer. Plain float32 would hold only zeros from layer 97 on.",
    );
    expect(words.gradient).toMatch(/^The gradient fades to a third every layer on its way back\. Plain float32 /);
    expect(verdict(reportOf(line(5, 0, third), line(4, -4, -third))).kind).toBe("fades");
  });

  it("tells a signal that holds from a gradient that does not", () => {
    const words = verdict(reportOf(line(50, 0, 0), line(49, 60, -1)));
    expect(words.kind).toBe("explodes");
    expect(words.growth).toBe(1);
    expect(words.headline).toBe(
      "The signal holds, but its gradient grows 10-fold a layer. Plain float32 would end at layer 23 on the way back.",
    );
    expect(words.rest).toBe(
      "The signal holds: over 50 layers its largest std is within 1 % of its smallest. " +
        "Back through 49 layers the gradient grows about 10⁴⁸-fold in all.",
    );
    expect(verdict(reportOf(line(3, 0, 0), ["dead", "dead"])).headline).toBe(
      "The signal holds, but its gradient is dead.",
    );
  });

  it("says from where on a network is dead", () => {
    const words = verdict(reportOf([0, -1, "dead", "dead"], ["dead", "dead", "dead"]));
    expect(words).toMatchObject({
      headline: "The signal is dead: every unit is zero from layer 3 on.",
      gradient: "The gradient is dead: it is zero in every layer.",
      kind: "dead",
      growth: null,
    });
    expect(verdict(reportOf(line(4, 0, 0), ["dead", "dead", 0])).gradient).toBe(
      "The gradient is dead: it is zero from layer 2 down.",
    );
  });

  it("does not take missing spread for a dead network", () => {
    const one = verdict(reportOf(["equal", "equal"], ["equal"], { width: 1, samples: 1, gradientSamples: 1 }));
    expect(one.kind).toBe("constant");
    expect(one.headline).toBe("One unit and one example have no spread to measure.");
    expect(one.gradient).toBe("The gradient of one unit and one example has no spread to measure.");
    const saturated = verdict(reportOf([0, "equal", "equal"], [0, "equal"]));
    expect(saturated.signal).toBe("The signal has no spread: all values are equal from layer 2 on.");
    expect(saturated.gradient).toBe("The gradient has no spread: all values are equal from layer 2 down.");
  });

  it("is careful with one hidden layer, and with two", () => {
    const one = verdict(reportOf([0], []));
    expect(one).toMatchObject({
      headline: "One hidden layer is a single step: std hardly changes from the input to it.",
      gradient: "With one hidden layer, there is no second gradient to compare with.",
      kind: "short",
      growth: null,
    });
    expect(verdict(reportOf([-1], [])).headline).toBe(
      "One hidden layer is a single step: std falls 10-fold from the input to it.",
    );
    const two = verdict(reportOf([0, 2], [0]));
    expect(two.signal).toBe("The signal grows 100-fold a layer.");
    expect(two.gradient).toBe("With two hidden layers, the gradient is measured at one only, and has no trend.");
    expect(verdict(reportOf([0, 0], [0])).headline).toBe(
      "The signal holds: over 2 layers its largest std is within 1 % of its smallest.",
    );
    expect(verdict(reportOf(["dead"], [])).headline).toBe("The signal is dead: every unit is zero from layer 1 on.");
  });

  it("is a sentence for real runs at the ends of the knobs", async () => {
    const small = { samples: 3, gradientSamples: 2 };
    for (const width of [1, 2, 5]) {
      for (const depth of [1, 2, 3, 40]) {
        for (const weightVariance of [5e-324, 0.4, 1.7e308]) {
          for (const activation of ["relu", "tanh", "sigmoid", "gelu"] as const) {
            const words = verdict(await run({ ...small, width, depth, weightVariance, activation }));
            const text = `${words.headline} ${words.signal} ${words.gradient}`;
            expect(text).toMatch(/^[A-Z].*\.$/);
            expect(text).not.toMatch(/NaN|Infinity|null|undefined/);
          }
        }
      }
    }
  });
});

describe("phrases", () => {
  it("name factors", () => {
    expect([1, 1.26, 6.3246, 9.96, 25.4, 9999, 3e150].map(foldText)).toEqual([
      "1-fold",
      "1.3-fold",
      "6.3-fold",
      "10-fold",
      "25-fold",
      "9999-fold",
      "about 10¹⁵⁰-fold",
    ]);
  });

  it("name growth", () => {
    expect([6.3, 1.5, 1.04, 1, 0.97, 0.85, 0.5, 1 / 3, 0.25, 0.1, 1 / 6, 1e-150].map(growthText)).toEqual([
      "grows 6.3-fold a layer",
      "grows 1.5-fold a layer",
      "grows by 4 % a layer",
      "grows by 0 % a layer",
      "fades by 3 % a layer",
      "fades 1.2-fold a layer",
      "halves every layer",
      "fades to a third every layer",
      "fades to a quarter every layer",
      "fades to a tenth every layer",
      "fades 6-fold a layer",
      "fades about 10¹⁵⁰-fold a layer",
    ]);
  });

  it("name ranges", () => {
    expect([0, 0.01, 0.1, 0.25, 0.5, 2].map(rangeText)).toEqual([
      "within 1 %",
      "within 3 %",
      "within a factor of 1.3",
      "within a factor of 1.8",
      "within a factor of 3.2",
      "within a factor of 100",
    ]);
  });
});
