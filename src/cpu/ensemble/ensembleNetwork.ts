import { BIAS_STREAM, type EnsembleConfig, GRADIENT_STREAM } from "../../model/ensemble.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import type { Nonlinearity } from "../../model/nonlinearity.ts";
import { scaleByPowerOfTwo, scaled } from "../../model/scaled.ts";
import { scaledDerivative, scaledValue } from "../scaledNonlinearity.ts";
import { type LayerVector, gather } from "./layerVector.ts";
import { type OpenWords, fillNormals } from "./streamNormals.ts";

/** Weights of a network that are kept for its way back, 64 MiB; more are drawn a second time. */
const KEPT_WEIGHTS = 2 ** 23;

/** One network of an ensemble, layer by layer, in float64 with a power of two a layer. */
export class EnsembleNetwork {
  readonly #phi: Nonlinearity;
  readonly #weightStd: number;
  readonly #biasStd: number;
  readonly #weights = new Map<number, Float64Array>();
  readonly #keeps: boolean;
  #latest: Float64Array;

  constructor(
    readonly config: EnsembleConfig,
    readonly network: number,
    readonly openWords: OpenWords,
    goesBack: boolean,
  ) {
    const { activation, sigmaW2, sigmaB2, depth, width } = config;
    this.#phi = nonlinearityOf(activation);
    this.#weightStd = Math.sqrt(sigmaW2 / width);
    this.#biasStd = Math.sqrt(sigmaB2);
    this.#keeps = goesBack && depth * width ** 2 <= KEPT_WEIGHTS;
    this.#latest = new Float64Array(width ** 2);
  }

  /** z_l = √(sigmaW2 / width) W_l h + √sigmaB2 b_l for each h. */
  preactivations(layer: number, activations: readonly LayerVector[]): LayerVector[] {
    const weights = this.#draw(layer);
    const biases = this.#biasStd === 0 ? null : this.#normals(BIAS_STREAM + layer, this.config.width);
    return activations.map(({ mantissa, exponent }) => {
      const sums = multiply(weights, mantissa);
      const frame = biases === null ? exponent : Math.max(exponent, 0);
      return gather(
        Array.from(sums, (sum, unit) => {
          const product = scaleByPowerOfTwo(sum * this.#weightStd, exponent - frame);
          return scaled(product + scaleByPowerOfTwo((biases?.[unit] ?? 0) * this.#biasStd, -frame), frame);
        }),
      );
    });
  }

  /** φ(z). */
  activation({ mantissa, exponent }: LayerVector): LayerVector {
    return gather(Array.from(mantissa, (z) => scaledValue(this.#phi, z, exponent)));
  }

  /** ∂/∂h_depth. */
  lastGradient(): LayerVector {
    return gather(Array.from(this.#normals(GRADIENT_STREAM, this.config.width), (value) => scaled(value)));
  }

  /** ∂/∂h_(l-1) = √(sigmaW2 / width) W_lᵀ (φ′(z_l) ∂/∂h_l). */
  gradActivation(layer: number, preactivation: LayerVector, gradient: LayerVector): LayerVector {
    const gradPreactivation = gather(
      Array.from(gradient.mantissa, (g, unit) => {
        const slope = scaledDerivative(this.#phi, preactivation.mantissa[unit]!, preactivation.exponent);
        return scaled(slope.mantissa * g, slope.exponent + gradient.exponent);
      }),
    );
    const sums = multiplyTransposed(this.#draw(layer), gradPreactivation.mantissa);
    return gather(Array.from(sums, (sum) => scaled(sum * this.#weightStd, gradPreactivation.exponent)));
  }

  #draw(layer: number): Float64Array {
    const kept = this.#weights.get(layer);
    if (kept !== undefined) return kept;
    if (this.#keeps) {
      this.#latest = new Float64Array(this.config.width ** 2);
      this.#weights.set(layer, this.#latest);
    }
    fillNormals(this.openWords(this.config.seed, layer, this.network), this.#latest);
    return this.#latest;
  }

  #normals(stream: number, count: number): Float64Array {
    const out = new Float64Array(count);
    fillNormals(this.openWords(this.config.seed, stream, this.network), out);
    return out;
  }
}

/** W x : (rows, columns) · (columns) → (rows), W square. */
function multiply(weights: Float64Array, x: Float64Array): Float64Array {
  const columns = x.length;
  return x.map((_, row) => {
    let sum = 0;
    const start = row * columns;
    for (let column = 0; column < columns; column += 1) sum += weights[start + column]! * x[column]!;
    return sum;
  });
}

/** Wᵀ x : (columns, rows) · (rows) → (columns), W square. */
function multiplyTransposed(weights: Float64Array, x: Float64Array): Float64Array {
  const columns = x.length;
  const out = new Float64Array(columns);
  for (let row = 0; row < columns; row += 1) {
    const start = row * columns;
    for (let column = 0; column < columns; column += 1) out[column]! += weights[start + column]! * x[row]!;
  }
  return out;
}
