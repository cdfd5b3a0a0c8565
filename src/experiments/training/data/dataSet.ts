import type { LossId, TrainingData } from "../../../model/training.ts";
import type { DataAxis, ShownData } from "../trainingLab.ts";

/** Examples to learn from. */
export interface DataSet {
  readonly examples: number;
  /** One a feature. */
  readonly axes: readonly DataAxis[];
  /** (features, examples) row-major, as the network takes them. */
  readonly inputs: Float32Array;
  /** Class of each example, from 0; null where numbers are to be found. */
  readonly classes: Uint8Array | null;
  readonly classNames: readonly string[];
  /** Where numbers are to be found: one an example, standardised. */
  readonly values?: Float32Array | undefined;
}

/** Examples of two features made from a seed, with the plane they lie in. */
export interface MadeData extends ShownData {
  readonly examples: number;
}

/** What a training takes: class 0 or 1 for one output, the class's output 1 and the others 0 for a softmax. */
export function trainingData(
  { examples, inputs, classes, values }: DataSet,
  loss: LossId,
  outputs: number,
): TrainingData {
  if (classes === null) return { examples, inputs, targets: values! };
  if (loss !== "categorical_crossentropy") return { examples, inputs, targets: Float32Array.from(classes) };
  const targets = new Float32Array(outputs * examples);
  classes.forEach((ofClass, example) => {
    targets[ofClass * examples + example] = 1;
  });
  return { examples, inputs, targets };
}
