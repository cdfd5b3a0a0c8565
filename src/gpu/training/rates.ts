import type { Optimizer } from "../../model/training.ts";

/** What multiplies an update's direction, update `t` counted from 1: η, for Adam η √(1 - β2^t) / (1 - β1^t). */
export function rateOf({ id, learningRate, beta1, beta2 }: Optimizer, t: number): number {
  if (id !== "adam") return learningRate;
  return (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
}
