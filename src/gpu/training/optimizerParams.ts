import type { Optimizer } from "../../model/training.ts";

/** Numbers of an optimizer as shaders/trainingUpdate.wgsl knows them; 1 - β is rounded once, from the β that was meant. */
export function optimizerParams({ id, momentum, rho, beta1, beta2, epsilon }: Optimizer) {
  const decay = { sgd: 0, momentum, rmsprop: rho, adam: beta1 }[id];
  return { decay, blend: 1 - decay, square_decay: beta2, square_blend: 1 - beta2, epsilon };
}
