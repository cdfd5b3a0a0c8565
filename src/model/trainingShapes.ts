import type { TrainingSetup } from "./training.ts";

/** Which examples of its epoch's order an update takes. */
export interface BatchPlace {
  readonly epoch: number;
  /** Place of its first example in the epoch's order. */
  readonly start: number;
  readonly count: number;
}

/** The batch that update `iteration` (from 0) takes; all examples where the setup has no batches. */
export function batchPlace({ batches, data }: Pick<TrainingSetup, "batches" | "data">, iteration: number): BatchPlace {
  if (batches === null) return { epoch: iteration, start: 0, count: data.examples };
  const perEpoch = Math.ceil(data.examples / batches.size);
  const start = (iteration % perEpoch) * batches.size;
  return {
    epoch: Math.floor(iteration / perEpoch),
    start,
    count: Math.min(batches.size, data.examples - start),
  };
}

/** Weights and biases of a network of these sizes. */
export function parameterCount(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, fanOut, index) => sum + fanOut * (sizes[index]! + 1), 0);
}

/** Throws a RangeError, naming every operand and its shape, where the parts of a setup do not fit each other. */
export function assertSetup({ network: { sizes }, data, batches, start }: TrainingSetup): void {
  if (sizes.length < 2 || sizes.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new RangeError(`sizes must be at least two whole numbers from 1; they are [${sizes.join(", ")}]`);
  }
  const { examples, inputs, targets } = data;
  const shapes = `sizes are [${sizes.join(", ")}], examples ${examples}`;
  if (!Number.isInteger(examples) || examples < 1)
    throw new RangeError(`${shapes}: there must be at least one example`);
  if (inputs.length !== sizes[0]! * examples || targets.length !== sizes.at(-1)! * examples) {
    throw new RangeError(`${shapes}; inputs hold ${inputs.length} values, targets ${targets.length}`);
  }
  if (batches !== null && (!Number.isInteger(batches.size) || batches.size < 1)) {
    throw new RangeError(`a batch must be a whole number of examples from 1; it is ${batches.size}`);
  }
  if (start.length !== sizes.length - 1) {
    throw new RangeError(`sizes [${sizes.join(", ")}] need ${sizes.length - 1} layers; start has ${start.length}`);
  }
  start.forEach(({ weight, bias }, index) => {
    const [fanIn, fanOut] = [sizes[index]!, sizes[index + 1]!];
    if (weight.length !== fanIn * fanOut || bias.length !== fanOut) {
      throw new RangeError(
        `start[${index}] holds ${weight.length} weights and ${bias.length} biases; (fanOut, fanIn) is (${fanOut}, ${fanIn})`,
      );
    }
  });
}
