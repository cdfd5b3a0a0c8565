import type { RunCheck, TrainingCheck } from "../../experiments/training/trainingLab.ts";
import type { EngineInfo } from "../../model/engine.ts";
import type { BadgeText } from "../check-badge/badgeText.ts";
import { formatNumber, plural } from "../format.ts";

/** A bound that would allow half of the loss itself compares nothing. */
const INCOMPARABLE = 0.5;

/** The comparison of both runs' losses with the float64 reference, in a sentence or two. */
export function trainingBadgeText({ iterations, runs }: TrainingCheck, engine: EngineInfo): BadgeText {
  const over = `over ${plural(iterations, "update")}`;
  if (engine.kind === "cpu") return { tone: "good", text: "This is the float64 reference itself." };
  const named = engine.kind === "gpu" ? "The GPU’s losses" : "Losses";
  const failed = runs.find(({ passed }) => !passed);
  if (failed !== undefined) {
    const { worst, bound } = failed;
    const text = `${named} differ from float64’s by up to ${digits(worst)} of them ${over}, where ${digits(bound)} is allowed. Trust float64 here.`;
    return { tone: "bad", text };
  }
  const { worst, bound } = runs.reduce<RunCheck>((one, other) => (other.worst > one.worst ? other : one), runs[0]);
  if (Math.max(...runs.map((run) => run.bound)) >= INCOMPARABLE) {
    const text =
      `Rounding itself grows from update to update here: no float32 machine can follow float64 ${over}. The losses ` +
      `differ by up to ${digits(worst)} of them, as float64’s own would when shaken by float32’s rounding.`;
    return { tone: "neutral", text };
  }
  return {
    tone: "good",
    text: `${named} agree with float64 to ${digits(worst)} ${over}; ${digits(bound)} is allowed.`,
  };
}

function digits(value: number): string {
  return formatNumber(value, 2);
}
