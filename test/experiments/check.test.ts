import { describe, expect, test } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { type Reference, checkSignal } from "../../src/experiments/check.ts";
import { runSignal } from "../../src/experiments/signal.ts";
import { DEFAULT_SIGNAL_CONFIG, type SignalConfig } from "../../src/experiments/signalConfig.ts";
import type { SignalReport } from "../../src/experiments/signalReport.ts";
import { scaled } from "../../src/model/scaled.ts";

const cpu = new CpuEngine();
const reference: Reference = (shake) => new CpuEngine(shake && { shake });
const small: SignalConfig = {
  ...DEFAULT_SIGNAL_CONFIG,
  depth: 6,
  width: 12,
  samples: 40,
  gradientSamples: 20,
  engine: "cpu",
};

/** The report with one layer's std off by a relative error. */
function spoiled(report: SignalReport, layer: number, error: number): SignalReport {
  const forward = report.forward.map((row) => {
    const { mean, std } = row.exact;
    return row.layer === layer
      ? { ...row, exact: { mean, std: scaled(std.mantissa * (1 + error), std.exponent) } }
      : row;
  });
  return { ...report, forward };
}

describe("checkSignal", () => {
  test("finds no error in the reference itself", async () => {
    const report = await runSignal(cpu, small);
    expect(await checkSignal(cpu, reference, report)).toEqual({
      worst: 0,
      bound: 2e-5,
      passed: true,
      chaotic: false,
      samples: 40,
      gradientSamples: 20,
    });
  });

  test("accepts an error below the bound and names it", async () => {
    const report = spoiled(await runSignal(cpu, small), 3, 1e-5);
    const { worst, passed } = await checkSignal(cpu, reference, report);
    expect(passed).toBe(true);
    expect(worst).toBeCloseTo(1e-5, 9);
  });

  test.each([1, 6])("rejects an error of 1e-4 in layer %i of a ReLU network", async (layer) => {
    const report = spoiled(await runSignal(cpu, small), layer, 1e-4);
    expect(await checkSignal(cpu, reference, report)).toMatchObject({ passed: false, bound: 2e-5 });
  });

  test("rejects NaN and a wrong zero", async () => {
    for (const mantissa of [NaN, 0]) {
      const report = await runSignal(cpu, small);
      const forward = report.forward.map((row) => ({
        ...row,
        exact: { ...row.exact, std: { mantissa, exponent: 0 } },
      }));
      expect((await checkSignal(cpu, reference, { ...report, forward })).passed).toBe(false);
    }
  });

  test("holds the notebook's own runs to 1e-5", async () => {
    const config = { ...DEFAULT_SIGNAL_CONFIG, depth: 5, width: 8, engine: "cpu" as const };
    const report = spoiled(await runSignal(cpu, config), 2, 1.5e-5);
    expect(await checkSignal(cpu, reference, report)).toMatchObject({ passed: false, bound: 1e-5 });
  });

  test("widens the bound where a network is chaotic, in late layers only", async () => {
    const chaotic = { ...small, activation: "tanh" as const, depth: 40, width: 30, weightVariance: 1 };
    const report = await runSignal(cpu, chaotic);
    expect(await checkSignal(cpu, reference, spoiled(report, 40, 1e-4))).toMatchObject({ passed: true, chaotic: true });
    expect(await checkSignal(cpu, reference, spoiled(report, 1, 1e-4))).toMatchObject({ passed: false });
  });

  test("compares a large network on its first examples", async () => {
    const config = { ...small, depth: 6, width: 200, samples: 4000, gradientSamples: 1000 };
    const report = await runSignal(cpu, config);
    const { samples, gradientSamples, passed } = await checkSignal(cpu, reference, report);
    expect(passed).toBe(true);
    expect(samples).toBeLessThan(4000);
    expect(gradientSamples).toBe(Math.floor((samples / 4000) * 1000));
  });
});
