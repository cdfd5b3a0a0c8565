import type { Engine, RunOptions, SignalStatistics } from "../model/engine.ts";
import { type Scaled, type ScaledMatrix, relativeError } from "../model/scaled.ts";
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
    ? stdsOfReport(report)
    : await stds(engine, drawn, config, { signal, onProgress: step(0, 0.2) });
  const theirs = await stds(reference(), drawn, config, { signal, onProgress: step(0.2, 0.3) });

  const bounds = theirs.map(() => boundOf(config));
  const base = { samples, gradientSamples };
  let verdict = judge(ours, theirs, bounds);
  const chaotic = !verdict.passed;
  for (const [run, factor] of PERTURBATIONS.entries()) {
    if (verdict.passed) break;
    const progress = step(0.5 + (run / PERTURBATIONS.length) * 0.5, 0.5 / PERTURBATIONS.length);
    const shaken = await stds(reference(shake(run, factor)), drawn, config, { signal, onProgress: progress });
    let largest = 0;
    // Errors made early are carried on: forward to the last layer, then back through the gradients.
    shaken.forEach((std, index) => {
      largest = Math.max(largest, relativeError(std, theirs[index]!));
      bounds[index] = Math.max(bounds[index]!, PERTURBED_FACTOR * largest);
    });
    verdict = judge(ours, theirs, bounds);
  }
  return { ...base, ...verdict, chaotic };
}

/** The standard deviations in the order in which errors travel: activations forward, gradients back. */
function inOrder(activations: readonly Scaled[], gradients: readonly Scaled[]): Scaled[] {
  return [...activations, ...gradients.toReversed()];
}

function stdsOfReport({ forward, gradient }: SignalReport): Scaled[] {
  return inOrder(
    forward.map(({ exact }) => exact.std),
    gradient.map(({ exact }) => exact.std),
  );
}

async function stds(engine: Engine, drawn: DrawnNetwork, config: SignalConfig, options: RunOptions): Promise<Scaled[]> {
  const [inputs, gradientInputs] = [drawn.inputs(config.samples), drawn.inputs(config.gradientSamples)];
  const { forward, backward }: SignalStatistics = await engine.signalStatistics(
    drawn.networkOf(config),
    inputs,
    gradientInputs,
    options,
  );
  return inOrder(
    forward.layers.map(({ std }) => std),
    backward.gradPreactivation.slice(1).map(({ std }) => std),
  );
}

/**
 * Whether every layer keeps to its bound, and the largest error with its layer's bound; where one
 * does not keep to it, the layer that passes its bound the most.
 */
function judge(
  ours: readonly Scaled[],
  theirs: readonly Scaled[],
  bounds: readonly number[],
): Pick<CheckReport, "worst" | "bound" | "passed"> {
  const layers = ours.map((std, index) => {
    const difference = relativeError(std, theirs[index]!);
    return { worst: Number.isNaN(difference) ? Infinity : difference, bound: bounds[index]! };
  });
  const passed = layers.every(({ worst, bound }) => worst <= bound);
  const weight = ({ worst, bound }: (typeof layers)[number]): number => (passed ? worst : worst / bound);
  const largest = layers.reduce((one, other) => (weight(other) > weight(one) ? other : one));
  return { ...largest, passed };
}

function boundOf(config: SignalConfig): number {
  const { depth, width, weightVariance, activation, seed } = config;
  const isNotebook = NOTEBOOK_RUNS.some(
    ({ config: own }) =>
      own.depth === depth &&
      own.width === width &&
      own.weightVariance === weightVariance &&
      own.activation === activation &&
      own.seed === seed,
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
