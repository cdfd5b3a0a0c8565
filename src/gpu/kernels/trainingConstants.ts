import { NONLINEARITY_IDS } from "../../model/nonlinearity.ts";
import { LOSSES, OPTIMIZERS, type TrainingSetup } from "../../model/training.ts";
import { nonlinearityConstant } from "./nonlinearityConstant.ts";

/** Overrides that specialise what takes a network forward. */
export function forwardConstants({ network }: Pick<TrainingSetup, "network">): Record<string, number> {
  return nonlinearityConstant(network.activation);
}

/** Overrides that specialise a loss; where it takes logits, φ_out is the identity, so that pipelines are shared. */
export function lossConstants({ network, loss }: Pick<TrainingSetup, "network" | "loss">): Record<string, number> {
  const output = loss === "mean_squared_error" ? network.outputActivation : "identity";
  return { LOSS: LOSSES.indexOf(loss), OUTPUT_NONLINEARITY: NONLINEARITY_IDS.indexOf(output) };
}

/** Overrides that specialise an update. */
export function optimizerConstants({ optimizer }: Pick<TrainingSetup, "optimizer">): Record<string, number> {
  return { OPTIMIZER: OPTIMIZERS.indexOf(optimizer.id) };
}
