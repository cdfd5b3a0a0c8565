import { OPTIMIZER_STATES, type Optimizer } from "../../model/training.ts";
import { type Disturb, FUNCTION_TERMS } from "./disturb.ts";

/** An optimizer with what it remembers of each parameter. */
export class OptimizerSteps {
  readonly #optimizer: Optimizer;
  readonly #disturb: Disturb | null;
  readonly #states: readonly Float64Array[];

  constructor(optimizer: Optimizer, parameters: number, disturb: Disturb | null) {
    this.#optimizer = optimizer;
    this.#disturb = disturb;
    this.#states = Array.from({ length: OPTIMIZER_STATES[optimizer.id] }, () => new Float64Array(parameters));
  }

  /** Forgets every update. */
  reset(): void {
    for (const state of this.#states) state.fill(0);
  }

  /** Writes into `next` what update `count`, from 1, makes of `values`. */
  step(next: Float64Array, values: Float64Array, gradient: Float64Array, count: number): void {
    const [first, second] = this.#states;
    switch (this.#optimizer.id) {
      case "sgd":
        this.#sgd(next, values, gradient);
        break;
      case "momentum":
        this.#momentum(next, values, gradient, first!);
        break;
      case "rmsprop":
        this.#rmsprop(next, values, gradient, first!);
        break;
      case "adam":
        this.#adam(next, values, gradient, first!, second!, count);
        break;
    }
    // Where a step is 0, no arithmetic changes the parameter.
    const magnitude = (value: number, index: number): number =>
      value === values[index] ? 0 : Math.abs(value) + Math.abs(value - values[index]!);
    this.#disturb?.(next, next.map(magnitude), FUNCTION_TERMS);
  }

  #sgd(next: Float64Array, values: Float64Array, gradient: Float64Array): void {
    const { learningRate } = this.#optimizer;
    for (let index = 0; index < next.length; index += 1) next[index] = values[index]! - learningRate * gradient[index]!;
  }

  #momentum(next: Float64Array, values: Float64Array, gradient: Float64Array, velocity: Float64Array): void {
    const { learningRate, momentum } = this.#optimizer;
    for (let index = 0; index < next.length; index += 1) {
      velocity[index] = momentum * velocity[index]! - learningRate * gradient[index]!;
      next[index] = values[index]! + velocity[index]!;
    }
  }

  #rmsprop(next: Float64Array, values: Float64Array, gradient: Float64Array, square: Float64Array): void {
    const { learningRate, rho, epsilon } = this.#optimizer;
    for (let index = 0; index < next.length; index += 1) {
      const g = gradient[index]!;
      square[index] = rho * square[index]! + (1 - rho) * g * g;
      next[index] = values[index]! - (learningRate * g) / Math.sqrt(square[index]! + epsilon);
    }
  }

  #adam(
    next: Float64Array,
    values: Float64Array,
    gradient: Float64Array,
    mean: Float64Array,
    square: Float64Array,
    count: number,
  ): void {
    const { learningRate, beta1, beta2, epsilon } = this.#optimizer;
    const rate = (learningRate * Math.sqrt(1 - beta2 ** count)) / (1 - beta1 ** count);
    for (let index = 0; index < next.length; index += 1) {
      const g = gradient[index]!;
      mean[index] = beta1 * mean[index]! + (1 - beta1) * g;
      square[index] = beta2 * square[index]! + (1 - beta2) * g * g;
      next[index] = values[index]! - (rate * mean[index]!) / (Math.sqrt(square[index]!) + epsilon);
    }
  }
}
