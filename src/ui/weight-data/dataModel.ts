import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { isOutputsFirst } from "../weights-lab/weightPoint.ts";

/** Examples of a data set. */
export const EXAMPLES = 3;
/** A larger network's outputs are not worked out beside the page. */
const MOST_WEIGHTS = 100_000;

/** Data set number `data`: EXAMPLES rows of `inputs` numbers from -3 to 3 with one decimal, always the same. */
export function dataSet(data: number, inputs: number): number[][] {
  // An additive sequence: it only has to look like data, and be the same on every visit.
  const value = (index: number): number =>
    Math.round((((data * 0.754877666 + index * 0.569840296) % 1) * 6 - 3) * 10) / 10;
  return Array.from({ length: EXAMPLES }, (_, row) =>
    Array.from({ length: inputs }, (__, column) => value(row * inputs + column + 1)),
  );
}

/** What the network of sigmoid units, as in the thread, makes of each example; null where it is too large. */
export function outputsOf(
  { config, layers }: WeightsReport,
  examples: readonly (readonly number[])[],
): number[][] | null {
  if (layers.reduce((sum, { weight }) => sum + weight.values.length, 0) > MOST_WEIGHTS) return null;
  const outputsFirst = isOutputsFirst(config);
  return examples.map((example) =>
    layers.reduce<number[]>(
      (inputs, { fanIn, fanOut, weight, bias }) =>
        Array.from({ length: fanOut }, (_, unit) => {
          let sum = bias.values[unit]!;
          for (let input = 0; input < fanIn; input += 1) {
            sum += inputs[input]! * weight.values[outputsFirst ? unit * fanIn + input : input * fanOut + unit]!;
          }
          return 1 / (1 + Math.exp(-sum));
        }),
      [...example],
    ),
  );
}

/** Whether two drawings hold the same numbers, bit for bit (no initializer makes NaN). */
export function isSameDrawing(one: WeightsReport, other: WeightsReport): boolean {
  const arrays = (report: WeightsReport) => report.layers.flatMap(({ weight, bias }) => [weight.values, bias.values]);
  const others = arrays(other);
  return arrays(one).every(
    (values, at) =>
      values.length === others[at]!.length && values.every((value, index) => Object.is(value, others[at]![index])),
  );
}
