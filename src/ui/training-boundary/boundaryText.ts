import type { RunFrame, ShownData } from "../../experiments/training/trainingLab.ts";
import { formatShare, plural } from "../format.ts";
import { MOST_MARKS } from "./exampleMarks.ts";

/** "91 % right" */
export function accuracyText({ accuracy }: RunFrame): string {
  return `${formatShare(accuracy)} right`;
}

/** What is left out of the drawing; "" where nothing is. */
export function sampleText({ classes }: ShownData): string {
  const examples = classes.length;
  return examples <= MOST_MARKS ? "" : `${MOST_MARKS} of ${examples.toLocaleString("en")} examples drawn`;
}

/** The picture in words, for those who do not see it. */
export function boundarySummary({ axes, classes, classNames }: ShownData, frame: RunFrame | null): string {
  const plane = `Decision boundary over ${axes[0].name} and ${axes[1].name}, with ${plural(classes.length, "example")} of ${plural(classNames.length, "class")}`;
  const named = `${plane.replace(/classs$/, "classes")}: ${classNames.join(", ")}.`;
  return frame === null ? named : `${named} After ${plural(frame.iteration, "update")}, ${accuracyText(frame)}.`;
}
