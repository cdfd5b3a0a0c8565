import { describe, expect, it } from "vitest";
import { DEFAULT_THEORY_CONFIG } from "../../src/experiments/theory/theoryConfig.ts";
import { signalFanTheory } from "../../src/experiments/theory/fanTheory.ts";
import { DEFAULT_VIEW, changedView, readView, viewQuery } from "../../src/ui/theory-lab/theoryView.ts";
import { type FanFigure, fanChart, fanNotes, fanSummary } from "../../src/ui/theory-width/fanModel.ts";
import { hasFastGpu, withMachinesNetworks } from "../../src/ui/theory-width/machineNetworks.ts";
import { momentsOf, theoryGapText } from "../../src/ui/theory-width/moments.ts";
import { rarityText } from "../../src/ui/theory-width/rarity.ts";
import { SteadyHeadline } from "../../src/ui/theory-width/steadyHeadline.ts";
import { widthVerdict } from "../../src/ui/theory-width/widthVerdict.ts";
import { decimalsText, lnText, measuredText } from "../../src/ui/theory-view/lnText.ts";
import { ensembleReport, heTheory, lognormalFan } from "../support/theoryReports.ts";

const HE = ensembleReport();

function figure(over: Partial<FanFigure> = {}): FanFigure {
  const { signal, signalTheory, config } = HE;
  return {
    meaning: "signal",
    title: "M",
    layers: signal,
    theory: signalTheory,
    depth: config.depth,
    networks: 1000,
    ...over,
  };
}

describe("the fan", () => {
  const series = (label: string, over: Partial<FanFigure> = {}) =>
    fanChart(figure(over)).series.find((one) => one.label === label);

  it("draws bands between their own quantiles, as log10", () => {
    const { lnQuantiles } = HE.signal[50]!;
    const half = series("half of the networks")!.points[50]!;
    expect(half.low).toBeCloseTo(lnQuantiles[1]! / Math.LN10, 12);
    expect(half.y).toBeCloseTo(lnQuantiles[3]! / Math.LN10, 12);
    const most = series("nine in ten")!.points[50]!;
    expect(most.low).toBeCloseTo(lnQuantiles[0]! / Math.LN10, 12);
    expect(most.y).toBeCloseTo(lnQuantiles[4]! / Math.LN10, 12);
  });

  it("draws the mean-field line level at 1 and the median below it", () => {
    expect(series("theory, infinitely wide")!.points.every(({ y }) => y === 0)).toBe(true);
    expect(10 ** series("median network")!.points[50]!.y!).toBeCloseTo(0.21, 2);
  });

  it("leaves a gap where half of the networks are zero, and a band down to the axis where only the lowest are", () => {
    const dead = [lognormalFan(0, 0, 0), lognormalFan(1, -1, 1, { lnQuantiles: [null, null, null, 0, 1], dead: 30 })];
    const over = { layers: dead, theory: [], depth: 1, networks: 40 };
    expect(series("median network", over)!.points[1]!.y).toBeNull();
    expect(series("half of the networks", over)!.points[1]).toMatchObject({ y: 0, low: null });
    expect(fanNotes(figure(over))).toEqual(["exactly 0 at layer 1 in 30 networks, which a log axis cannot show"]);
    expect(fanNotes(figure({ ...over, networks: 30 }))[0]).toContain("all networks");
  });

  it("counts the gradient's zeros at its first layer, the signal's at its last", () => {
    const layers = [lognormalFan(0, 0, 1, { dead: 7 }), lognormalFan(1, 0, 0), lognormalFan(2, 0, 1, { dead: 1 })];
    const notes = (meaning: FanFigure["meaning"]) => fanNotes(figure({ meaning, layers, theory: [], depth: 2 }));
    expect(notes("gradient")).toEqual(["exactly 0 at layer 0 in 7 networks, which a log axis cannot show"]);
    expect(notes("signal")).toEqual(["exactly 0 at layer 2 in 1 network, which a log axis cannot show"]);
  });

  it("holds all that is drawn, with finite ends, also where there is nothing", () => {
    const { y } = fanChart(figure());
    const { lnQuantiles } = HE.signal[50]!;
    expect(y.low).toBeLessThan(lnQuantiles[0]! / Math.LN10);
    expect(y.high).toBeGreaterThan(lnQuantiles[4]! / Math.LN10);
    const none = lognormalFan(0, 0, 0, { lnMean: null, lnQuantiles: [null, null, null, null, null] });
    const empty = fanChart(figure({ layers: [none], theory: [], depth: 1 }));
    expect([empty.y.low, empty.y.high, empty.series.length]).toEqual([-1, 1, 0]);
  });

  it("draws no line of theory where there is none", () => {
    const theory = HE.signalTheory.map((one) => ({ ...one, meanLog: null, lnMeanField: null }));
    const labels = fanChart(figure({ theory })).series.map(({ label }) => label);
    expect(labels.filter((label) => label.startsWith("theory"))).toEqual([]);
  });

  it("tells the gradient from its first layer, the signal from its last", () => {
    const { gradient, gradientTheory } = HE;
    expect(fanSummary(figure())).toContain("At layer 50 the median is 0.21");
    expect(fanSummary(figure({ meaning: "gradient", layers: gradient!, theory: gradientTheory }))).toContain(
      "At layer 0 the median is 0.21",
    );
  });

  it("says a layer's numbers under the pointer", () => {
    const { title, lines } = fanChart(figure()).tooltip(50)!;
    expect(title).toBe("Layer 50");
    expect(lines[0]).toBe("median 0.21");
    expect(lines[1]).toBe("mean 1 ± 0.050");
    expect(lines.at(-1)).toBe("theory, infinitely wide 1");
    expect(fanChart(figure()).tooltip(51)).toBeNull();
  });
});

describe("the verdict", () => {
  const last = (over: Parameters<typeof lognormalFan>[3], meanLog = -1.5625, variance = 3.125) => [
    ...HE.signal.slice(0, -1),
    lognormalFan(50, meanLog, variance, over),
  ];

  it("says that He keeps the mean and the typical network fades", () => {
    const { headline, rest } = widthVerdict(HE);
    expect(headline).toBe("He’s variance keeps the mean at 1, yet the typical network fades to 0.21.");
    expect(rest).toContain("nine in ten have M between 0.011 and 3.8, a factor of 340 apart by the luck of the draw");
    expect(rest).toContain("Only 40 of them hold half of the sum of M");
  });

  it("does not call another variance He's", () => {
    expect(widthVerdict(ensembleReport({ activation: "leaky_relu" })).headline).toMatch(
      /^This variance keeps the mean/,
    );
  });

  it("says where the mean goes at another variance", () => {
    const grown = { ...heTheory(50, 80), lnMeanField: 50 * Math.log(1.5) };
    const signal = last({}, -1.5625 + grown.lnMeanField, 3.125);
    const report = ensembleReport({ sigmaW2: 3 }, { signal, signalTheory: [...HE.signalTheory.slice(0, -1), grown] });
    expect(widthVerdict(report).headline).toBe(
      "The mean grows to 6.4 × 10⁸, yet the typical network ends at 1.3 × 10⁸.",
    );
  });

  it("says that wide networks keep together", () => {
    const signal = last({ halfHeldBy: 490 }, -0.0005, 0.001);
    expect(widthVerdict(ensembleReport({ width: 512 }, { signal }))).toEqual({
      headline:
        "In networks this wide the signal keeps to the theory: nine in ten end within a factor of 1.2 of one another.",
      rest: expect.not.stringContaining("hold half") as string,
    });
  });

  it("names networks that fall silent", () => {
    const dead = { lnQuantiles: [null, null, null, 0, 1], dead: 600 } as const;
    expect(widthVerdict(ensembleReport({}, { signal: last(dead) })).headline).toMatch(/^Most networks fall silent/);
    const all = { lnQuantiles: [null, null, null, null, null], lnMean: null, dead: 1000, halfHeldBy: 0 };
    const verdict = widthVerdict(ensembleReport({}, { signal: last(all) }));
    expect(verdict.headline).toBe("Every network falls silent: after 50 layers all is 0.");
    expect(verdict.rest).toContain("1,000 end with nothing but zeros");
  });

  it("counts one layer, unit and network as one", () => {
    const alone = { depth: 1, width: 1, networks: 1 };
    expect(widthVerdict(ensembleReport(alone)).rest).toMatch(/Of 1 ReLU network, 1 layer of 1 unit, M is [\d.]+\.$/);
  });

  it("tells of nothing typical from a few networks", () => {
    const { headline, rest } = widthVerdict(ensembleReport({}, { networks: 29, done: false }));
    expect(headline).toBe("29 networks are too few to tell the typical one yet.");
    expect(rest).not.toMatch(/nine in ten|hold half/);
    expect(widthVerdict(ensembleReport({ networks: 1 })).headline).toBe(
      "One network is too few to tell the typical one: draw 30 or more.",
    );
    expect(widthVerdict(ensembleReport({}, { networks: 30 })).headline).toMatch(/^He’s variance/);
  });

  it("holds its headline while networks come in, from 30 on, until the run is over", () => {
    const steady = new SteadyHeadline();
    const at = (networks: number, meanLog: number, running = true, done = false) =>
      steady.verdict(ensembleReport({}, { networks, done, signal: last({}, meanLog) }), running).headline;
    expect(at(10, -1)).toMatch(/^10 networks are too few/);
    expect(at(31, -1)).toMatch(/fades to 0\.37\.$/);
    expect(at(500, -2)).toMatch(/fades to 0\.37\.$/);
    expect(at(600, -2, false)).toMatch(/fades to 0\.14\.$/);
    expect(at(31, -1)).toMatch(/fades to 0\.37\.$/);
    expect(at(1000, -2, true, true)).toMatch(/fades to 0\.14\.$/);
  });

  it("does not take theory's mean at infinite width for that of these networks, and sees no contrast within a factor of 2", () => {
    const far = HE.signalTheory.map((one) => ({ ...one, lnMeanField: -27, lnSecondMoment: null }));
    const fan = last({ lnMean: Math.log(0.01) }, Math.log(0.0074));
    const { headline } = widthVerdict(ensembleReport({ activation: "gelu" }, { signal: fan, signalTheory: far }));
    expect(headline).toBe("The mean of these networks fades to 0.01, and the typical network ends at 0.0074.");
  });

  it("counts the networks done so far, not those asked for", () => {
    expect(widthVerdict(ensembleReport({}, { networks: 200, done: false })).rest).toContain("Of 200 ReLU networks");
  });
});

describe("theory beside the sample", () => {
  const byKey = (report = HE) => Object.fromEntries(momentsOf(report).map((moment) => [moment.key, moment]));

  it("gives E[M²] of theory and of the sample, and no distance, which the sample cannot know", () => {
    expect(byKey()["second"]).toMatchObject({ theory: "20.72", apart: null });
  });

  it("measures distances in standard errors: √(variance / n), and variance · √(2 / (n - 1)) of a variance", () => {
    const signal = [...HE.signal.slice(0, -1), lognormalFan(50, -1.5, 3)];
    const { meanLog, varianceLog } = byKey(ensembleReport({}, { signal }));
    expect(meanLog!.apart).toBeCloseTo(0.0625 / Math.sqrt(3 / 1000), 10);
    expect(varianceLog!.apart).toBeCloseTo(-0.125 / (3 * Math.sqrt(2 / 999)), 10);
  });

  it("counts only living networks in the error of ln M", () => {
    const signal = [...HE.signal.slice(0, -1), lognormalFan(50, -1.5, 3, { dead: 900 })];
    expect(byKey(ensembleReport({}, { signal }))["meanLog"]!.apart).toBeCloseTo(0.0625 / Math.sqrt(3 / 100), 10);
  });

  it("says how rare the networks are that make half of E[M²]", () => {
    // P(z > 2 √3.125) = P(z > 3.5355) = 2.035e-4, 1 in 4,914.
    expect(rarityText(HE)).toContain("one network in 4,900");
    expect(rarityText(HE)).toContain("A sample of 1,000 has 0.2 of those on average");
    expect(rarityText(ensembleReport({ networks: 10_000 }))).toContain("about 2 of those, too few to count on");
    expect(rarityText(ensembleReport({ networks: 1_000_000 }))).toContain("about 203 of those, enough");
  });

  it("tells no distance of the mean where too few networks make it", () => {
    // P(z > √16) = 3.2e-5: of 1,000 networks none; P(z > √3.125) = 0.0386: 39.
    const wild = HE.signalTheory.map((one) => ({ ...one, varianceLog: 16 }));
    expect(byKey(ensembleReport({}, { signalTheory: wild }))["mean"]!.apart).toBeNull();
    expect(byKey()["mean"]!.apart).not.toBeNull();
  });

  it("writes rarity of any degree", () => {
    const normal = (varianceLog: number) => ({ meanLog: -varianceLog / 2, lnSecondMoment: varianceLog, varianceLog });
    const wild = (varianceLog: number) =>
      rarityText(
        ensembleReport({}, { signalTheory: HE.signalTheory.map((one) => ({ ...one, ...normal(varianceLog) })) }),
      );
    expect(wild(175.6)).toMatch(/one network in 2\.2 × 10¹⁵⁴\. A sample of 1,000 has none of those, and shows far too/);
    expect(wild(1000)).toContain("networks rarer than any number tells");
    expect(wild(0.1)).toContain("about 26 % of the networks. This sample of 1,000 has about 264 of those");
  });

  it("scores no sample by theory of infinite width, and labels it", () => {
    const wide = HE.signalTheory.map((one) => ({ ...one, lnSecondMoment: null, meanLog: null, varianceLog: null }));
    expect(byKey(ensembleReport({}, { signalTheory: wide }))["mean"]).toMatchObject({
      theory: "1 at infinite width",
      apart: null,
    });
  });

  it("writes a mean beyond float64 by its logarithm, and no variance of one network", () => {
    const signal = [...HE.signal.slice(0, -1), lognormalFan(50, 1000, 0, { mean: null, standardError: null })];
    const moments = byKey(ensembleReport({}, { signal, networks: 1 }));
    expect(moments["mean"]!.measured).toBe("1.97 × 10⁴³⁴");
    expect(moments["varianceLog"]!.measured).toBe("–");
  });

  it("tells no rarity where ln M is far from normal, as in a narrow network", () => {
    const at = (width: number, depth: number) => {
      const config = { ...DEFAULT_THEORY_CONFIG, width, depth };
      return rarityText(ensembleReport(config, { signalTheory: signalFanTheory(config) }));
    };
    expect([at(1, 1), at(2, 50)]).toEqual(["", ""]);
    expect(at(80, 50)).toContain("one network in");
    expect(at(20, 50)).toContain("one network in");
  });

  it("has nothing to say of theory where there is none, and says so", () => {
    const none = HE.signalTheory.map((one) => ({ ...one, lnSecondMoment: null, meanLog: null, varianceLog: null }));
    const report = ensembleReport({ activation: "tanh" }, { signalTheory: none });
    expect(rarityText(report)).toBe("");
    expect(theoryGapText(report)).toMatch(/^For tanh there is no exact theory/);
    expect(byKey(report)["meanLog"]).toMatchObject({ theory: "–", apart: null });
    expect(theoryGapText(HE)).toBe("");
  });
});

describe("how many networks", () => {
  const gpu = (software: boolean) => ({ gpu: { kind: "gpu", adapter: "a GPU", software }, reason: null }) as const;

  it("the machine decides where nobody said: ten times as many on a GPU that is not software", () => {
    const networks = (engine: "auto" | "cpu", isFast: boolean | null) =>
      withMachinesNetworks({ ...DEFAULT_THEORY_CONFIG, engine }, isFast)?.networks;
    expect([networks("auto", true), networks("auto", false), networks("cpu", true)]).toEqual([10_000, 1000, 1000]);
    expect([networks("auto", null), networks("cpu", null)]).toEqual([undefined, 1000]);
    expect([gpu(false), gpu(true), { gpu: null, reason: "none" }].map(hasFastGpu)).toEqual([true, false, false]);
  });

  it("an address says, also the default's number, and keeps saying it", () => {
    const { view } = readView("?lab=theory&networks=1000");
    expect(view).toEqual({ ...DEFAULT_VIEW, ownNetworks: true });
    expect(viewQuery(view)).toBe("lab=theory&networks=1000");
    expect(readView("?lab=theory", view).view.ownNetworks).toBe(false);
    expect(readView("?lab=theory&networks=none", view).view.ownNetworks).toBe(true);
    expect(readView("?lab=theory&networks=none").view.ownNetworks).toBe(false);
    const settled = changedView(view, { config: { ...view.config, networks: 20 } });
    expect(viewQuery(settled)).toBe("lab=theory&networks=20");
  });
});

describe("numbers", () => {
  it.each([
    [Math.log(440.2), 2, "440"],
    [Math.log(0.2096), 3, "0.21"],
    [1000, 3, "1.97 × 10⁴³⁴"],
    [null, 3, "0"],
    [Math.log(9999.9), 2, "1 × 10⁴"],
  ])("e^%s in %s digits: %s", (ln, digits, text) => {
    expect(lnText(ln, digits)).toBe(text);
  });

  it("gives what is 0 in its decimals no sign, and all else a true one", () => {
    expect([-1e-9, -0.4567, 0.4567].map((value) => decimalsText(value, 2))).toEqual(["0.00", "−0.46", "0.46"]);
  });

  it.each([
    [-1.5625, 0.05567, "−1.563 ± 0.056"],
    [16.123, 4.9, "16.1 ± 4.9"],
    [1.6e8, 4e7, "1.60 × 10⁸ ± 4.0 × 10⁷"],
    [0.5, 0, "0.5000"],
    [null, null, "–"],
  ])("%s ± %s: %s", (value, error, text) => {
    expect(measuredText(value, error)).toBe(text);
  });
});
