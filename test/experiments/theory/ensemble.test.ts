import { describe, expect, test } from "vitest";
import { CpuEnsembles } from "../../../src/cpu/ensemble/cpuEnsembles.ts";
import { assertEnsembleFits, runEnsemble } from "../../../src/experiments/theory/ensemble.ts";
import type { EnsembleReport } from "../../../src/experiments/theory/ensembleReport.ts";
import { fanLayer } from "../../../src/experiments/theory/fan.ts";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../../src/experiments/theory/theoryConfig.ts";
import { unreachableSentences } from "../../../src/experiments/theory/unreachable.ts";
import type { Ensembles } from "../../../src/model/ensemble.ts";
import { LimitError } from "../../../src/model/limitError.ts";
import { nextMacrotask } from "../../../src/model/pacer.ts";
import { ensembleWords } from "../../../src/random/ensembleWords.ts";
import { collect, varianceError } from "../../support/ensembles.ts";

const cpu = new CpuEnsembles(ensembleWords);
const config = (own: Partial<TheoryConfig>): TheoryConfig => ({ ...DEFAULT_THEORY_CONFIG, engine: "cpu", ...own });

describe("statistics of a layer", () => {
  test("are those of numpy, from logarithms", () => {
    // M = 1, 2, 4, 0 and 8: np.mean 3, np.mean(M²) 17, np.std(ddof=1) / √5, np.quantile at 0.05 0.2, 0.25 1, 0.5 2, ...
    const layer = fanLayer(3, Float64Array.from([-Infinity, 0, Math.LN2, 2 * Math.LN2, 3 * Math.LN2]));
    expect(layer.mean).toBeCloseTo(3, 14);
    expect(layer.secondMoment).toBeCloseTo(17, 13);
    expect(layer.standardError).toBeCloseTo(Math.sqrt(40 / 4 / 5), 13);
    const squares = [0, 1, 4, 16, 64];
    const sample = squares.reduce((sum, square) => sum + (square - 17) ** 2, 0) / 4;
    expect(layer.secondMomentError).toBeCloseTo(Math.sqrt(sample / 5), 12);
    expect(layer.meanLog).toBeCloseTo(1.5 * Math.LN2, 14);
    expect(layer.varianceLog).toBeCloseTo(1.25 * Math.LN2 ** 2, 14);
    expect(layer.lnQuantiles.map((ln) => (ln === null ? 0 : Math.exp(ln)))).toEqual(
      [0.2, 1, 2, 4, 7.2].map((value) => expect.closeTo(value, 13) as number),
    );
    expect(layer.lnMean).toBeCloseTo(Math.log(3), 14);
    expect(layer.dead).toBe(1);
    // 8 of 15.
    expect(layer.halfHeldBy).toBe(1);
  });

  test("hold at any magnitude: what float64 lacks is null, its logarithm is not", () => {
    const [one, far] = [
      [0, 1, 2],
      [2000, 2001, 2002],
    ].map((logs) => fanLayer(0, Float64Array.from(logs)));
    expect(far).toMatchObject({ mean: null, secondMoment: null, standardError: null, secondMomentError: null });
    expect(far!.lnMean).toBeCloseTo(one!.lnMean! + 2000, 9);
    expect(far!.varianceLog).toBeCloseTo(one!.varianceLog!, 9);
    expect(far!.lnQuantiles).toEqual(one!.lnQuantiles.map((ln) => expect.closeTo(ln! + 2000, 9) as number));
    expect(far!.halfHeldBy).toBe(one!.halfHeldBy);
    // M near 1e-250 has a square below float64.
    expect(fanLayer(0, Float64Array.from([-576, -575]))).toMatchObject({
      secondMoment: null,
      mean: expect.any(Number) as number,
    });
  });

  test("of networks that are all silent are zeros, and logarithms that are not there", () => {
    expect(fanLayer(1, Float64Array.from([-Infinity, -Infinity]))).toEqual({
      layer: 1,
      mean: 0,
      secondMoment: 0,
      standardError: 0,
      secondMomentError: 0,
      meanLog: null,
      varianceLog: null,
      lnQuantiles: [null, null, null, null, null],
      lnMean: null,
      dead: 2,
      halfHeldBy: 0,
    });
  });

  test("of one network have no error", () => {
    expect(fanLayer(1, Float64Array.of(0.5))).toMatchObject({ standardError: null, secondMomentError: null, dead: 0 });
  });
});

/** |measured - theory| over the standard error. */
function off(measured: number | null, theory: number, error: number | null): number {
  return Math.abs(measured! - theory) / error!;
}

/** Seeds fixed before any result was seen. */
const SEEDS = [0, 1, 2] as const;

describe.each(["relu", "leaky_relu", "identity"] as const)("%s at finite width", (activation) => {
  test.each(SEEDS)("is what theory says exactly, seed %i", async (seed) => {
    const sigmaW2 = activation === "identity" ? 1 : 2;
    const chosen = config({ activation, sigmaW2, depth: 4, width: 40, networks: 2000, seed });
    const report = await runEnsemble(cpu, chosen);
    const { lnM } = await collect(cpu, chosen);
    for (let layer = 1; layer <= 4; layer += 1) {
      const [own, theory] = [report.signal[layer]!, report.signalTheory[layer]!];
      expect(off(own.mean, Math.exp(theory.lnMeanField!), own.standardError)).toBeLessThan(4);
      // depth · 5 / width is 0.5 at the most here.
      expect(off(own.secondMoment, Math.exp(theory.lnSecondMoment!), own.secondMomentError)).toBeLessThan(4);
      const variance = theory.varianceLog!;
      expect(off(own.meanLog, theory.meanLog!, Math.sqrt(variance / 2000))).toBeLessThan(4);
      const logs = lnM.filter((_, index) => index % 5 === layer);
      expect(off(own.varianceLog, variance, varianceError(Float64Array.from(logs)))).toBeLessThan(4);
      const [gradient, mean] = [report.gradient![layer]!, Math.exp(report.gradientTheory[layer]!.lnMeanField!)];
      if (layer < 4) expect(off(gradient.mean, mean, gradient.standardError)).toBeLessThan(4);
    }
  });
});

test("theory's lines are the mean field's, and E[M²] = (1 + 5 / width)^layer (σ_w² / 2)^(2 layer)", async () => {
  const { signalTheory, gradientTheory } = await runEnsemble(
    cpu,
    config({ sigmaW2: 3, depth: 5, width: 10, networks: 2 }),
  );
  for (let layer = 0; layer <= 5; layer += 1) {
    expect(signalTheory[layer]!.lnMeanField).toBeCloseTo(layer * Math.log(1.5), 9);
    expect(signalTheory[layer]!.lnSecondMoment).toBeCloseTo(layer * (Math.log(1.5) * 2 + Math.log(1.5)), 9);
    expect(gradientTheory[layer]!.lnMeanField).toBeCloseTo((5 - layer) * Math.log(1.5), 9);
  }
  const tanh = await runEnsemble(cpu, config({ activation: "tanh", depth: 2, width: 4, networks: 2 }));
  expect(tanh.signalTheory[1]).toMatchObject({ lnSecondMoment: null, meanLog: null, varianceLog: null });
  expect(tanh.signalTheory[1]!.lnMeanField).toBeLessThan(0);
});

describe("a run", () => {
  test("reports early, in order, what is done so far", async () => {
    const early: EnsembleReport[] = [];
    const progress: number[] = [];
    const report = await runEnsemble(cpu, config({ depth: 20, width: 64, networks: 300 }), {
      onEarly: (own) => early.push(own),
      onProgress: (fraction) => progress.push(fraction),
    });
    expect(early.length).toBeGreaterThan(0);
    expect(early[0]!.networks).toBeLessThan(300);
    for (const own of early) {
      expect(own.done).toBe(false);
      expect(own.signal).toHaveLength(21);
      expect(own.signal[0]!.mean).toBe(1);
    }
    expect(early.map(({ networks }) => networks)).toEqual(
      early.map(({ networks }) => networks).toSorted((a, b) => a - b),
    );
    expect(report).toMatchObject({ done: true, networks: 300, engine: cpu.info });
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  test("leaves the gradient out where it is not wanted", async () => {
    const report = await runEnsemble(cpu, config({ depth: 2, width: 3, networks: 3 }), { gradient: false });
    expect(report.gradient).toBeNull();
  });

  test("ends with an abort", async () => {
    const controller = new AbortController();
    const run = runEnsemble(cpu, config({ depth: 50, width: 80, networks: 1000 }), {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(run).rejects.toThrow("enough");
  });

  test("ends with an abort while an early report is made, and leaves no rejection to nobody", async () => {
    const controller = new AbortController();
    // Enough to sort that both halves of the report pause.
    const networks = 1_000_000;
    const logs = Float64Array.from({ length: networks * 2 }, (_, index) => Math.sin(index));
    const once: Ensembles = {
      info: cpu.info,
      assertFits: () => undefined,
      destroy: () => undefined,
      run: async (_own, { onPiece, signal }) => {
        onPiece({ first: 0, count: networks / 2, lnM: logs, lnQ: null, c: null, lnGradient: logs });
        controller.abort(new Error("enough"));
        for (let turn = 0; turn < 20; turn += 1) await nextMacrotask();
        signal?.throwIfAborted();
      },
    };
    const early: EnsembleReport[] = [];
    const run = runEnsemble(once, config({ depth: 1, networks }), {
      signal: controller.signal,
      onEarly: (report) => early.push(report),
    });
    await expect(run).rejects.toThrow("enough");
    expect(early).toEqual([]);
  });

  test("is refused before anything is drawn where its numbers would not fit", async () => {
    const large = config({ depth: 200, networks: 1_000_000 });
    expect(() => assertEnsembleFits(cpu, large)).toThrow(LimitError);
    await expect(runEnsemble(cpu, large)).rejects.toThrow(
      "1,000,000 networks of depth 200 leave 3 GiB of numbers to sort; 1 GiB are the most. Choose fewer networks or a smaller depth.",
    );
    expect(() => assertEnsembleFits(cpu, config({ depth: 50, networks: 1_000_000 }), false)).not.toThrow();
  });
});

describe("the sentences on the last layer", () => {
  const sentences = async (own: Partial<TheoryConfig>): Promise<string> =>
    unreachableSentences(await runEnsemble(cpu, config({ networks: 50, ...own }), { gradient: false })).join("\n");

  test("say how many of a heavy tail a sample has: most, a few, or none", async () => {
    // v = 30 · 5 / 16 or so: erfc(√(2 v)) / 2 is 1e-9.
    expect(await sentences({ depth: 30, width: 16 })).toMatch(
      /^Half of the sum of M is held by \d+ of the 50 networks, and the typical one lies below the mean: [^\n]*\nTaking ln M for normal, half of E\[M²\] is made by about one network in [\d,.e+]+ that are not silent; most samples/,
    );
    // v = 5 / 80: erfc(√(2 v)) / 2 is 0.31, of 50.
    expect(await sentences({ depth: 1, width: 80 })).toMatch(
      /made by about 3\d % of the networks that are not silent; this sample has about 1\d of those, too few to count on\.$/,
    );
    expect(await sentences({ depth: 1, width: 80, networks: 1000 })).toMatch(
      /about 3\d0 of those, enough to come near/,
    );
  });

  test("say what is silent, and no more where all is", async () => {
    expect(await sentences({ depth: 2, width: 3, sigmaW2: 0 })).toBe(
      "Every network is silent in the last layer: there M is 0.",
    );
    expect(await sentences({ depth: 1, width: 1 })).toMatch(/^\d+ networks are silent in the last layer: there M is 0/);
  });
});
