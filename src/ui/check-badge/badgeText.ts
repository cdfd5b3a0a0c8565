import type { CheckReport } from "../../experiments/lab.ts";
import type { SignalReport } from "../../experiments/signalReport.ts";
import { formatNumber, plural } from "../format.ts";

/** What the badge says of a comparison, and whether it is good news. */
export interface BadgeText {
  readonly tone: "good" | "bad" | "neutral" | "quiet";
  readonly text: string;
}

/** A bound that would allow half of the number itself compares nothing. */
const INCOMPARABLE = 0.5;

/** A bound from which on a number's third digit says nothing. */
const COARSE = 1e-3;

/** Whether rounding grows so far here that numbers are right in size only. */
export function isCoarse({ chaotic, bound }: CheckReport): boolean {
  return chaotic && bound >= COARSE;
}

/** The comparison of a report with the float64 reference, in one or two sentences. */
export function badgeText(check: CheckReport, report: SignalReport): BadgeText {
  const worst = formatNumber(check.worst, 2);
  const bound = formatNumber(check.bound, 2);
  const fewer = fewerExamples(check, report);
  const machine = report.engine.kind === "gpu" ? "GPU" : "WebAssembly";
  const named = report.engine.kind === "gpu" ? "The GPU" : machine;
  if (!check.passed) {
    const text = `${named} differs from float64: worst relative error ${worst}, where ${bound} is allowed. Trust float64 here.`;
    return { tone: "bad", text: text + fewer };
  }
  if (isCoarse(check)) {
    const size = check.bound >= INCOMPARABLE ? "at best in size" : "in size only";
    const text =
      `Rounding itself grows from layer to layer here: this network is chaotic, and no float32 machine can follow ` +
      `float64 unit by unit. Gradients are right ${size}: they differ by up to ${worst}, as float64’s own would when ` +
      `shaken by float32’s rounding.`;
    return { tone: "neutral", text: text + fewer };
  }
  if (check.chaotic) {
    const text =
      `Rounding grows here, or turns a unit on or off beside zero. ${named} stays within what that explains: worst ` +
      `relative error ${worst}, bound ${bound}.`;
    return { tone: "neutral", text: text + fewer };
  }
  return {
    tone: "good",
    text: `${machine} agrees with float64: worst relative error ${worst}, bound ${bound}.${fewer}`,
  };
}

function fewerExamples({ samples, gradientSamples }: CheckReport, { config }: SignalReport): string {
  const fewer = [
    ...(samples < config.samples ? [`${plural(samples, "example")} forward`] : []),
    ...(gradientSamples < config.gradientSamples ? [`${plural(gradientSamples, "example")} back`] : []),
  ];
  return fewer.length === 0 ? "" : ` Compared on the first ${fewer.join(" and ")}.`;
}
