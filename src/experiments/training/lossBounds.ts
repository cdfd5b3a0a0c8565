import { UNIT_ROUNDOFF } from "../../model/float32.ts";
import type { Optimizer, TrainingSetup } from "../../model/training.ts";

/** Losses below this are compared as if they were this: float32 sums them from larger numbers. */
const LEAST_LOSS = 2 ** -10;
/** What is allowed over the worst of shaken trainings, as the Signal lab's badge allows it: they are few, and random. */
export const SHAKEN_FACTOR = 8;

/** |loss - reference| / max(reference, 2^-10); Infinity for NaN. */
export function lossError(loss: number, reference: number): number {
  const error = Math.abs(loss - reference) / Math.max(reference, LEAST_LOSS);
  return Number.isNaN(error) ? Infinity : error;
}

/**
 * How far a float32 training's losses may lie from the reference's. Rounding made in one update is carried on by all
 * that follow, and grows or dies as the training has it; so the bound is what float64 trainings do that are shaken as
 * float32 rounds, at each update or any before, times SHAKEN_FACTOR, and the rounding of the loss's own sum.
 */
export class LossBounds {
  readonly #reference: Float64Array;
  /** Worst error of the shaken trainings up to each update. */
  readonly #shaken: Float64Array;
  readonly #ownSum: number;
  #updatesOff = 0;

  constructor(reference: Float64Array, { data, network }: TrainingSetup) {
    this.#reference = reference;
    this.#shaken = new Float64Array(reference.length);
    // So many terms, each off by a few roundings of its logarithm and exponential, summed with random roundings.
    this.#ownSum = (Math.sqrt(data.examples * network.sizes.at(-1)!) + 4) * UNIT_ROUNDOFF;
  }

  /** Takes a shaken training's losses into account. */
  widen(losses: Float64Array): void {
    this.#updatesOff = Math.max(this.#updatesOff, Math.abs(losses.length - this.#reference.length));
    let worst = 0;
    for (let index = 0; index < this.#shaken.length; index += 1) {
      if (index < losses.length) worst = Math.max(worst, lossError(losses[index]!, this.#reference[index]!));
      this.#shaken[index] = Math.max(this.#shaken[index]!, worst);
    }
  }

  /** What lossError may be after so many updates. */
  at(updates: number): number {
    return SHAKEN_FACTOR * this.#shaken[updates]! + this.#ownSum;
  }

  /** By how many updates a training may break sooner or later: one more, since float32 ends sooner within an update. */
  get updatesOff(): number {
    return 1 + SHAKEN_FACTOR * this.#updatesOff;
  }
}

/**
 * The optimizer with its numbers rounded as float32 might: an error that is the same in every update, up or down by the
 * seed's parity.
 */
export function shakenOptimizer(optimizer: Optimizer, seed: number): Optimizer {
  const factor = 1 + (seed % 2 === 0 ? 1 : -1) * UNIT_ROUNDOFF;
  return {
    ...optimizer,
    learningRate: optimizer.learningRate * factor,
    momentum: optimizer.momentum * factor,
    rho: optimizer.rho * factor,
    beta1: optimizer.beta1 * factor,
    beta2: optimizer.beta2 * factor,
  };
}
