import { Matrix, SingularValueDecomposition } from "ml-matrix";
import type { Geometry, Jacobian } from "../../model/geometry.ts";
import type { EngineInfo, RunOptions } from "../../model/engine.ts";
import { nextMacrotask } from "../../model/pacer.ts";
import { jacobianTheory } from "../../theory/jacobian.ts";
import { meanField } from "../../theory/meanField.ts";
import type { IsometryConfig, IsometryReport, JacobianWeights, Spectrum } from "./isometryReport.ts";
import { lnOf } from "./lnOf.ts";
import type { EarlyOptions } from "./theoryLab.ts";
import { drawWideNetwork, openNormals, wideSizes } from "./wideNetwork.ts";

/** Shares of one spectrum's progress: drawing, and the Jacobian; the rest is its decomposition. */
const DRAWN = 0.3;
const COMPUTED = 0.9;

/**
 * The singular values of ∂h_depth/∂h_0 at one drawn input, for each kind of weights asked for, all from the same seed.
 * Early reports are of the kinds done so far.
 * The input's mean square is the one that starts the network at its fixed point q*, where that is above 0; else 1.
 *
 * Pennington, Schoenholz & Ganguli 2017. Throws a LimitError where the network does not fit. The decomposition of a
 * Jacobian of width 512 holds the thread for a second.
 */
export async function runIsometry(
  geometry: Geometry,
  config: IsometryConfig,
  { signal, onProgress, onEarly }: EarlyOptions<IsometryReport> = {},
): Promise<IsometryReport> {
  geometry.assertFits(wideSizes(config.depth, config.width), 1);
  const start = performance.now();
  const inputSquare = startSquare(config);
  const spectra: Spectrum[] = [];
  const report = (): IsometryReport => ({
    engine: geometry.info,
    config,
    milliseconds: performance.now() - start,
    spectra: [...spectra],
  });
  for (const [index, weights] of config.weights.entries()) {
    const part = (done: number): void => onProgress?.((index + done) / config.weights.length);
    spectra.push(await spectrumOf(geometry, config, weights, inputSquare, { signal, onProgress: part }));
    if (spectra.length < config.weights.length) onEarly?.(report());
  }
  return report();
}

/** The mean square of h_0 for which E[z_1²] = q*. */
function startSquare(config: IsometryConfig): number {
  const { qStar } = meanField(config);
  if (qStar === null || qStar === 0 || config.sigmaW2 === 0) return 1;
  const square = (qStar - config.sigmaB2) / config.sigmaW2;
  return square > 0 ? square : 1;
}

async function spectrumOf(
  geometry: Geometry,
  config: IsometryConfig,
  weights: JacobianWeights,
  inputSquare: number,
  { signal, onProgress }: RunOptions,
): Promise<Spectrum> {
  const draw = openNormals(config.seed, { signal });
  const direction = await draw(config.width);
  const scale = Math.sqrt((inputSquare * config.width) / direction.reduce((sum, value) => sum + value ** 2, 0));
  const input = direction.map((value) => value * scale);
  const drawing = (done: number): void => onProgress?.(DRAWN * done);
  const network = await drawWideNetwork(config, weights, draw, { signal, onProgress: drawing });
  const computing = (done: number): void => onProgress?.(DRAWN + (COMPUTED - DRAWN) * done);
  const jacobian = await geometry.jacobian(network, input, { signal, onProgress: computing });
  await nextMacrotask();
  signal?.throwIfAborted();
  const found = spectrumOfJacobian(jacobian, resolutionOf(geometry.info));
  onProgress?.(1);
  return { weights, ...found, theory: jacobianTheory({ ...config, weights, inputSquare }) };
}

/**
 * The share of the largest singular value below which rounding hides the others, whatever the depth: where there should
 * be zeros, at widths to 512, values of up to 11 · 2^-53 of the largest were measured in float64 and 2 · 2^-24 in float32.
 */
export function resolutionOf({ kind }: Pick<EngineInfo, "kind">): number {
  return 32 * (kind === "gpu" ? 2 ** -24 : 2 ** -53);
}

/** Singular values; those not above `resolution` times the largest count as zeros. */
export function spectrumOfJacobian(
  { rows, columns, mantissa, exponent }: Jacobian,
  resolution: number,
): Pick<Spectrum, "lnSingularValues" | "zeros" | "lnMeanSquare" | "variance"> {
  const count = Math.min(rows, columns);
  const squares = mantissa.reduce((sum, value) => sum + value ** 2, 0);
  if (squares === 0) return { lnSingularValues: [], zeros: count, lnMeanSquare: null, variance: null };
  const matrix = Matrix.from1DArray(rows, columns, mantissa);
  const { diagonal } = new SingularValueDecomposition(matrix, {
    autoTranspose: true,
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  const values = diagonal.toSorted((a, b) => b - a);
  const told = values.filter((value) => value > resolution * values[0]!);
  const fourths = values.reduce((sum, value) => sum + value ** 4, 0);
  return {
    lnSingularValues: told.map((value) => Math.log(value) + exponent * Math.LN2),
    zeros: count - told.length,
    lnMeanSquare: lnOf({ mantissa: squares / count, exponent: 2 * exponent }),
    variance: Math.max(0, (count * fourths) / squares ** 2 - 1),
  };
}
