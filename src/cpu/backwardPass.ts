import type { BackwardStatistics } from "../model/engine.ts";
import { type Network, depthOf } from "../model/network.ts";
import type { Pacer } from "../model/pacer.ts";
import { type Scaled, type ScaledMatrix, scaled } from "../model/scaled.ts";
import { activate, gradPreactivation } from "./activate.ts";
import { gradActivation } from "./affine.ts";
import { columnsOf } from "./columns.ts";
import { WeightGradient } from "./gradWeight.ts";
import { addSquaredError, lossGradient } from "./loss.ts";
import { type Range, type Shake, keepPreactivations, weightOf } from "./passes.ts";
import type { PictureRows } from "./pictureRows.ts";
import { RunningStatistics, statisticsOf } from "./statistics.ts";

/** Statistics of the squared error's gradients, one batch of examples after the other. */
export class BackwardPass {
  readonly #network: Network;
  readonly #shake: Shake;
  readonly #statistics: RunningStatistics[];
  readonly #weightGradients: WeightGradient[] | null;
  readonly #picture: PictureRows | null;
  #loss: Scaled = scaled(0);

  constructor(network: Network, weightGradients: boolean, shake: Shake, picture: PictureRows | null) {
    const { sizes } = network;
    this.#network = network;
    this.#shake = shake;
    this.#picture = picture;
    this.#statistics = Array.from({ length: depthOf(network) }, () => new RunningStatistics());
    this.#weightGradients = weightGradients
      ? network.weights.map((_, index) => new WeightGradient(sizes[index + 1]!, sizes[index]!))
      : null;
  }

  /** Takes a batch forward, then back; `targets` is (outputs, examples) row-major, null for zeros. */
  async add(
    inputs: Float64Array,
    targets: Float64Array | null,
    examples: number,
    [start, end]: Range,
    pacer: Pacer,
  ): Promise<void> {
    const network = this.#network;
    const depth = depthOf(network);
    const input = columnsOf(inputs, examples, start, end);
    const half = (offset: number): Pacer => ({ pause: (fraction) => pacer.pause(offset + fraction / 2) });
    const preactivations = await keepPreactivations(network, input, half(0), this.#shake);

    const output = preactivations[depth]!;
    let gradient = lossGradient(output, targets === null ? null : slice(targets, examples, start, end));
    this.#loss = addSquaredError(this.#loss, gradient);
    this.#addWeightGradient(depth, gradient, input, preactivations);
    for (let index = depth - 1; index >= 0; index -= 1) {
      const gradHidden = gradActivation(weightOf(network, index + 1), this.#shake(gradient));
      gradient = gradPreactivation(network.nonlinearity, gradHidden, preactivations[index]!);
      this.#statistics[index]!.add(gradient);
      this.#picture?.add(index + 1, gradient);
      this.#addWeightGradient(index, gradient, input, preactivations);
      await half(0.5).pause(1 - index / depth);
    }
  }

  result(): BackwardStatistics {
    return {
      loss: this.#loss,
      gradPreactivation: this.#statistics.map((running) => running.result()),
      gradWeight: this.#weightGradients?.map((gradient) => statisticsOf(gradient.result())) ?? null,
    };
  }

  /** ∂loss/∂W of layer `index` needs the activation it was given: computed again, as keeping it would double the memory. */
  #addWeightGradient(
    index: number,
    gradient: ScaledMatrix,
    input: ScaledMatrix,
    preactivations: readonly ScaledMatrix[],
  ): void {
    if (this.#weightGradients === null) return;
    const activation = index === 0 ? input : activate(this.#network.nonlinearity, preactivations[index - 1]!);
    this.#weightGradients[index]!.add(gradient, activation);
  }
}

/** Columns start to end of `values` : (rows, columns) row-major. */
function slice(values: Float64Array, columns: number, start: number, end: number): Float64Array {
  const rows = values.length / columns;
  const part = new Float64Array(rows * (end - start));
  for (let row = 0; row < rows; row += 1) {
    part.set(values.subarray(row * columns + start, row * columns + end), row * (end - start));
  }
  return part;
}
