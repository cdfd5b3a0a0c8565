import type { Engine, LayerStatistics, RunOptions, SignalStatistics } from "../model/engine.ts";
import { type Scaled, type ScaledMatrix, relativeError, scaleByPowerOfTwo } from "../model/scaled.ts";
import { NumpyLegacy } from "../random/numpyLegacy.ts";
import { type DrawnNetwork, drawnNetwork } from "./drawnNetwork.ts";
import type { CheckReport } from "./lab.ts";
import { NOTEBOOK_RUNS } from "./notebook.ts";
import { signalFlop } from "./signalCost.ts";
import type { SignalConfig } from "./signalConfig.ts";
import type { SignalReport } from "./signalReport.ts";

/** Larger runs are compared on fewer examples: about two seconds of float64. */
const CHECK_FLOP = 1.5e9;

/** What float32 with carried exponents reaches in the notebook's runs, and in ReLU networks to depth 120. */
const NOTEBOOK_BOUND = 1e-5;
const NETWORK_BOUND = 2e-5;
const NETWORK_DEPTH = 120;

/**
 * Float64 runs in which what each layer is given is off by up to 2^-24 times these, one after the
 * other until the error is explained, and the factor allowed over the worst of them. A sum of fanIn
 * products rounds more than its terms do, by about sqrt(fanIn) / 3; so a gate may flip that lies
 * farther from zero than 2^-24 reaches.
 */
const PERTURBATIONS = [1, 1, 2, 2, 4, 4, 8, 8];
const PERTURBED_FACTOR = 8;

/** Changes a matrix a little before it is multiplied by weights. */
export type Shake = (matrix: ScaledMatrix) => ScaledMatrix;

/** The float64 reference, still or shaken. */
export type Reference = (shake?: Shake) => Engine;

/**
 * Compares a run with the float64 reference, layer by layer, on the same examples or, for a large
 * network, on the first few of them. Where rounding itself grows from layer to layer, or flips a gate,
 * the bound is what a float64 run does when what its layers are given is off by 2^-24.
 */
export async function checkSignal(
  engine: Engine,
  reference: Reference,
  report: SignalReport,
  { signal, onProgress }: RunOptions = {},
): Promise<CheckReport> {
  const config = checkedConfig(report.config);
  const { samples, gradientSamples } = config;
  const drawn = await drawnNetwork(report.config, { signal });
  const step = (done: number, weight: number) => (fraction: number) => onProgress?.(done + weight * fraction);
  const compared = samples === report.config.samples && gradientSamples === report.config.gradientSamples;
  const ours = compared
    ? spreadsOfReport(report)
    : await spreads(engine, drawn, config, { signal, onProgress: step(0, 0.2) });
  const theirs = await spreads(reference(), drawn, config, { signal, onProgress: step(0.2, 0.3) });

  const bounds = theirs.map(() => boundOf(config));
  const base = { samples, gradientSamples };
  let verdict = judge(ours, theirs, bounds);
  const chaotic = !verdict.passed;
  for (const [run, factor] of PERTURBATIONS.entries()) {
    if (verdict.passed) break;
    const progress = step(0.5 + (run / PERTURBATIONS.length) * 0.5, 0.5 / PERTURBATIONS.length);
    const shaken = await spreads(reference(shake(run, factor)), drawn, config, { signal, onProgress: progress });
    let largest = 0;
    // Errors made early are carried on: forward to the last layer, then back through the gradients.
    shaken.forEach((spread, index) => {
      largest = Math.max(largest, spreadError(spread, theirs[index]!));
      bounds[index] = Math.max(bounds[index]!, PERTURBED_FACTOR * largest);
    });
    verdict = judge(ours, theirs, bounds);
  }
  return { ...base, ...verdict, chaotic };
}

/** A layer's mean and standard deviation. */
type Spread = Pick<LayerStatistics, "mean" | "std">;

/** Layers in the order in which errors travel: activations forward, gradients back. */
function inOrder(activations: readonly Spread[], gradients: readonly Spread[]): Spread[] {
  return [...activations, ...gradients.toReversed()];
}

/** Below this share of the mean, a spread has lost so many of float32's bits that its relative error says nothing. */
const RESOLVED_SHARE = 2 ** -8;
/** A spread of zero is no rounding where the true one is above this share of the mean. */
const LOST_SHARE = 2 ** -18;

/** |Δstd| over std, or over |mean| / 256 where that is larger; Infinity for NaN, and for a zero that should be none. */
function spreadError(ours: Spread, theirs: Spread): number {
  if (theirs.std.mantissa === 0) return ours.std.mantissa === 0 ? 0 : shareOfMean(ours.std, theirs.mean);
  const share = shareOfMean(theirs.std, theirs.mean);
  if (ours.std.mantissa === 0 && share > LOST_SHARE) return Infinity;
  const error = relativeError(ours.std, theirs.std) * Math.min(1, share / RESOLVED_SHARE);
  return Number.isNaN(error) ? Infinity : error;
}

/** |std / mean|; Infinity for a mean of zero. */
function shareOfMean(std: Scaled, mean: Scaled): number {
  if (mean.mantissa === 0) return Infinity;
  return scaleByPowerOfTwo(Math.abs(std.mantissa / mean.mantissa), std.exponent - mean.exponent);
}

function spreadsOfReport({ forward, gradient }: SignalReport): Spread[] {
  return inOrder(
    forward.map(({ exact }) => exact),
    gradient.map(({ exact }) => exact),
  );
}

async function spreads(
  engine: Engine,
  drawn: DrawnNetwork,
  config: SignalConfig,
  options: RunOptions,
): Promise<Spread[]> {
  const [inputs, gradientInputs] = [drawn.inputs(config.samples), drawn.inputs(config.gradientSamples)];
  const { forward, backward }: SignalStatistics = await engine.signalStatistics(
    drawn.networkOf(config),
    inputs,
    gradientInputs,
    options,
  );
  return inOrder(forward.layers, backward.gradPreactivation.slice(1));
}

/**
 * Whether every layer keeps to its bound, and the largest error with its layer's bound; where one
 * does not keep to it, the layer that passes its bound the most.
 */
function judge(
  ours: readonly Spread[],
  theirs: readonly Spread[],
  bounds: readonly number[],
): Pick<CheckReport, "worst" | "bound" | "passed"> {
  const layers = ours.map((spread, index) => ({ worst: spreadError(spread, theirs[index]!), bound: bounds[index]! }));
  const passed = layers.every(({ worst, bound }) => Number.isFinite(worst) && worst <= bound);
  const weight = ({ worst, bound }: (typeof layers)[number]): number => (passed ? worst : worst / bound);
  const largest = layers.reduce((one, other) => (weight(other) > weight(one) ? other : one));
  return { ...largest, passed };
}

function boundOf(config: SignalConfig): number {
  const { depth, width, weightVariance, activation, seed, framework, initializer } = config;
  const isNotebook = NOTEBOOK_RUNS.some(
    ({ config: own }) =>
      own.depth === depth &&
      own.width === width &&
      own.weightVariance === weightVariance &&
      own.activation === activation &&
      own.seed === seed &&
      own.framework === framework &&
      own.initializer === initializer,
  );
  return isNotebook ? NOTEBOOK_BOUND : NETWORK_BOUND * Math.max(1, depth / NETWORK_DEPTH);
}

/** The configuration with as many of its examples as the check can afford, at least one. */
function checkedConfig(config: SignalConfig): SignalConfig {
  const share = Math.min(1, CHECK_FLOP / signalFlop(config));
  const some = (count: number): number => Math.max(1, Math.floor(count * share));
  return { ...config, samples: some(config.samples), gradientSamples: some(config.gradientSamples) };
}

/** Multiplies every value by its own random factor within 1 ± factor · 2^-24: a product's share of input and weight. */
function shake(seed: number, factor: number): Shake {
  const random = new NumpyLegacy(seed);
  const reach = factor * 2 ** -24;
  return (matrix) => ({
    ...matrix,
    mantissa: matrix.mantissa.map((value) => value * (1 + (2 * random.random() - 1) * reach)),
  });
}
