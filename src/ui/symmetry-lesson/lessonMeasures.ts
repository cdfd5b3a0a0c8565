import type { RunFrame, TrainingFrame } from "../../experiments/training/trainingLab.ts";
import { formatNumber, formatShare, plural } from "../format.ts";
import { lossText } from "../training-loss/lossText.ts";
import type { Measured } from "./lessonStep.ts";

type Frames = readonly TrainingFrame[];
type Parameters = RunFrame["parameters"];

/** Units whose incoming weights point so many degrees apart are no longer nearly alike. */
const APART = 25;
/** Shares of examples that differ by less than this are called alike. */
const SAME_SHARE = 0.02;

/** Of a random network's weights, how many differ between two frames. */
export function changedWeights([one, other]: Frames): Measured {
  const [first, second] = [weightsOf(one!.runs[1].parameters), weightsOf(other!.runs[1].parameters)];
  const changed = first.filter((weight, index) => !Object.is(weight, second[index])).length;
  const answer = changed === 0 ? "none" : changed === first.length ? "all" : "some";
  const losses = [one!, other!].map(({ runs }) => lossText(runs[1].losses.at(-1)!));
  return {
    answer,
    figures:
      `${changed} of ${plural(first.length, "weight")} changed. ` +
      `The untrained network’s loss is ${losses[0]} on the moons and ${losses[1]} on the circles.`,
  };
}

/** How far training took a random network's weights, beside their length at the start. */
export function wayOfWeights([start, end]: Frames): Measured {
  const [first, last] = [start!.runs[1], end!.runs[1]];
  const [from, to] = [weightsOf(first.parameters), weightsOf(last.parameters)];
  const way = Math.hypot(...to.map((weight, index) => weight - from[index]!)) / Math.hypot(...from);
  const answer = way < 0.1 ? "hardly" : way <= 2 ? "about" : "farther";
  return {
    answer,
    figures:
      `Together the weights moved ${formatNumber(way, 2)} times as far as they were from 0. ` +
      `The loss went from ${lossText(first.losses.at(-1)!)} to ${lossText(last.losses.at(-1)!)}; ` +
      `${formatShare(first.accuracy)} of the examples were right, now ${formatShare(last.accuracy)} are.`,
  };
}

/** What has become of the hidden units on the left, which started at zero. */
export function fateOfZeros([frame]: Frames): Measured {
  const [left, right] = frame!.runs;
  const { distinct, units } = left.symmetry[0]!;
  const hasMoved = left.parameters[0]!.weight.some((weight) => weight !== 0);
  const answer = distinct > 1 ? "apart" : hasMoved ? "together" : "still";
  return {
    answer,
    figures:
      `Different hidden units: ${distinct} of ${units} on the left, ${right.symmetry[0]!.distinct} on the right. ` +
      sidesRight(left, right),
  };
}

/** Which of the parameters on the left, all of which started at zero, have moved. */
export function movedFromZero([frame]: Frames): Measured {
  const { parameters } = frame!.runs[0];
  const all = parameters.flatMap(({ weight, bias }) => [...weight, ...bias]);
  const moved = all.filter((value) => value !== 0).length;
  const outputBias = parameters.at(-1)!.bias[0]!;
  const isOnlyBias = moved === 1 && outputBias !== 0;
  return {
    answer: moved === 0 ? "nothing" : isOnlyBias ? "bias" : "more",
    figures:
      `${moved} of ${all.length} numbers moved` +
      (isOnlyBias ? `: the output’s bias, from 0 to ${formatNumber(outputBias, 3)}.` : "."),
  };
}

/** On how many sides the hidden units have come to differ. */
export function sidesApart([frame]: Frames): Measured {
  const [left, right] = frame!.runs.map(({ symmetry }) => symmetry[0]!);
  const apart = [left!, right!].filter(({ distinct }) => distinct > 1).length;
  return {
    answer: ["neither", "one", "both"][apart]!,
    figures: `Different hidden units: ${left!.distinct} of ${left!.units} on the left, ${right!.distinct} of ${right!.units} on the right.`,
  };
}

/** Whether the noise on the right has parted the hidden units, and what it is good for. */
export function workOfNoise([start, end]: Frames): Measured {
  const [left, right] = end!.runs;
  const [before, after] = [widestAngle(start!.runs[1]), widestAngle(right)];
  const learnsMore = right.accuracy > left.accuracy + SAME_SHARE;
  return {
    answer: !(after > APART) ? "alike" : learnsMore ? "learns" : "parts",
    figures:
      `The widest angle between two hidden units on the right went from ${degrees(before)} to ${degrees(after)}. ` +
      sidesRight(left, right),
  };
}

/** Between the incoming weights of two units of the first hidden layer, in degrees; 0 where there are no two. */
function widestAngle({ symmetry }: RunFrame): number {
  return (Math.acos(symmetry[0]!.cosine?.least ?? 1) * 180) / Math.PI;
}

function degrees(angle: number): string {
  return `${angle < 10 ? formatNumber(angle, 2) : Math.round(angle)}°`;
}

function sidesRight(left: RunFrame, right: RunFrame): string {
  return `Examples right: ${formatShare(left.accuracy)} on the left, ${formatShare(right.accuracy)} on the right.`;
}

function weightsOf(parameters: Parameters): number[] {
  return parameters.flatMap(({ weight }) => [...weight]);
}
