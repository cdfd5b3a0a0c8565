import { nonlinearityOf } from "../../model/nonlinearities.ts";
import type { LossId, TrainedNetwork } from "../../model/training.ts";
import { type Disturb, FUNCTION_TERMS } from "./disturb.ts";

/** One loss over a batch of `count` examples; logits z, targets t and gradients are (outputs, count) row-major. */
export interface TrainingLoss {
  value(logits: Float64Array, targets: Float64Array, count: number): number;
  /** ∂loss/∂z, written into `gradient`. */
  gradient(gradient: Float64Array, logits: Float64Array, targets: Float64Array, count: number): void;
}

/** The loss as a network has it, its gradient disturbed where there is a disturbance. */
export function trainingLoss(loss: LossId, network: TrainedNetwork, disturb: Disturb | null): TrainingLoss {
  if (loss === "mean_squared_error") return meanSquaredError(network, disturb);
  return loss === "binary_crossentropy" ? binaryCrossentropy(disturb) : categoricalCrossentropy(disturb);
}

function meanSquaredError({ outputActivation }: TrainedNetwork, disturb: Disturb | null): TrainingLoss {
  const phi = nonlinearityOf(outputActivation);
  return {
    value(logits, targets) {
      let sum = 0;
      for (let index = 0; index < logits.length; index += 1) {
        sum += (phi.value(logits[index]!) - targets[index]!) ** 2;
      }
      return sum / logits.length;
    },
    gradient(gradient, logits, targets) {
      const factor = 2 / logits.length;
      for (let index = 0; index < logits.length; index += 1) {
        const z = logits[index]!;
        gradient[index] = factor * (phi.value(z) - targets[index]!) * phi.derivative(z);
      }
      disturb?.(
        gradient,
        logits.map((z, at) => factor * (Math.abs(phi.value(z)) + Math.abs(targets[at]!)) * Math.abs(phi.derivative(z))),
        FUNCTION_TERMS,
      );
    },
  };
}

function binaryCrossentropy(disturb: Disturb | null): TrainingLoss {
  const sigmoid = nonlinearityOf("sigmoid");
  return {
    value(logits, targets) {
      let sum = 0;
      for (let index = 0; index < logits.length; index += 1) {
        const z = logits[index]!;
        sum += Math.max(z, 0) - z * targets[index]! + Math.log1p(Math.exp(-Math.abs(z)));
      }
      return sum / logits.length;
    },
    gradient(gradient, logits, targets) {
      for (let index = 0; index < logits.length; index += 1) {
        gradient[index] = (sigmoid.value(logits[index]!) - targets[index]!) / logits.length;
      }
      disturb?.(
        gradient,
        logits.map((z, at) => (sigmoid.value(z) + Math.abs(targets[at]!)) / logits.length),
        FUNCTION_TERMS,
      );
    },
  };
}

function categoricalCrossentropy(disturb: Disturb | null): TrainingLoss {
  return {
    value(logits, targets, count) {
      let sum = 0;
      for (let example = 0; example < count; example += 1) {
        const { largest, total } = exponentialSum(logits, count, example);
        for (let index = example; index < logits.length; index += count) {
          // A target of 0 takes nothing, not even where its logit is -Infinity below the largest.
          if (targets[index] !== 0) sum += targets[index]! * (Math.log(total) - (logits[index]! - largest));
        }
      }
      return sum / count;
    },
    gradient(gradient, logits, targets, count) {
      const magnitudes = disturb === null ? null : new Float64Array(gradient.length);
      for (let example = 0; example < count; example += 1) {
        const { largest, total } = exponentialSum(logits, count, example);
        for (let index = example; index < logits.length; index += count) {
          const softmax = Math.exp(logits[index]! - largest) / total;
          gradient[index] = (softmax - targets[index]!) / count;
          if (magnitudes !== null) magnitudes[index] = (softmax + Math.abs(targets[index]!)) / count;
        }
      }
      if (magnitudes !== null) disturb!(gradient, magnitudes, FUNCTION_TERMS);
    },
  };
}

/** The largest logit of an example, and Σ e^(z - largest). */
function exponentialSum(logits: Float64Array, count: number, example: number): { largest: number; total: number } {
  let largest = -Infinity;
  for (let index = example; index < logits.length; index += count) largest = Math.max(largest, logits[index]!);
  let total = 0;
  for (let index = example; index < logits.length; index += count) total += Math.exp(logits[index]! - largest);
  return { largest, total };
}
