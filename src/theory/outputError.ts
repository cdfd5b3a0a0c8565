import { nonlinearityOf } from "../model/nonlinearities.ts";
import type { LossId, TrainedNetwork } from "../model/training.ts";

/** One example's loss, and ∂loss/∂z written into `gradient`. */
export type OutputError = (gradient: Float64Array, logits: Float64Array, targets: Float64Array) => number;

export function outputError(loss: LossId, { outputActivation }: Pick<TrainedNetwork, "outputActivation">): OutputError {
  if (loss === "mean_squared_error") return squaredError(outputActivation);
  return loss === "binary_crossentropy" ? binaryError : categoricalError;
}

function squaredError(id: TrainedNetwork["outputActivation"]): OutputError {
  const phi = nonlinearityOf(id);
  return (gradient, logits, targets) =>
    meanOver(logits, (z, output) => {
      const error = phi.value(z) - targets[output]!;
      gradient[output] = (2 / logits.length) * error * phi.derivative(z);
      return error ** 2;
    });
}

/** -t ln p - (1 - t) ln(1 - p) with p the sigmoid of z, written with ln(1 + e^±z) so that neither logarithm meets 0. */
function binaryError(gradient: Float64Array, logits: Float64Array, targets: Float64Array): number {
  return meanOver(logits, (z, output) => {
    const t = targets[output]!;
    gradient[output] = (Math.exp(-softplus(-z)) - t) / logits.length;
    return t * softplus(-z) + (1 - t) * softplus(z);
  });
}

/** Σ t (ln Σ e^z - z). */
function categoricalError(gradient: Float64Array, logits: Float64Array, targets: Float64Array): number {
  const largest = Math.max(...logits);
  const logTotal = largest + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - largest), 0));
  return logits.reduce((sum, z, output) => {
    const t = targets[output]!;
    gradient[output] = Math.exp(z - logTotal) - t;
    return sum + t * (logTotal - z);
  }, 0);
}

/** ln(1 + e^z). */
function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

function meanOver(logits: Float64Array, term: (z: number, output: number) => number): number {
  return logits.reduce((sum, z, output) => sum + term(z, output), 0) / logits.length;
}
