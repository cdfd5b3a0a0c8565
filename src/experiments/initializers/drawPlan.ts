import type { Framework } from "../../model/initializer.ts";
import { type Drawing, halfOf, type Numbers } from "../../random/drawing.ts";
import { PytorchRandom } from "../../random/pytorch.ts";
import type { RandomStream } from "../../random/stream.ts";
import { type Shape, transposed } from "./fans.ts";
import { orthonormalColumns } from "./orthogonal.ts";
import type { WeightPlan } from "./weightPlan.ts";

/**
 * The numbers of a plan, row-major, in the framework's precision; draws from the stream as the framework would for an
 * array of this shape. Yields how many of them are done.
 */
export function drawPlan(framework: Framework, stream: RandomStream, plan: WeightPlan, shape: Shape): Drawing {
  const count = shape[0] * shape[1];
  switch (plan.kind) {
    case "constant":
      return constant(numbers(framework, count).fill(plan.value));
    case "identity":
      return constant(identity(numbers(framework, count), shape, plan.gain));
    case "uniform":
      return stream.uniform(count, plan.low, plan.high);
    case "normal":
      return stream.normal(count, plan.mean, plan.std);
    case "truncated_normal":
      return stream.truncatedNormal(count, plan.mean, plan.std);
    case "orthogonal":
      return orthogonal(framework, stream, plan.gain, shape);
    default:
      return sparse(stream, plan.sparsity, plan.std, shape);
  }
}

/** Zeros, in the framework's precision. */
function numbers(framework: Framework, count: number): Numbers {
  return framework.startsWith("numpy") ? new Float64Array(count) : new Float32Array(count);
}

function* constant(values: Numbers): Drawing {
  yield values.length;
  return values;
}

function identity(values: Numbers, [rows, columns]: Shape, gain: number): Numbers {
  for (let index = 0; index < Math.min(rows, columns); index += 1) values[index * columns + index] = gain;
  return values;
}

/**
 * Orthonormal rows or columns, whichever are fewer, times the gain. PyTorch draws the weight's own shape and turns it
 * on its side where it is wide; the others draw the tall shape at once.
 */
function* orthogonal(framework: Framework, stream: RandomStream, gain: number, shape: Shape): Drawing {
  const [rows, columns] = shape;
  const [tall, narrow] = [Math.max(rows, columns), Math.min(rows, columns)];
  const wide = rows < columns;
  const drawn = yield* halfOf(0, stream.normal(rows * columns));
  const matrix = wide && framework === "pytorch" ? transposed(drawn, shape) : drawn;
  const columnsOfQ = yield* halfOf(rows * columns, orthonormalColumns(matrix, tall, narrow));
  const values = numbers(framework, rows * columns);
  values.set(wide ? transposed(columnsOfQ, [tall, narrow]) : columnsOfQ);
  if (gain !== 1) for (let index = 0; index < values.length; index += 1) values[index]! *= gain;
  return values;
}

/** Normal numbers, of which a share of each column is set to zero: rows that a shuffle names. PyTorch's `sparse_`. */
function* sparse(stream: RandomStream, sparsity: number, std: number, [rows, columns]: Shape): Drawing {
  if (!(stream instanceof PytorchRandom)) throw new RangeError("Only PyTorch has sparse.");
  const values = yield* stream.normal(rows * columns, 0, std);
  const zeros = Math.ceil(sparsity * rows);
  for (let column = 0; column < columns; column += 1) {
    for (const row of stream.randperm(rows).subarray(0, zeros)) values[row * columns + column] = 0;
  }
  return values;
}
