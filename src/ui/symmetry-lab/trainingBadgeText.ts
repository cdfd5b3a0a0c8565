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
    return { tone: "bad", text: `${failedText(failed, named, over)} Trust float64 here.` };
  }
  const { worst, bound } = runs.reduce<RunCheck>((one, other) => (other.worst > one.worst ? other : one), runs[0]);
  if (Math.max(...runs.map((run) => run.bound)) >= INCOMPARABLE) {
    const text =
      `Rounding itself grows from update to update here: no float32 machine can follow float64 ${over}. The losses ` +
      `differ by ${sizeText(worst)}, as float64’s own would when shaken by float32’s rounding.`;
    return { tone: "neutral", text };
  }
  return {
    tone: "good",
    text: `${named} agree with float64 to ${digits(worst)} ${over}; ${digits(bound)} is allowed.`,
  };
}

/** Where one of the two broke off there is no difference to tell. */
function failedText({ worst, bound }: RunCheck, named: string, over: string): string {
  if (!Number.isFinite(worst)) return `${named} and float64’s part ${over}: one broke off where the other goes on.`;
  return `${named} differ from float64’s by ${sizeText(worst)} ${over}, where ${digits(bound)} is allowed.`;
}

/** An error relative to the losses: "up to 58 times their size", "up to 0.30 of their size". */
function sizeText(error: number): string {
  if (!Number.isFinite(error)) return "more than float32 can hold";
  return `up to ${digits(error)} ${error < 1 ? "of" : "times"} their size`;
}

function digits(value: number): string {
  return formatNumber(value, 2);
}
