import type { CircleLayer, CircleReport } from "../../src/experiments/theory/circleReport.ts";
import type { AuditRow, CriticalReport } from "../../src/experiments/theory/criticalReport.ts";
import type { EnsembleReport, FanLayer, FanTheory } from "../../src/experiments/theory/ensembleReport.ts";
import type { IsometryReport, JacobianWeights, Spectrum } from "../../src/experiments/theory/isometryReport.ts";
import type { ProfileReport } from "../../src/experiments/theory/profileReport.ts";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../src/experiments/theory/theoryConfig.ts";

const ENGINE = { kind: "cpu", adapter: "float64", software: false } as const;

/** A layer over networks whose M is lognormal of this ln mean and variance, as a very large sample would show it. */
export function lognormalFan(
  layer: number,
  meanLog: number,
  varianceLog: number,
  fan: Partial<FanLayer> = {},
): FanLayer {
  const s = Math.sqrt(varianceLog);
  const [mean, second] = [meanLog + varianceLog / 2, 2 * (meanLog + varianceLog)];
  return {
    layer,
    mean: Math.exp(mean),
    secondMoment: Math.exp(second),
    standardError: 0.05,
    secondMomentError: 1,
    meanLog,
    varianceLog,
    // The normal's own quantiles.
    lnQuantiles: [-1.6449, -0.6745, 0, 0.6745, 1.6449].map((z) => meanLog + z * s),
    lnMean: mean,
    dead: 0,
    halfHeldBy: 40,
    ...fan,
  };
}

/** Theory of He's network, wide enough for its leading order. */
export function heTheory(layer: number, width: number): FanTheory {
  return {
    layer,
    lnMeanField: 0,
    lnSecondMoment: layer * Math.log(1 + 5 / width),
    meanLog: (-2.5 / width) * layer,
    varianceLog: (5 / width) * layer,
  };
}

/** He's networks, but for what a test changes. */
export function ensembleReport(
  config: Partial<TheoryConfig> = {},
  report: Partial<EnsembleReport> = {},
): EnsembleReport {
  const whole = { ...DEFAULT_THEORY_CONFIG, ...config };
  const layers = Array.from({ length: whole.depth + 1 }, (_, layer) => layer);
  const theory = layers.map((layer) => heTheory(layer, whole.width));
  const signal = theory.map(({ layer, meanLog, varianceLog }) => lognormalFan(layer, meanLog!, varianceLog!));
  const back = <T extends { layer: number }>(list: readonly T[]): T[] =>
    list.toReversed().map((one, layer) => ({ ...one, layer }));
  return {
    engine: ENGINE,
    config: whole,
    networks: whole.networks,
    done: true,
    milliseconds: 1,
    signal,
    gradient: back(signal),
    signalTheory: theory,
    gradientTheory: back(theory),
    ...report,
  };
}

/** The singular values given, largest first or not. */
export function spectrum(weights: JacobianWeights, values: readonly number[], more: Partial<Spectrum> = {}): Spectrum {
  const squares = values.map((value) => value ** 2);
  const mean = squares.reduce((sum, square) => sum + square, 0) / values.length;
  return {
    weights,
    lnSingularValues: values.toSorted((a, b) => b - a).map(Math.log),
    zeros: 0,
    lnMeanSquare: Math.log(mean),
    variance: squares.reduce((sum, square) => sum + (square - mean) ** 2, 0) / values.length / mean ** 2,
    theory: { lnMeanSquare: null, variance: null },
    ...more,
  };
}

export function isometryReport(spectra: readonly Spectrum[], config: Partial<TheoryConfig> = {}): IsometryReport {
  const weights = spectra.map((one) => one.weights);
  return { engine: ENGINE, config: { ...DEFAULT_THEORY_CONFIG, ...config, weights }, milliseconds: 1, spectra };
}

/** A circle in its plane, but for what a test changes. */
export function circleLayer(layer: number, more: Partial<CircleLayer> = {}): CircleLayer {
  const points = Array.from({ length: 8 }, (_, index) => (index * Math.PI) / 4);
  return {
    layer,
    lnQ: 0,
    projection: points.map((angle) => [Math.cos(angle), Math.sin(angle)] as const),
    shares: [0.5, 0.5],
    quarterCorrelation: 0,
    quarterRms: 0,
    length: 2 * Math.PI,
    ...more,
  };
}

export function circleReport(last: Partial<CircleLayer>, config: Partial<TheoryConfig> = {}): CircleReport {
  const whole = { ...DEFAULT_THEORY_CONFIG, depth: 4, ...config, points: 8 };
  const layers = Array.from({ length: whole.depth + 1 }, (_, layer) => circleLayer(layer));
  return {
    engine: ENGINE,
    config: whole,
    milliseconds: 1,
    layers: [...layers.slice(0, -1), circleLayer(whole.depth, last)],
    cStar: 1,
  };
}

/** Two inputs whose correlation is given by layer, the same in theory. */
export function profileReport(c: readonly number[]): ProfileReport {
  return {
    engine: ENGINE,
    config: { ...DEFAULT_THEORY_CONFIG, depth: c.length - 1, correlation: c[0]! },
    networks: 4,
    milliseconds: 1,
    layers: c.map((value, layer) => ({
      layer,
      lnQ: 0,
      lnQRange: [0, 0],
      c: value,
      cRange: [Math.max(-1, value - 0.1), Math.min(1, value + 0.1)],
    })),
    theory: { lnQ: c.map(() => 0), c, lnM: c.map(() => 0), lnGradient: c.map(() => 0) },
  };
}

/** A default of a framework at this σ_w² under ReLU, whose chi1 is half of it. */
export function auditRow(framework: string, sigmaW2: number, steps = 49): AuditRow {
  const chi1 = sigmaW2 / 2;
  const phase = chi1 === 1 ? "critical" : chi1 < 1 ? "ordered" : "chaotic";
  return {
    framework,
    initializer: "uniform",
    sigmaW2,
    sigmaB2: 0,
    meanField: { qStar: 0, chi1, cStar: 1, xiC: null, xiQ: null, error: 0, phase, reason: null },
    log10Gradient: (steps * Math.log10(chi1)) / 2,
    steps,
    phase,
    verdict: "It happens.",
    fix: null,
  };
}

export function criticalReport(more: Partial<CriticalReport> = {}): CriticalReport {
  const row = auditRow("He", 2);
  return {
    request: { activation: "relu", sigmaB2: 0, layers: Array.from({ length: 52 }, () => 80) },
    critical: { sigmaW2: 2, error: 1e-15, others: [], reason: null },
    recommended: 2,
    catch: null,
    log10Gradient: 0,
    meanField: row.meanField,
    layers: [],
    depthLimit: null,
    code: {},
    audit: [auditRow("PyTorch", 1 / 3), auditRow("JAX", 1), row],
    ...more,
  };
}
