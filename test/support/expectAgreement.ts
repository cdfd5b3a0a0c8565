import { expect } from "vitest";
import { lossError } from "../../src/experiments/training/lossBounds.ts";
import { trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import type { Trainers, TrainingSetup } from "../../src/model/training.ts";
import { largestDifference, shakenTraining } from "./shakenTraining.ts";

/** Losses, parameters and logits of each lie from the float64 training no further than float32's roundings may take them. */
export async function expectAgreement(
  setup: TrainingSetup,
  updates: number,
  ...own: readonly Trainers[]
): Promise<void> {
  const { reference, losses, parameters, logits } = await shakenTraining(setup, updates);
  for (const [place, trainers] of own.entries()) {
    const course = await trainingCourse(trainers, setup, updates);
    expect(course.losses.length).toBe(updates + 1);
    for (const [index, loss] of course.losses.entries()) {
      const error = lossError(loss, reference.losses[index]!);
      expect(error, `${place}: loss ${index}`).toBeLessThanOrEqual(losses.at(index));
    }
    for (const [index, bounds] of parameters.entries()) {
      const [found, wanted] = [course.state.parameters[index]!, reference.state.parameters[index]!];
      for (const kind of ["weight", "bias"] as const) {
        const error = largestDifference(found[kind], wanted[kind]);
        expect(error, `${place}: ${kind} ${index}`).toBeLessThanOrEqual(bounds[kind]);
      }
    }
    expect(course.state.logits.length).toBe(reference.state.logits.length);
    const error = largestDifference(course.state.logits, reference.state.logits);
    expect(error, `${place}: logits`).toBeLessThanOrEqual(logits);
  }
}
