import type { Optimizer, OptimizerId } from "../model/training.ts";

/** What an update adds to one parameter, given its gradient; it remembers the gradients before. */
export type ScalarStep = (gradient: number) => number;

/** A step for one parameter, as the docstring of Optimizer has it. */
export function scalarOptimizer(optimizer: Optimizer): ScalarStep {
  return STEPS[optimizer.id](optimizer);
}

const STEPS: Readonly<Record<OptimizerId, (optimizer: Optimizer) => ScalarStep>> = {
  sgd:
    ({ learningRate }) =>
    (gradient) =>
      -learningRate * gradient,
  momentum({ learningRate, momentum }) {
    let velocity = 0;
    return (gradient) => (velocity = momentum * velocity - learningRate * gradient);
  },
  rmsprop({ learningRate, rho, epsilon }) {
    const square = runningMean(rho);
    return (gradient) => (-learningRate * gradient) / Math.sqrt(square(gradient ** 2).value + epsilon);
  },
  adam({ learningRate, beta1, beta2, epsilon }) {
    const [mean, square] = [runningMean(beta1), runningMean(beta2)];
    return (gradient) => {
      const [m, s] = [mean(gradient), square(gradient ** 2)];
      const rate = (learningRate * Math.sqrt(s.weight)) / m.weight;
      return (-rate * m.value) / (Math.sqrt(s.value) + epsilon);
    };
  },
};

/** A mean that forgets: value ← decay · value + (1 - decay) · x from 0; `weight` is what the numbers so far count together. */
function runningMean(decay: number): (x: number) => { readonly value: number; readonly weight: number } {
  let [value, forgotten] = [0, 1];
  return (x) => {
    value = decay * value + (1 - decay) * x;
    forgotten *= decay;
    return { value, weight: 1 - forgotten };
  };
}
