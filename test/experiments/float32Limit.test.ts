import { describe, expect, it } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { float32Limit } from "../../src/experiments/float32Limit.ts";
import { runSignal } from "../../src/experiments/signal.ts";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import { line, reportOf } from "../support/reports.ts";

const NONE = { overflow: null, squaresOverflow: null, vanish: null };

describe("float32Limit", () => {
  it("ends the notebook's second run at layer 49, its sums at 23, and every gradient", async () => {
    const limit = float32Limit(await runSignal(new CpuEngine(), DEFAULT_SIGNAL_CONFIG));
    expect(limit.forward).toEqual({ overflow: 49, squaresOverflow: 23, vanish: null });
    expect(limit.everyGradientLost).toBe(true);
    // Beyond float32 from the first gradient on the way back, that of the last layer.
    expect(limit.gradient).toEqual({ overflow: 49, squaresOverflow: 49, vanish: null });
  });

  it("finds no end in the third", async () => {
    const report = await runSignal(new CpuEngine(), { ...DEFAULT_SIGNAL_CONFIG, weightVariance: 0.025 });
    expect(float32Limit(report)).toEqual({ forward: NONE, gradient: NONE, everyGradientLost: false });
  });

  it("takes 2^128 as too large and 2^-149 as the last that is not too small", () => {
    const withPeaks = (peaks: readonly number[]) => {
      const report = reportOf(line(peaks.length, 0, 0), []);
      const forward = report.forward.map((row, index) => ({ ...row, peakExponent: peaks[index - 1] ?? 0 }));
      return float32Limit({ ...report, forward }).forward;
    };
    expect(withPeaks([127, -149])).toEqual(NONE);
    expect(withPeaks([127, 128, 129])).toEqual({ ...NONE, overflow: 2 });
    expect(withPeaks([-149, -150, -151])).toEqual({ ...NONE, vanish: 2 });
  });

  it("sums the squares of as many values as the layer holds", () => {
    // 80 units and 1000 examples: 8e4 · std² passes 3.4e38 at std 6.5e16.
    expect(float32Limit(reportOf([16.8, 16.82], [])).forward.squaresOverflow).toBe(2);
    // 80 units and 100 examples on the way back: 2.06e17. From the last layer down.
    const back = float32Limit(reportOf(line(5, 0, 0), [17.33, 17.32, 17.31, 17.3]));
    expect(back.gradient).toEqual({ ...NONE, squaresOverflow: 2 });
    expect(back.everyGradientLost).toBe(false);
  });

  it("leaves dead layers to nobody's fault", () => {
    expect(float32Limit(reportOf(["dead", "dead"], ["dead"]))).toEqual({
      forward: NONE,
      gradient: NONE,
      everyGradientLost: false,
    });
  });
});
