import type { RunFrame } from "../../experiments/training/trainingLab.ts";
import { unitGroups } from "./equalGroups.ts";

/** Whether a frame is of a network of these sizes: for a moment it may still be of the one before. */
export function isOf(sizes: readonly number[], { parameters }: RunFrame): boolean {
  return (
    parameters.length === sizes.length - 1 &&
    parameters.every(({ weight, bias }, layer) => {
      return bias.length === sizes[layer + 1] && weight.length === bias.length * sizes[layer]!;
    })
  );
}

const kept = new WeakMap<RunFrame, readonly (readonly number[])[]>();

/** Of each layer, the group of every unit; found once a frame. */
export function groupsOf(frame: RunFrame): readonly (readonly number[])[] {
  const groups = kept.get(frame) ?? frame.parameters.map(unitGroups);
  kept.set(frame, groups);
  return groups;
}
