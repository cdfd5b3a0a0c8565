import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import type { TrainingSetup } from "../../src/model/training.ts";

/** A training in TensorFlow.js, on its WebGPU backend. */
export interface TfjsTraining {
  readonly version: string;
  /** Makes so many updates from the start, and reads the loss after them. */
  run(updates: number): Promise<number>;
  close(): void;
}

interface Layer {
  readonly weight: tf.Variable;
  readonly bias: tf.Variable;
}

/** Sigmoid hidden layers, binary cross-entropy on logits, stochastic gradient descent on all examples. */
export async function openTfjsTraining(
  gpu: GPU,
  { network, data, optimizer, start }: TrainingSetup,
): Promise<TfjsTraining> {
  // Its backend looks for WebGPU where browsers have it, as soon as it is loaded.
  Object.defineProperty(globalThis, "navigator", { value: { gpu, userAgent: "Node" }, configurable: true });
  const { openPeer } = await import("../../src/peers/tfjsWebgpu.ts");
  const { version, close } = await openPeer();
  const { sizes } = network;
  const rows = (values: Float32Array, features: number): tf.Tensor2D =>
    tf.tidy(() => tf.transpose(tf.tensor2d(values, [features, data.examples])));
  const [inputs, targets] = [rows(data.inputs, sizes[0]!), rows(data.targets, sizes.at(-1)!)];
  const starts = start.map(({ weight, bias }, index) => ({
    weight: tf.tidy(() => tf.transpose(tf.tensor2d(Float32Array.from(weight), [sizes[index + 1]!, sizes[index]!]))),
    bias: tf.tensor1d(Float32Array.from(bias)),
  }));
  const layers: Layer[] = starts.map(({ weight, bias }) => ({ weight: tf.variable(weight), bias: tf.variable(bias) }));
  const variables = layers.flatMap(({ weight, bias }) => [weight, bias]);
  const descent = tf.train.sgd(optimizer.learningRate);

  const loss = (): tf.Scalar => {
    let z: tf.Tensor = inputs;
    layers.forEach(({ weight, bias }, index) => {
      z = tf.add(tf.matMul(index === 0 ? inputs : tf.sigmoid(z), weight as tf.Tensor2D), bias);
    });
    return tf.losses.sigmoidCrossEntropy(targets, z);
  };
  return {
    version,
    async run(updates) {
      starts.forEach(({ weight, bias }, index) => {
        layers[index]!.weight.assign(weight);
        layers[index]!.bias.assign(bias);
      });
      for (let update = 0; update < updates; update += 1) {
        const { value, grads } = tf.variableGrads(loss, variables);
        descent.applyGradients(grads);
        tf.dispose([value, ...Object.values(grads)]);
      }
      const last = tf.tidy(loss);
      const [read] = await last.data();
      last.dispose();
      return read!;
    },
    close() {
      tf.dispose([inputs, targets, ...variables, ...starts.flatMap(({ weight, bias }) => [weight, bias])]);
      descent.dispose();
      void close();
    },
  };
}
