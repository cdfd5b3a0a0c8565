import { type ScaledMatrix, ZERO_EXPONENT, exponentOf, powerOfTwo } from "../model/scaled.ts";
import { columnPeaks, emptyMatrix, scaleColumns, shapeOf } from "./columns.ts";
import { outerProductAdd } from "./matmul.ts";

/**
 * ∂loss/∂W = ∂loss/∂z hᵀ : (fanOut, examples) · (examples, fanIn) → (fanOut, fanIn), summed over the examples added so
 * far, the whole matrix in one frame: that of the largest example. Adding examples in parts changes no bit.
 */
export class WeightGradient {
  readonly #sum: ScaledMatrix;
  #frame = ZERO_EXPONENT;

  constructor(fanOut: number, fanIn: number) {
    this.#sum = emptyMatrix(fanOut, fanIn);
  }

  /** Adds examples; both matrices normalised. */
  add(gradPreactivation: ScaledMatrix, activation: ScaledMatrix): void {
    const { rows: fanOut, columns: fanIn, mantissa } = this.#sum;
    const examples = activation.columns;
    if (gradPreactivation.rows !== fanOut || activation.rows !== fanIn || gradPreactivation.columns !== examples) {
      throw new RangeError(
        `gradPreactivation is ${shapeOf(gradPreactivation)}, activation ${shapeOf(activation)}, ` +
          `the weights' gradient (${fanOut}, ${fanIn}): they must be (fanOut, examples), (fanIn, examples), (fanOut, fanIn)`,
      );
    }
    const exponent = gradPreactivation.exponent.map((value, column) => value + activation.exponent[column]!);
    this.#widen(exponent.reduce((largest, value) => Math.max(largest, value), ZERO_EXPONENT));
    const scaledGradient = { ...gradPreactivation, mantissa: gradPreactivation.mantissa.slice() };
    scaleColumns(
      scaledGradient,
      exponent.map((value) => value - this.#frame),
    );
    outerProductAdd(mantissa, scaledGradient.mantissa, activation.mantissa, examples);
  }

  /** The sum, every column in one frame whose largest |mantissa| is in [1, 2). Adds no more examples after it. */
  result(): ScaledMatrix {
    const peak = columnPeaks(this.#sum).reduce((largest, value) => Math.max(largest, value), 0);
    const shift = peak === 0 ? 0 : exponentOf(peak);
    scaleColumns(this.#sum, new Int32Array(this.#sum.columns).fill(-shift));
    this.#sum.exponent.fill(peak === 0 ? ZERO_EXPONENT : this.#frame + shift);
    return this.#sum;
  }

  /** Moves the sum to a larger frame. */
  #widen(frame: number): void {
    if (frame <= this.#frame) return;
    const factor = powerOfTwo(this.#frame - frame);
    this.#sum.mantissa.forEach((value, index, all) => {
      all[index] = value * factor;
    });
    this.#frame = frame;
  }
}
