import { describe, expect, it } from "vitest";
import { assertCriticalRequest } from "../../src/experiments/theory/critical.ts";
import { MOST_LAYERS, MOST_UNITS } from "../../src/experiments/theory/criticalReport.ts";
import { DEFAULT_THEORY_CONFIG } from "../../src/experiments/theory/theoryConfig.ts";
import { criticalConfig } from "../../src/ui/theory-critical/criticalConfig.ts";
import { criticalVerdict, gradientText } from "../../src/ui/theory-critical/criticalVerdict.ts";
import { evenLayers, layersQuery, layersText, readLayers, runsOf } from "../../src/ui/theory-critical/layerList.ts";
import { readView } from "../../src/ui/theory-lab/theoryView.ts";
import { targetQuery } from "../../src/ui/theory-view/viewLink.ts";
import { auditRow, criticalReport } from "../support/theoryReports.ts";

describe("a list of layers", () => {
  it.each([
    ["784, 10", [784, 10]],
    ["784 10", [784, 10]],
    [" 3 , 2 × 3 , 1 ", [3, 2, 2, 2, 1]],
    ["3,2x3,1", [3, 2, 2, 2, 1]],
    ["3;2*2;1", [3, 2, 2, 1]],
  ])("%s", (text, sizes) => {
    expect(readLayers(text)).toEqual(sizes);
  });

  it.each([
    ["", /^Layers cannot be empty/],
    [" , ", /^Layers cannot be empty/],
    ["784", /^One size is no network/],
    ["784, ten", /^“ten” is no size/],
    ["784, -5, 10", /^“-5” is no size/],
    ["784, 1.5, 10", /^“1.5” is no size/],
    ["784, 0, 10", /^A layer cannot have 0 units: it must have from 1 to 1,000,000/],
    ["784, 2000000", /^A layer cannot have 2000000 units/],
    ["784, 5 × 0, 10", /^“5×0” is no layer at all/],
    ["784, 5 × 99999999999, 10", /^These are more than 1002 layers/],
  ])("%s: one sentence", (text, sentence) => {
    expect(readLayers(text)).toMatch(sentence);
  });

  it.each([
    [2, "1, 1"],
    [MOST_LAYERS, `1 × ${MOST_LAYERS - 1}, ${MOST_UNITS}`],
  ])("of %i layers is taken by the solver as well", (count, text) => {
    const layers = readLayers(text) as readonly number[];
    expect(layers.length).toBe(count);
    expect(() => assertCriticalRequest({ activation: "relu", sigmaB2: 0, layers })).not.toThrow();
    expect(readLayers(`${text}, ${MOST_UNITS + 1}`)).toMatch(/^A layer cannot have/);
  });

  it("is written as it is read", () => {
    for (const sizes of [[784, 512, 512, 512, 10], [80, 80], evenLayers(50, 80)]) {
      expect(readLayers(layersText(sizes))).toEqual(sizes);
    }
    expect(layersText(evenLayers(50, 80))).toBe("80 × 52");
    expect(layersQuery([784, 512, 512, 10])).toBe("784,512x2,10");
    expect(readLayers(layersQuery([784, 512, 512, 10]))).toEqual([784, 512, 512, 10]);
  });

  it("counts neighbours that are alike, and where they begin", () => {
    expect(runsOf([1, 1, 2, 1], (value) => value)).toEqual([
      { value: 1, from: 0, count: 2 },
      { value: 2, from: 2, count: 1 },
      { value: 1, from: 3, count: 1 },
    ]);
  });
});

describe("the verdict", () => {
  it("gives the variance, the depth, and the worst default with the gradient that it leaves", () => {
    const { headline, rest } = criticalVerdict(criticalReport());
    expect(headline).toBe("Draw ReLU’s weights with variance 2\u00a0/\u00a0fanIn: gradients then hold.");
    // √(1/6)^49 = 8.6e-20.
    expect(rest).toBe(
      "In theory nothing then limits the depth. Of 3 usual choices below, 1 is critical; " +
        "the default of PyTorch multiplies the gradient by 8.6 × 10⁻²⁰ over 49 layers.",
    );
  });

  it("takes the largest change for the worst, up or down", () => {
    const audit = [auditRow("Small", 1), auditRow("Large", 20)];
    expect(criticalVerdict(criticalReport({ audit })).rest).toContain("; the default of Large multiplies");
  });

  it("names an initializer that no framework has for its own", () => {
    const row = { ...auditRow("any", 20), initializer: "Xavier with gain 5/3, biases 0" };
    expect(criticalVerdict(criticalReport({ audit: [row] })).rest).toContain("; Xavier with gain 5/3 multiplies");
  });

  it("says when the network is deeper than inputs stay apart", () => {
    expect(criticalVerdict(criticalReport({ depthLimit: 30.2 })).rest).toContain(
      "about 30 layers, which is less than this network’s 50",
    );
    expect(criticalVerdict(criticalReport({ depthLimit: 90 })).rest).toContain("enough for this network’s 50");
  });

  it("names the biases' variance, and the reason where there is none", () => {
    const request = { activation: "tanh", sigmaB2: 0.05, layers: [8, 8, 8] } as const;
    const critical = { sigmaW2: 1.76095464, error: 1e-12, others: [], reason: null };
    const recommended = critical.sigmaW2;
    expect(criticalVerdict(criticalReport({ request, critical, recommended })).headline).toContain(
      "variance 1.761\u00a0/\u00a0fanIn, biases with 0.05:",
    );
    const none = { sigmaW2: null, error: null, others: [], reason: "Its slope is never so large." };
    expect(criticalVerdict(criticalReport({ request, critical: none, recommended: null }))).toEqual({
      headline: "No variance makes tanh critical here.",
      rest: "Its slope is never so large.",
    });
  });

  it("takes the recommended variance, in as many digits as tell it from a rounder one", () => {
    const critical = { sigmaW2: 0.4768, error: 1e-12, others: [1.8116392], reason: null };
    expect(criticalVerdict(criticalReport({ critical, recommended: 1.8116392 })).headline).toContain(
      "variance 1.812\u00a0/",
    );
    const leaky = criticalReport({ recommended: 1.9998000199980002 });
    expect(criticalVerdict(leaky).headline).toContain("variance 1.9998\u00a0/");
  });

  it("says the catch where the signal is not kept, in place of a depth without limit", () => {
    const caught = { catch: "The signal dies.", log10Gradient: -0.75 };
    const { headline, rest } = criticalVerdict(criticalReport(caught));
    expect(headline).toMatch(/: gradients then fade, but slower than exponentially\.$/);
    expect(rest).toMatch(/^The signal dies\. Of 3 usual choices/);
    expect(rest).not.toContain("limits the depth");
    expect(criticalVerdict(criticalReport({ ...caught, log10Gradient: 2 })).headline).toContain("then grow, but");
    // ReLU with biases: q grows for ever, and every gradient is as large as the next.
    expect(criticalVerdict(criticalReport({ ...caught, log10Gradient: 0 })).headline).toContain("gradients then hold.");
  });

  it("writes a gradient of any magnitude", () => {
    expect(gradientText({ log10Gradient: -400.5 })).toBe("3.2 × 10⁻⁴⁰¹");
    expect(gradientText({ log10Gradient: 0 })).toBe("1");
    expect(gradientText({ log10Gradient: Math.log10(1.002453) })).toBe("1.002");
    expect(gradientText({ log10Gradient: Math.log10(1.21) })).toBe("1.2");
    expect(gradientText({ log10Gradient: null })).toBe("–");
  });
});

describe("the ways on", () => {
  const { request } = criticalReport();
  const knobs = { ...DEFAULT_THEORY_CONFIG, depth: 50, width: 80, sigmaW2: 7, seed: 5 };

  it("lead to the network that was made critical, its variance in full", () => {
    const report = {
      request: { ...request, activation: "tanh", sigmaB2: 0.05 } as const,
      recommended: 1.76095463960674,
    };
    const config = criticalConfig(report, knobs);
    expect(config).toEqual({ ...knobs, activation: "tanh", sigmaB2: 0.05, sigmaW2: 1.76095463960674 });
    const query = targetQuery({ view: "width", config });
    expect(readView(`?${query}`).view).toMatchObject({ view: "width", config });
    const layers = [784, 512, 10];
    expect(readView(`?${targetQuery({ view: "map", config, layers })}`).view).toMatchObject({ view: "map", layers });
  });

  it.each([
    [[784, 64, 64, 64, 10], 3, 64],
    // Of several widths, or of more than the views take, there is no one shape.
    [[784, 64, 32, 10], 50, 80],
    [[784, 513, 10], 50, 80],
    [Array<number>(203).fill(8), 50, 80],
    [[784, 10], 50, 80],
  ])("have own layers' shape where one says them: %j", (layers, depth, width) => {
    expect(criticalConfig({ request: { ...request, layers }, recommended: 2 }, knobs)).toMatchObject({ depth, width });
  });
});
