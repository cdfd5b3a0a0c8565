import { nonlinearityOf } from "../../model/nonlinearities.ts";
import type { LossId, TrainedNetwork } from "../../model/training.ts";

/**
 * The share of examples whose class the logits (outputs, examples) tell: the largest output of several, the first of
 * equals; of one output, 1 where the probability, or with mean_squared_error φ_out(z), is above 1/2.
 */
export function accuracyOf(
  logits: Float32Array | Float64Array,
  classes: Uint8Array,
  { outputActivation }: Pick<TrainedNetwork, "outputActivation">,
  loss: LossId,
): number {
  const output = nonlinearityOf(outputActivation);
  let right = 0;
  classes.forEach((ofClass, example) => {
    const logit = logits[example]!;
    const told =
      loss === "categorical_crossentropy"
        ? largestOutput(logits, example, classes.length)
        : Number(loss === "binary_crossentropy" ? logit > 0 : output.value(logit) > 0.5);
    if (told === ofClass) right += 1;
  });
  return right / classes.length;
}

function largestOutput(logits: Float32Array | Float64Array, example: number, examples: number): number {
  let best = 0;
  for (let output = 1; output * examples < logits.length; output += 1) {
    if (logits[output * examples + example]! > logits[best * examples + example]!) best = output;
  }
  return best;
}
