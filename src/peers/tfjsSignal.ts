import * as tf from "@tensorflow/tfjs-core";

/**
 * The standard deviation of every layer of a ReLU network, activations first, in one tensor: so that one reading
 * brings all. Where there are gradient inputs, those of ∂loss/∂z follow, layers 1 to depth, the loss the sum of the
 * squared outputs.
 */
export function tfjsSignal(
  weights: readonly tf.Tensor2D[],
  inputs: tf.Tensor2D,
  gradientInputs: tf.Tensor2D | null,
): tf.Tensor {
  return tf.tidy(() => {
    const layers: tf.Tensor[] = hiddenLayers(weights, inputs);
    if (gradientInputs !== null) layers.push(...gradients(weights, gradientInputs));
    return tf.sqrt(tf.stack(layers.map((layer) => tf.moments(layer).variance)));
  });
}

/** h_0, the inputs, and h_l = relu(W_l h_(l-1)). */
function hiddenLayers(weights: readonly tf.Tensor2D[], inputs: tf.Tensor2D): tf.Tensor2D[] {
  const layers = [inputs];
  for (const a of weights.slice(0, -1)) {
    layers.push(tf.fused.matMul({ a, b: layers.at(-1)!, activation: "relu" }) as tf.Tensor2D);
  }
  return layers;
}

/** ∂loss/∂z_l = (W_(l+1)ᵀ ∂loss/∂z_(l+1)) · relu′(z_l), from the output's 2 z back to layer 1. */
function gradients(weights: readonly tf.Tensor2D[], inputs: tf.Tensor2D): tf.Tensor2D[] {
  const hidden = hiddenLayers(weights, inputs);
  let gradient: tf.Tensor2D = tf.mul(2, tf.matMul(weights.at(-1)!, hidden.at(-1)!));
  const found: tf.Tensor2D[] = [];
  for (let layer = hidden.length - 1; layer >= 1; layer -= 1) {
    gradient = tf.mul(tf.matMul(weights[layer]!, gradient, true), tf.step(hidden[layer]!));
    found.unshift(gradient);
  }
  return found;
}
