import type { BatchPlace } from "../../model/trainingShapes.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import type { LossId, TrainedNetwork, TrainingData } from "../../model/training.ts";
import { multiplyAdd, outerProductAdd } from "../matmul.ts";
import { type Disturb, disturbValues, disturbedProduct } from "./disturb.ts";
import type { LayerView } from "./flatParameters.ts";
import { type TrainingLoss, trainingLoss } from "./trainingLoss.ts";

/** One layer of a batch, (fanOut, count) row-major. */
interface LayerBuffers {
  readonly preactivation: Float64Array;
  /** φ(z); of the last layer, unused. */
  readonly activation: Float64Array;
  readonly gradPreactivation: Float64Array;
}

/**
 * Takes batches of `count` examples forward and back. Every sum has its terms in the same order for every unit, so that
 * equal units stay equal to the last bit. Its buffers live as long as it does.
 */
export class BatchPass {
  readonly #network: TrainedNetwork;
  readonly #count: number;
  readonly #disturb: Disturb | null;
  readonly #loss: TrainingLoss;
  readonly #inputs: Float64Array;
  readonly #targets: Float64Array;
  readonly #layers: readonly LayerBuffers[];

  constructor(network: TrainedNetwork, loss: LossId, count: number, disturb: Disturb | null) {
    const { sizes } = network;
    const matrix = (rows: number): Float64Array => new Float64Array(rows * count);
    this.#network = network;
    this.#count = count;
    this.#disturb = disturb;
    this.#loss = trainingLoss(loss, network, disturb);
    this.#inputs = matrix(sizes[0]!);
    this.#targets = matrix(sizes.at(-1)!);
    this.#layers = sizes.slice(1).map((fanOut) => ({
      preactivation: matrix(fanOut),
      activation: matrix(fanOut),
      gradPreactivation: matrix(fanOut),
    }));
  }

  /** z of the last layer, (outputs, count) row-major, as the last `forward` left it. */
  get logits(): Float64Array {
    return this.#layers.at(-1)!.preactivation;
  }

  /** Takes the examples at a place of an order, or of their own where it is null. */
  load({ examples, inputs, targets }: TrainingData, order: Uint32Array | null, { start }: Pick<BatchPlace, "start">) {
    const gather = (out: Float64Array, from: Float32Array): void => {
      const count = this.#count;
      for (let row = 0; row * count < out.length; row += 1) {
        for (let column = 0; column < count; column += 1) {
          const example = order === null ? start + column : order[start + column]!;
          out[row * count + column] = from[row * examples + example]!;
        }
      }
    };
    gather(this.#inputs, inputs);
    gather(this.#targets, targets);
  }

  /** The loss of the loaded examples. */
  forward(parameters: readonly LayerView[]): number {
    const phi = nonlinearityOf(this.#network.activation);
    parameters.forEach(({ weight, bias }, layer) => {
      const { preactivation, activation } = this.#layers[layer]!;
      const [fanOut, fanIn] = [bias.length, weight.length / bias.length];
      const columns = this.#count;
      const shape = { rows: fanOut, inner: fanIn, columns, rowStride: fanIn, innerStride: 1 };
      disturbedProduct(
        this.#disturb,
        (out, w, h, b) => {
          for (let unit = 0; unit < fanOut; unit += 1) out.fill(b![unit]!, unit * columns, (unit + 1) * columns);
          multiplyAdd(out, w!, h!, shape);
        },
        fanIn + 1,
        preactivation,
        weight,
        this.#activationBelow(layer),
        bias,
      );
      if (layer === parameters.length - 1) return;
      for (let index = 0; index < activation.length; index += 1) activation[index] = phi.value(preactivation[index]!);
      disturbValues(this.#disturb, activation);
    });
    return this.#loss.value(this.logits, this.#targets, this.#count);
  }

  /** ∂loss/∂parameter of the last `forward`, with the same parameters, written into `gradients`. */
  backward(parameters: readonly LayerView[], gradients: readonly LayerView[]): void {
    const last = this.#layers.length - 1;
    this.#loss.gradient(this.#layers[last]!.gradPreactivation, this.logits, this.#targets, this.#count);
    for (let layer = last; layer >= 0; layer -= 1) {
      this.#gradParameters(layer, gradients[layer]!);
      if (layer > 0) this.#gradBelow(layer, parameters[layer]!.weight);
    }
  }

  #activationBelow(layer: number): Float64Array {
    return layer === 0 ? this.#inputs : this.#layers[layer - 1]!.activation;
  }

  /** ∂loss/∂W = ∂loss/∂z hᵀ, ∂loss/∂b = Σ over examples of ∂loss/∂z. */
  #gradParameters(layer: number, { weight, bias }: LayerView): void {
    const count = this.#count;
    const { gradPreactivation } = this.#layers[layer]!;
    disturbedProduct(
      this.#disturb,
      (out, gradZ, h) => outerProductAdd(out.fill(0), gradZ!, h!, count),
      count,
      weight,
      gradPreactivation,
      this.#activationBelow(layer),
    );
    disturbedProduct(this.#disturb, (out, gradZ) => sumRows(out, gradZ!, count), count, bias, gradPreactivation);
  }

  /** ∂loss/∂z of the layer below = Wᵀ ∂loss/∂z ⊙ φ′(z below). */
  #gradBelow(layer: number, weight: Float64Array): void {
    const { gradPreactivation: gradAbove } = this.#layers[layer]!;
    const { gradPreactivation, preactivation } = this.#layers[layer - 1]!;
    const columns = this.#count;
    const [fanOut, fanIn] = [gradAbove.length / columns, gradPreactivation.length / columns];
    const shape = { rows: fanIn, inner: fanOut, columns, rowStride: 1, innerStride: fanIn };
    disturbedProduct(
      this.#disturb,
      (out, w, gradZ) => multiplyAdd(out.fill(0), w!, gradZ!, shape),
      fanOut,
      gradPreactivation,
      weight,
      gradAbove,
    );
    const phi = nonlinearityOf(this.#network.activation);
    for (let index = 0; index < gradPreactivation.length; index += 1) {
      gradPreactivation[index] = gradPreactivation[index]! * phi.derivative(preactivation[index]!);
    }
    disturbValues(this.#disturb, gradPreactivation);
  }
}

/** Each row's sum, its terms in their order. */
function sumRows(out: Float64Array, matrix: Float64Array, columns: number): void {
  for (let row = 0; row < out.length; row += 1) {
    let sum = 0;
    for (let column = 0; column < columns; column += 1) sum += matrix[row * columns + column]!;
    out[row] = sum;
  }
}
