import type { TrainingFrame } from "../../experiments/training/trainingLab.ts";

/** What a person should know of a run that broke off; "" where none did. */
export function brokenText(frames: readonly TrainingFrame[]): string {
  for (const { runs } of frames) {
    const side = runs.findIndex(({ brokenAt }) => brokenAt !== null);
    if (side < 0) continue;
    const name = side === 0 ? "left" : "right";
    return `The run on the ${name} broke off at update ${runs[side]!.brokenAt}, so there is nothing to compare. Run the step again.`;
  }
  return "";
}
