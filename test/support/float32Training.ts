import { nonlinearityOf } from "../../src/model/nonlinearities.ts";
import { type LossId, OPTIMIZER_STATES, type Optimizer, type TrainingSetup } from "../../src/model/training.ts";
import { batchPlace } from "../../src/model/trainingShapes.ts";

const { fround } = Math;

interface Layer {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** Changes the gradients of all layers, to plant a fault. */
export type Tamper = (gradients: readonly Layer[]) => void;

/**
 * Losses after 0 … updates updates of a training in float32: every operation rounds, of functions the result, and sums take
 * their terms one by one. Written plainly, apart from the engines, as an engine's honest arithmetic.
 */
export function float32Losses(setup: TrainingSetup, updates: number, tamper: Tamper = () => {}): Float64Array {
  const { data, batches, optimizer } = setup;
  const layers = setup.start.map(({ weight, bias }) => ({
    weight: Float32Array.from(weight),
    bias: Float32Array.from(bias),
  }));
  const arrays = arraysOf(layers);
  const states = arrays.map((values) =>
    Array.from({ length: OPTIMIZER_STATES[optimizer.id] }, () => new Float32Array(values.length)),
  );
  return Float64Array.from({ length: updates + 1 }, (_, iteration) => {
    const { epoch, start, count } = batchPlace(setup, iteration);
    const order = batches?.order(epoch);
    const columns = Array.from({ length: count }, (__, column) => order?.[start + column] ?? start + column);
    const pick = (matrix: Float32Array): Float32Array =>
      matrixOf(matrix.length / data.examples, count, (row, column) => matrix[row * data.examples + columns[column]!]!);
    const { loss, gradients } = lossAndGradients(setup, layers, pick(data.inputs), pick(data.targets), count);
    tamper(gradients);
    arraysOf(gradients).forEach((gradient, at) =>
      STEPS[optimizer.id](optimizer, arrays[at]!, gradient, states[at]!, iteration + 1),
    );
    return loss;
  });
}

function arraysOf(layers: readonly Layer[]): Float32Array[] {
  return layers.flatMap(({ weight, bias }) => [weight, bias]);
}

function matrixOf(rows: number, columns: number, value: (row: number, column: number) => number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, at) => value(Math.floor(at / columns), at % columns));
}

function sumOf(terms: number, term: (index: number) => number, first = 0): number {
  let sum = first;
  for (let index = 0; index < terms; index += 1) sum = fround(sum + fround(term(index)));
  return sum;
}

function lossAndGradients(
  { network, loss }: TrainingSetup,
  layers: readonly Layer[],
  inputs: Float32Array,
  targets: Float32Array,
  count: number,
): { loss: number; gradients: Layer[] } {
  const phi = nonlinearityOf(network.activation);
  const preactivations: Float32Array[] = [];
  const activations = [inputs];
  for (const [index, { weight, bias }] of layers.entries()) {
    const [fanIn, below] = [network.sizes[index]!, activations[index]!];
    const z = matrixOf(bias.length, count, (unit, column) =>
      sumOf(fanIn, (input) => weight[unit * fanIn + input]! * below[input * count + column]!, bias[unit]!),
    );
    preactivations.push(z);
    activations.push(z.map(phi.value));
  }
  const output = OUTPUTS[loss](preactivations.at(-1)!, targets, count, network.outputActivation);
  const gradients: Layer[] = [];
  let gradZ = output.gradient;
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const { weight, bias } = layers[index]!;
    const [fanIn, fanOut, below, above] = [network.sizes[index]!, bias.length, activations[index]!, gradZ];
    gradients.unshift({
      weight: matrixOf(fanOut, fanIn, (unit, input) =>
        sumOf(count, (column) => above[unit * count + column]! * below[input * count + column]!),
      ),
      bias: bias.map((_, unit) => sumOf(count, (column) => above[unit * count + column]!)),
    });
    if (index === 0) break;
    const z = preactivations[index - 1]!;
    gradZ = matrixOf(fanIn, count, (input, column) => {
      const gradH = sumOf(fanOut, (unit) => weight[unit * fanIn + input]! * above[unit * count + column]!);
      return gradH * fround(phi.derivative(z[input * count + column]!));
    });
  }
  return { loss: output.loss, gradients };
}

interface Output {
  readonly loss: number;
  readonly gradient: Float32Array;
}
type OutputOf = (
  z: Float32Array,
  t: Float32Array,
  count: number,
  activation: TrainingSetup["network"]["outputActivation"],
) => Output;

const OUTPUTS: Readonly<Record<LossId, OutputOf>> = {
  mean_squared_error(z, t, _count, activation) {
    const phi = nonlinearityOf(activation);
    const share = fround(1 / z.length);
    const error = z.map((value, at) => fround(phi.value(value)) - t[at]!);
    return {
      loss: fround(sumOf(z.length, (at) => error[at]! * error[at]!) * share),
      gradient: error.map((value, at) => fround(value * fround(phi.derivative(z[at]!))) * fround(2 * share)),
    };
  },
  binary_crossentropy(z, t) {
    const share = fround(1 / z.length);
    const exponential = z.map((value) => Math.exp(-Math.abs(value)));
    const terms = z.map((value, at) => {
      const linear = fround(Math.max(value, 0) - fround(value * t[at]!));
      return linear + fround(Math.log1p(exponential[at]!));
    });
    const sigmoid = exponential.map((e, at) => fround(z[at]! >= 0 ? 1 : e) / fround(1 + e));
    return {
      loss: fround(sumOf(z.length, (at) => terms[at]!) * share),
      gradient: sigmoid.map((value, at) => fround(value - t[at]!) * share),
    };
  },
  categorical_crossentropy(z, t, count) {
    const [outputs, share] = [z.length / count, fround(1 / count)];
    const largest = matrixOf(1, count, (_, column) => Math.max(...z.filter((__, at) => at % count === column)));
    const shifted = z.map((value, at) => value - largest[at % count]!);
    const exponential = shifted.map(Math.exp);
    const totals = matrixOf(1, count, (_, column) => sumOf(outputs, (output) => exponential[output * count + column]!));
    const terms = shifted.map((value, at) => t[at]! * fround(fround(Math.log(totals[at % count]!)) - value));
    return {
      loss: fround(sumOf(z.length, (at) => terms[at]!) * share),
      gradient: exponential.map((e, at) => fround(fround(e / totals[at % count]!) - t[at]!) * share),
    };
  },
};

type Step = (
  optimizer: Optimizer,
  values: Float32Array,
  gradient: Float32Array,
  states: Float32Array[],
  t: number,
) => void;

/** x ← decay · x + (1 - decay) · g, in place. */
function mix(state: Float32Array, decay: number, added: (at: number) => number): void {
  const [kept, taken] = [fround(decay), fround(1 - decay)];
  state.forEach((value, at) => {
    state[at] = fround(kept * value) + fround(taken * fround(added(at)));
  });
}

const STEPS: Readonly<Record<Optimizer["id"], Step>> = {
  sgd({ learningRate }, values, gradient) {
    const rate = fround(learningRate);
    values.forEach((value, at) => (values[at] = value - fround(rate * gradient[at]!)));
  },
  momentum({ learningRate, momentum }, values, gradient, [velocity]) {
    const [rate, kept] = [fround(learningRate), fround(momentum)];
    values.forEach((value, at) => {
      velocity![at] = fround(kept * velocity![at]!) - fround(rate * gradient[at]!);
      values[at] = value + velocity![at]!;
    });
  },
  rmsprop({ learningRate, rho, epsilon }, values, gradient, [square]) {
    mix(square!, rho, (at) => gradient[at]! * gradient[at]!);
    const rate = fround(learningRate);
    values.forEach((value, at) => {
      const root = fround(Math.sqrt(fround(square![at]! + fround(epsilon))));
      values[at] = value - fround(fround(rate * gradient[at]!) / root);
    });
  },
  adam({ learningRate, beta1, beta2, epsilon }, values, gradient, [mean, square], t) {
    mix(mean!, beta1, (at) => gradient[at]!);
    mix(square!, beta2, (at) => gradient[at]! * gradient[at]!);
    const rate = fround((learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t));
    values.forEach((value, at) => {
      const root = fround(fround(Math.sqrt(square![at]!)) + fround(epsilon));
      values[at] = value - fround(fround(rate * mean![at]!) / root);
    });
  },
};
