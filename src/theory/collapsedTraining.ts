import type { RunOptions } from "../model/engine.ts";
import { nonlinearityOf } from "../model/nonlinearities.ts";
import { startPacer } from "../model/pacer.ts";
import { LARGEST_LOSS, type TrainingSetup } from "../model/training.ts";
import { batchPlace } from "../model/trainingShapes.ts";
import { type CollapsedLayer, collapsedNetwork } from "./collapsedNetwork.ts";
import { type OutputError, outputError } from "./outputError.ts";
import { type ScalarStep, scalarOptimizer } from "./scalarOptimizer.ts";

/**
 * Losses after 0 … updates updates, in float64, of a network whose hidden layers are of equal units, computed from one unit
 * a layer; fewer where training breaks. Null as collapsedNetwork has it.
 *
 * One example and one number at a time: it shares no arithmetic with the engines that it is compared with.
 */
export async function collapsedLosses(
  setup: TrainingSetup,
  updates: number,
  options: RunOptions = {},
): Promise<Float64Array | null> {
  const layers = collapsedNetwork(setup);
  if (layers === null) return null;
  const pacer = startPacer(options);
  const training = new CollapsedTraining(setup, layers);
  const losses = [training.lossAfter(0)];
  while (losses.length <= updates) {
    if (!training.update()) break;
    const loss = training.lossAfter(losses.length);
    if (!isFine(loss)) break;
    losses.push(loss);
    await pacer.pause((losses.length - 1) / updates);
  }
  return Float64Array.from(losses);
}

function isFine(value: number): boolean {
  return Math.abs(value) <= LARGEST_LOSS;
}

/** One layer's numbers for one example, and the sums of its gradients over examples. */
interface LayerWork {
  readonly preactivation: Float64Array;
  readonly activation: Float64Array;
  readonly gradPreactivation: Float64Array;
  readonly gradWeight: Float64Array;
  readonly gradBias: Float64Array;
  readonly weightSteps: readonly ScalarStep[];
  readonly biasSteps: readonly ScalarStep[];
}

class CollapsedTraining {
  readonly #setup: TrainingSetup;
  readonly #layers: readonly CollapsedLayer[];
  readonly #work: readonly LayerWork[];
  readonly #outputError: OutputError;
  /** Of each example. */
  readonly #inputs: readonly Float64Array[];
  readonly #targets: readonly Float64Array[];
  /** The order of the last batch's epoch. */
  #order: Uint32Array | undefined;
  #epoch = -1;

  constructor(setup: TrainingSetup, layers: readonly CollapsedLayer[]) {
    const steps = (values: Float64Array): ScalarStep[] => Array.from(values, () => scalarOptimizer(setup.optimizer));
    this.#setup = setup;
    this.#layers = layers;
    this.#outputError = outputError(setup.loss, setup.network);
    const { examples, inputs, targets } = setup.data;
    this.#inputs = columnsOf(inputs, examples);
    this.#targets = columnsOf(targets, examples);
    this.#work = layers.map(({ weight, bias, units }) => ({
      preactivation: new Float64Array(units),
      activation: new Float64Array(units),
      gradPreactivation: new Float64Array(units),
      gradWeight: new Float64Array(weight.length),
      gradBias: new Float64Array(units),
      weightSteps: steps(weight),
      biasSteps: steps(bias),
    }));
  }

  /** The loss over the batch that comes after so many updates; keeps its gradients for the next. */
  lossAfter(updates: number): number {
    const { epoch, start, count } = batchPlace(this.#setup, updates);
    if (this.#epoch !== epoch) this.#order = this.#setup.batches?.order(epoch);
    this.#epoch = epoch;
    for (const { gradWeight, gradBias } of this.#work) {
      gradWeight.fill(0);
      gradBias.fill(0);
    }
    let sum = 0;
    for (let place = start; place < start + count; place += 1) {
      const example = this.#order?.[place] ?? place;
      const inputs = this.#inputs[example]!;
      this.#forward(inputs);
      const { gradPreactivation, preactivation } = this.#work.at(-1)!;
      sum += this.#outputError(gradPreactivation, preactivation, this.#targets[example]!) / count;
      this.#backward(inputs, count);
    }
    return sum;
  }

  /** Takes a step against the gradients; false where a parameter is no longer fine. */
  update(): boolean {
    let fine = true;
    const take = (values: Float64Array, gradients: Float64Array, steps: readonly ScalarStep[]): void => {
      steps.forEach((step, index) => {
        values[index] = values[index]! + step(gradients[index]!);
        fine &&= isFine(values[index]!);
      });
    };
    this.#layers.forEach(({ weight, bias }, index) => {
      const { gradWeight, gradBias, weightSteps, biasSteps } = this.#work[index]!;
      take(weight, gradWeight, weightSteps);
      take(bias, gradBias, biasSteps);
    });
    return fine;
  }

  /** z = Σ copies of the input · w h + b, h = φ(z). */
  #forward(inputs: Float64Array): void {
    const phi = nonlinearityOf(this.#setup.network.activation);
    let below = inputs;
    this.#layers.forEach(({ weight, bias, inputCopies, inputs: fanIn }, index) => {
      const { preactivation, activation } = this.#work[index]!;
      bias.forEach((z, unit) => {
        let sum = 0;
        for (let input = 0; input < fanIn; input += 1) sum += weight[unit * fanIn + input]! * below[input]!;
        preactivation[unit] = inputCopies * sum + z;
        activation[unit] = phi.value(preactivation[unit]!);
      });
      below = activation;
    });
  }

  /** Adds an example's gradients: each weight's own, of the many that it stands for. */
  #backward(inputs: Float64Array, count: number): void {
    const phi = nonlinearityOf(this.#setup.network.activation);
    for (let index = this.#layers.length - 1; index >= 0; index -= 1) {
      const { weight, inputs: fanIn, copies } = this.#layers[index]!;
      const { gradPreactivation, gradWeight, gradBias } = this.#work[index]!;
      const below = index === 0 ? null : this.#work[index - 1]!;
      below?.gradPreactivation.fill(0);
      gradPreactivation.forEach((gradZ, unit) => {
        gradBias[unit] = gradBias[unit]! + gradZ / count;
        (below?.activation ?? inputs).forEach((h, input) => {
          const at = unit * fanIn + input;
          gradWeight[at] = gradWeight[at]! + (gradZ * h) / count;
          if (below === null) return;
          const slope = phi.derivative(below.preactivation[input]!);
          below.gradPreactivation[input] = below.gradPreactivation[input]! + copies * weight[at]! * gradZ * slope;
        });
      });
    }
  }
}

/** Each column of a row-major matrix, in float64. */
function columnsOf(matrix: Float32Array, columns: number): Float64Array[] {
  const rows = matrix.length / columns;
  return Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: rows }, (__, row) => matrix[row * columns + column]!),
  );
}
