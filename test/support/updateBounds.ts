import { nonlinearityOf } from "../../src/model/nonlinearities.ts";
import type { LayerParameters, TrainingSetup } from "../../src/model/training.ts";

/** The most that one rounding to float32 is off, relative to its result. */
const U = 2 ** -24;
/** Roundings within a sigmoid or its slope: an exponential of a polynomial, two divisions of 2.5 units each, products. */
const FUNCTION = 16 * U;
/** |σ′| and |σ″| at most. */
const [STEEPEST, MOST_BENT] = [1 / 4, 0.0963];
/** Errors of errors, left out below, are smaller than this part of what is counted. */
const SECOND_ORDER = 1.001;

/** A number and how far float32 may be from it. */
interface Bounded {
  readonly value: number;
  readonly error: number;
}

/** Σ a b of so many products: each is rounded, and each sum, of which the partial ones are no larger than Σ |a b|. */
function dot(count: number, a: (index: number) => Bounded, b: (index: number) => Bounded): Bounded {
  let [value, error, magnitude] = [0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const [x, y] = [a(index), b(index)];
    value += x.value * y.value;
    magnitude += Math.abs(x.value * y.value);
    error += Math.abs(x.value) * y.error + Math.abs(y.value) * x.error;
  }
  return { value, error: error + (count + 1) * U * magnitude };
}

function product(a: Bounded, b: Bounded): Bounded {
  return dot(
    1,
    () => a,
    () => b,
  );
}

const exact = (value: number): Bounded => ({ value, error: 0 });
const sigmoid = nonlinearityOf("sigmoid");

function activation({ value: z, error }: Bounded): Bounded {
  const value = sigmoid.value(z);
  return { value, error: STEEPEST * error + FUNCTION * value };
}

function slope({ value: z, error }: Bounded): Bounded {
  const value = sigmoid.derivative(z);
  return { value, error: MOST_BENT * error + FUNCTION * value };
}

type Rows = readonly (readonly Bounded[])[];

/** What one example brings into each layer, with the 1 that the bias multiplies, and ∂loss/∂z of each layer. */
interface Pass {
  readonly inputs: Rows;
  readonly gradients: Rows;
}

/** One example there and back; `rows` are the layers' parameters, and `share` is what an output counts in the loss. */
function examplePass(
  rows: readonly Rows[],
  inputs: readonly number[],
  targets: readonly number[],
  share: number,
): Pass {
  const [terms, z]: [Bounded[][], Bounded[][]] = [[], []];
  let h = inputs.map(exact);
  for (const [index, layer] of rows.entries()) {
    const own = [...h, exact(1)];
    terms.push(own);
    z.push(
      layer.map((row) =>
        dot(
          row.length,
          (at) => row[at]!,
          (at) => own[at]!,
        ),
      ),
    );
    h = z[index]!.map(activation);
  }
  const away = h.map(({ value, error }, output) => {
    const own = value - targets[output]!;
    return product({ value: own, error: error + U * Math.abs(own) }, { value: share, error: U * share });
  });
  const gradients = [away];
  for (let layer = rows.length - 1; layer > 0; layer -= 1) {
    const above = gradients[0]!;
    const back = (unit: number): Bounded =>
      dot(
        above.length,
        (at) => rows[layer]![at]![unit]!,
        (at) => above[at]!,
      );
    gradients.unshift(z[layer - 1]!.map((own, unit) => product(slope(own), back(unit))));
  }
  return { inputs: terms, gradients };
}

/**
 * Each parameter after one update and how far float32 may be from it, by the rules of running error analysis (Higham 2002,
 * section 3.3): sigmoid layers, binary cross-entropy, plain descent on all examples. (layers, fanOut, fanIn + 1).
 */
export function updateBounds({ network: { sizes }, data, optimizer, start }: TrainingSetup): Bounded[][][] {
  const { examples } = data;
  const rows = start.map(({ weight, bias }, layer) => parameterRows(weight, bias, sizes[layer]!));
  const column = (matrix: Float32Array, example: number): number[] =>
    Array.from({ length: matrix.length / examples }, (_, row) => matrix[row * examples + example]!);
  const passes = Array.from({ length: examples }, (_, example) => {
    const [own, targets] = [column(data.inputs, example), column(data.targets, example)];
    return examplePass(rows, own, targets, 1 / (examples * sizes.at(-1)!));
  });
  const rate = { value: optimizer.learningRate, error: U * optimizer.learningRate };
  const updated = (before: number, layer: number, unit: number, term: number): Bounded => {
    const gradient = dot(
      examples,
      (example) => passes[example]!.gradients[layer]![unit]!,
      (example) => passes[example]!.inputs[layer]![term]!,
    );
    const step = product(rate, gradient);
    const value = before - step.value;
    return { value, error: SECOND_ORDER * (step.error + U * Math.abs(value)) };
  };
  return rows.map((layer, index) =>
    layer.map((row, unit) => row.map(({ value }, term) => updated(value, index, unit, term))),
  );
}

/** (fanOut, fanIn + 1), the bias last in its row. */
export function parameterRows(weight: LayerParameters["weight"], bias: LayerParameters["bias"], fanIn: number) {
  return Array.from(bias, (own, unit) => [...weight.subarray(unit * fanIn, (unit + 1) * fanIn), own].map(exact));
}
