import { describe, expect, it } from "vitest";
import type { Float32Ends, Float32Limit } from "../../src/experiments/float32Limit.ts";
import type { CheckReport } from "../../src/experiments/lab.ts";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import type { SignalReport } from "../../src/experiments/signalReport.ts";
import { badgeText, isCoarse } from "../../src/ui/check-badge/badgeText.ts";
import { kernelSummaries, shortShape } from "../../src/ui/kernel-check/kernelSummary.ts";
import { machineText, statusChangeText } from "../../src/ui/machine-line/machineText.ts";
import { float32Text, isGradientLost, isSignalLost } from "../../src/ui/signal-charts/float32Text.ts";

const GPU = { kind: "gpu", adapter: "Acme 1", software: false } as const;
const CPU = { kind: "cpu", adapter: "float64", software: false } as const;
const report: SignalReport = { engine: GPU, config: DEFAULT_SIGNAL_CONFIG, forward: [], gradient: [], histogram: null };
const check: CheckReport = {
  worst: 2.1e-6,
  bound: 1e-5,
  passed: true,
  chaotic: false,
  samples: 1000,
  gradientSamples: 100,
};

describe("the badge", () => {
  it("says how near", () => {
    const text = "GPU agrees with float64: worst relative error 2.1 × 10⁻⁶, bound 1.0 × 10⁻⁵.";
    expect(badgeText(check, report)).toEqual({ tone: "good", text });
  });
  it("says on how many examples, where it was not all", () => {
    expect(badgeText({ ...check, samples: 16 }, report).text).toMatch(/ Compared on the first 16 examples forward\.$/);
    expect(badgeText({ ...check, samples: 16, gradientSamples: 1 }, report).text).toMatch(
      / 16 examples forward and 1 example back\.$/,
    );
  });
  it("fails in words", () => expect(badgeText({ ...check, passed: false }, report)).toMatchObject({ tone: "bad" }));
  it("explains chaos, without a tick", () => {
    const chaotic = { ...check, chaotic: true, worst: 0.02, bound: 0.3 };
    expect(badgeText(chaotic, report)).toMatchObject({
      tone: "neutral",
      text: expect.stringMatching(/^Rounding itself grows .* chaotic, .* Gradients are right in size only: .* 0\.020/),
    });
    expect(badgeText({ ...chaotic, bound: 0.9 }, report).text).toMatch(/right at best in size/);
    expect([chaotic, check, { ...chaotic, bound: 4e-5 }].map(isCoarse)).toEqual([true, false, false]);
  });
  it("does not call a single flipped unit chaos", () =>
    expect(badgeText({ ...check, chaotic: true, bound: 4e-5 }, report)).toMatchObject({
      tone: "neutral",
      text: expect.stringMatching(/^Rounding grows here, or turns a unit on or off beside zero\./),
    }));
});

describe("the machine", () => {
  it("is named, and a software adapter as such", () => {
    expect(machineText(report, null)).toBe("Computed on Acme 1, through WebGPU.");
    const software = { ...report, engine: { ...GPU, software: true } };
    expect(machineText(software, null)).toMatch(/a software adapter: no GPU here, expect it slow\.$/);
  });
  it("says why the CPU stands in", () => {
    const fallback = { ...report, engine: CPU };
    expect(machineText(fallback, { gpu: null, reason: "No adapter: the CPU computes." })).toBe(
      "No adapter: the CPU computes. Computed in float64 on the CPU.",
    );
    const simd = { ...report, engine: { kind: "wasm", adapter: "SIMD", software: false } as const };
    expect(machineText(simd, { gpu: { ...GPU, software: true }, reason: null })).toBe(
      "Computed in float32 on the CPU (SIMD), which is faster here than the software GPU adapter, Acme 1.",
    );
    const exact = { ...report, engine: CPU, config: { ...report.config, engine: "auto" } as const };
    expect(machineText(exact, { gpu: { ...GPU, software: true }, reason: null })).toBe(
      "Computed in float64 on the CPU, rather than on the software GPU adapter, Acme 1.",
    );
    const asked = { ...simd, config: { ...report.config, engine: "wasm" } as const };
    expect(machineText(asked, { gpu: GPU, reason: null })).toBe("Computed in float32 on the CPU (SIMD).");
    expect(machineText(fallback, { gpu: GPU, reason: null })).toMatch(/while the GPU gets ready/);
  });
  it("tells of losses and returns, and nothing else", () => {
    const none = { gpu: null, reason: "Lost." };
    const back = { gpu: GPU, reason: null };
    expect(statusChangeText(null, none)).toBe("");
    expect(statusChangeText(back, none)).toBe("Lost.");
    expect(statusChangeText(none, none)).toBe("");
    expect(statusChangeText(none, { gpu: null, reason: "Lost for good." })).toBe("Lost for good.");
    expect(statusChangeText(none, back)).toBe("The GPU is back: Acme 1.");
    expect(statusChangeText(back, back)).toBe("");
  });
});

describe("plain float32", () => {
  const holds: Float32Ends = { overflow: null, squaresOverflow: null, vanish: null };
  const limit = (change: Partial<Float32Limit>): Float32Limit => ({
    forward: holds,
    gradient: holds,
    everyGradientLost: false,
    ...change,
  });
  const at = (layer: number) => ({ layer }) as SignalReport["forward"][number];

  it.each([
    [limit({}), "Plain float32 would hold every number here."],
    [
      limit({ forward: { ...holds, overflow: 49, squaresOverflow: 23 }, everyGradientLost: true }),
      "Plain float32 would overflow at layer 49. Its std, a sum of squares, would already print inf from layer 23 on. Every gradient would be lost.",
    ],
    [limit({ forward: { ...holds, vanish: 12 } }), "Plain float32 would hold only zeros from layer 12 on."],
    [limit({ gradient: { ...holds, overflow: 3 } }), "The gradient would overflow at layer 3 on its way back."],
  ])("says what it would have lost", (given, text) => expect(float32Text(given)).toBe(text));

  it("loses layers from its end on, gradients from there down", () => {
    const lost = limit({ forward: { ...holds, overflow: 5 }, gradient: { ...holds, overflow: 3 } });
    expect([4, 5, 6].map((layer) => isSignalLost(lost, at(layer)))).toEqual([false, true, true]);
    expect([2, 3, 4].map((layer) => isGradientLost(lost, at(layer)))).toEqual([true, true, false]);
    expect(isGradientLost({ ...lost, everyGradientLost: true }, at(4))).toBe(true);
  });
});

it("sums kernels up by the case nearest to its bound, NaN before all", () => {
  const one = (maxError: number) => ({ kernel: "affine", shape: `${maxError}`, maxError, bound: 1 }) as const;
  expect(kernelSummaries([one(0.1), one(NaN), one(0.5), { ...one(0), kernel: "activate" }])).toEqual([
    { kernel: "affine", cases: 3, failed: 1, worst: one(NaN) },
    { kernel: "activate", cases: 1, failed: 0, worst: { ...one(0), kernel: "activate" } },
  ]);
});

it("shortens a kernel's shape", () => {
  expect(shortShape("16x80x100, factor 0.15811388300841897, bias")).toBe("16 × 80 × 100, factor 0.158, bias");
  expect(shortShape("relu 3x70")).toBe("relu 3 × 70");
});
