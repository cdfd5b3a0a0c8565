import { describe, expect, test } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { resolutionSentence, unresolvedFrom } from "../../src/experiments/resolution.ts";
import { runSignal } from "../../src/experiments/signal.ts";
import { DEFAULT_SIGNAL_CONFIG, type SignalConfig } from "../../src/experiments/signalConfig.ts";
import type { SignalReport } from "../../src/experiments/signalReport.ts";
import { verdict } from "../../src/experiments/verdict.ts";

const cpu = new CpuEngine();
const asIfGpu = (report: SignalReport): SignalReport => ({ ...report, engine: { ...report.engine, kind: "gpu" } });
const small: SignalConfig = {
  ...DEFAULT_SIGNAL_CONFIG,
  depth: 4,
  width: 10,
  samples: 20,
  gradientSamples: 5,
  engine: "cpu",
};

describe("a spread too small for the arithmetic", () => {
  test("is named for the GPU, and not for float64, at variance 1e-16 under sigmoid", async () => {
    const report = await runSignal(cpu, { ...small, activation: "sigmoid", weightVariance: 1e-16 });
    expect(unresolvedFrom(report)).toBeNull();
    expect(unresolvedFrom(asIfGpu(report))).toBe(1);
    expect(verdict(asIfGpu(report)).headline).toMatch(/^From layer 1 on .* float32 .* CPU engine/);
  });

  test("is named for float64 too where it falls below that", async () => {
    const report = await runSignal(cpu, { ...small, activation: "sigmoid", weightVariance: 1e-40 });
    expect(resolutionSentence(report)).toMatch(/float64 keeps little or nothing/);
  });

  test("is not seen in a ReLU network, at any magnitude", async () => {
    const report = await runSignal(cpu, { ...small, weightVariance: 1e-40 });
    expect(resolutionSentence(asIfGpu(report))).toBeNull();
  });
});
