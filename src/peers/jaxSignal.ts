import { type Array as JaxArray, nn, numpy as np } from "@jax-js/jax";

/**
 * The standard deviation of every layer of a ReLU network, activations first, in one array; where `inputs` has a
 * second entry, those of ∂loss/∂z for it follow, layers 1 to depth, the loss the sum of the squared outputs. Takes its
 * operands away, as every function of jax-js does.
 */
export function jaxSignal(weights: JaxArray[], inputs: JaxArray[]): JaxArray {
  const stds = hiddenLayers(weights, inputs[0]!).map((layer) => np.std(layer));
  if (inputs.length > 1) stds.push(...gradients(weights, inputs[1]!).map((gradient) => np.std(gradient)));
  for (const weight of weights) weight.dispose();
  return np.stack(stds);
}

/** h_0, the inputs, and h_l = relu(W_l h_(l-1)); takes the inputs away. */
function hiddenLayers(weights: readonly JaxArray[], inputs: JaxArray): JaxArray[] {
  const layers = [inputs];
  for (const weight of weights.slice(0, -1)) layers.push(nn.relu(np.matmul(weight.ref, layers.at(-1)!.ref)));
  return layers;
}

/** ∂loss/∂z_l = (W_(l+1)ᵀ ∂loss/∂z_(l+1)) · relu′(z_l), from the output's 2 z back to layer 1. */
function gradients(weights: readonly JaxArray[], inputs: JaxArray): JaxArray[] {
  const hidden = hiddenLayers(weights, inputs);
  let gradient = np.matmul(weights.at(-1)!.ref, hidden.at(-1)!.ref).mul(2);
  const found: JaxArray[] = [];
  for (let layer = hidden.length - 1; layer >= 1; layer -= 1) {
    const gradActivation = np.matmul(np.matrixTranspose(weights[layer]!.ref), gradient);
    gradient = np.where(np.greater(hidden[layer]!, 0), gradActivation, 0);
    found.unshift(gradient.ref);
  }
  gradient.dispose();
  hidden[0]!.dispose();
  return found;
}
