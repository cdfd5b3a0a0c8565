import type { Start } from "../../experiments/training/trainingConfig.ts";
import type { RunFrame } from "../../experiments/training/trainingLab.ts";
import { formatNumber, formatShare, plural, trimmed } from "../format.ts";
import { lossText } from "../training-loss/lossText.ts";
import { type RunState, runState } from "./runState.ts";
import type { ShownRuns } from "./shownRuns.ts";
import { sideNames } from "./startNames.ts";

/** What two runs show: the most important sentences first, and what they mean. */
export interface SymmetryVerdict {
  readonly headline: string;
  readonly rest: string;
}

/** Units nearer to each other than this are told apart by their later digits alone. */
const NEAR = 0.01;

/** Who moves no further than this stays where it was, to the eye. */
const LEAST_MOVE = 1e-6;

/** The verdict on two runs, from their numbers alone. */
export function symmetryVerdict({ config, opened, frame }: Omit<ShownRuns, "losses">): SymmetryVerdict {
  const names = sideNames(config);
  const states = [0, 1].map((side) => runState(opened.frame.runs[side]!, frame.runs[side]!)) as [RunState, RunState];
  const both = <Part>(say: (state: RunState, run: RunFrame, side: number) => Part): Part[] =>
    states.map((state, side) => say(state, frame.runs[side]!, side));
  const line = (texts: readonly string[]): string => texts.map((text, side) => `${names[side]}: ${text}.`).join(" ");
  if (states[0].units === 0) {
    const headline = `No hidden layer, no twins: ${frame.iteration === 0 ? "before any update" : `after ${plural(frame.iteration, "update")}`}`;
    const losses = both((_, run, side) => `${lowered(names[side]!)} ${atText(run.losses.at(-1)!, side === 0)}`);
    return {
      headline: `${headline} ${losses.join(", ")}.`,
      rest: line(both((state, run) => brokenText(run) ?? restText(state, run))),
    };
  }
  return {
    headline: line(both((state, run, side) => brokenText(run) ?? unitsText(state, run, side === 0))),
    rest: line(both((state, run) => restText(state, run))),
  };
}

/** What has become of noise, beside its knob; "" where units were no near twins. */
export function noiseText({ epsilon }: Start, { spread, spreadAtStart, units, hiddenLayers }: RunState): string {
  if (units === hiddenLayers || spreadAtStart >= NEAR) return "";
  if (spreadAtStart > 0) {
    return `Units differ by ${size(spread)} of the largest weight, at the start by ${size(spreadAtStart)}.`;
  }
  return epsilon === 0
    ? "Units of a layer start equal."
    : "Too small: beside these weights float32 has no room for it.";
}

/** "after 100 updates, 3 hidden units are still one"; in short, "all 3 differ". */
function unitsText(state: RunState, run: RunFrame, isFirst: boolean): string {
  const when = isFirst && run.iteration > 0 ? `after ${plural(run.iteration, "update")}, ` : "";
  return `${when}${movedText(state, run)}${countText(state, run, isFirst)}`;
}

function movedText({ moved, furthest }: RunState, { iteration }: RunFrame): string {
  if (iteration === 0) return "";
  if (moved === "nothing") return "nothing has moved, ";
  if (furthest < LEAST_MOVE) return `nothing has moved further than ${size(furthest)}, `;
  if (moved === "weights") return "";
  return moved === "biases" ? "only biases have moved, " : "only the output’s bias has moved, ";
}

function countText(state: RunState, { iteration }: RunFrame, isFirst: boolean): string {
  const { units, hiddenLayers, distinct, distinctAtStart } = state;
  const layers = hiddenLayers === 1 ? "" : ` in ${hiddenLayers} layers`;
  const named = isFirst ? `${plural(units, "hidden unit")}${layers}` : units.toLocaleString("en");
  const is = units === 1 ? "is" : "are";
  if (units === hiddenLayers) return `${named} ${is} alone in ${units === 1 ? "its" : "their"} layer`;
  const isEach = distinct === units;
  if (iteration === 0) return isEach ? `all ${named} start different` : `${named} start as ${kindsText(state)}`;
  if (distinct > hiddenLayers && state.spread < NEAR) {
    return isEach
      ? `${named} differ, but only ${digitText(state)}`
      : `${named} are ${distinct}, which differ only ${digitText(state)}`;
  }
  if (distinct !== distinctAtStart) return `${named} were ${countWord(distinctAtStart)}, now ${countWord(distinct)}`;
  if (!isEach) return `${named} are still ${kindsText(state)}`;
  return state.spreadAtStart < NEAR ? `${named} have come apart` : `all ${named} differ`;
}

/** "one"; of several layers "2, one a layer". */
function kindsText({ distinct, hiddenLayers }: RunState): string {
  return distinct === hiddenLayers && hiddenLayers > 1 ? `${distinct}, one a layer` : countWord(distinct);
}

function countWord(count: number): string {
  return count === 1 ? "one" : count.toLocaleString("en");
}

/** "from their 6th digit on": the first that tells apart the units that differ most. */
function digitText({ spread }: RunState): string {
  // Not equal to the bit, and yet no distance apart.
  if (spread === 0) return "by the sign of a 0";
  return `from their ${ordinal(Math.floor(-Math.log10(spread)) + 1)} digit on`;
}

/** 3rd, 11th, 22nd. */
function ordinal(place: number): string {
  const isTeen = Math.floor((place % 100) / 10) === 1;
  return `${place}${isTeen ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th")}`;
}

function brokenText({ brokenAt }: RunFrame): string | null {
  if (brokenAt === null) return null;
  if (brokenAt === 0) return "its numbers are past 2¹⁰⁰ before any update";
  return `its numbers grew past 2¹⁰⁰ at update ${brokenAt.toLocaleString("en")}`;
}

/** What the units do, how large the loss is, and how many examples are told right. */
function restText(state: RunState, run: RunFrame): string {
  if (run.brokenAt === 0) return "start from smaller weights";
  const told = `loss ${lossText(run.losses.at(-1)!)}, ${formatShare(run.accuracy)} of examples right`;
  if (run.brokenAt !== null) return `the weights before it are kept (${told}); lower the learning rate`;
  const how = howText(state, run);
  return how === "" ? told : `${how}; ${told}`;
}

function howText(state: RunState, { iteration }: RunFrame): string {
  const { moved, furthest, spread, spreadAtStart, units, distinct, distinctAtStart, hiddenLayers } = state;
  if (iteration === 0 || units === hiddenLayers) return "";
  if (moved === "nothing") return "no weight and no bias has changed by a single bit";
  if (moved === "output biases" && furthest >= LEAST_MOVE) return "all else has kept every bit";
  if (moved !== "weights") return "no weight has changed by a single bit";
  const moves = furthest < LEAST_MOVE ? "that is rounding, or as good as it, and" : "its weights move, but";
  if (distinct < units && distinct === distinctAtStart) {
    return `${moves} equal units move alike, to the last bit`;
  }
  if (distinct === hiddenLayers || (spread >= NEAR && spreadAtStart >= NEAR)) return "";
  return `units differ by ${size(spread)} of the largest weight, at the start by ${size(spreadAtStart)}`;
}

function size(value: number): string {
  return trimmed(formatNumber(value, 2));
}

/** "is at a loss of 0.31"; in short, "at 0.31". */
function atText(loss: number, isFirst: boolean): string {
  const isFinite = Number.isFinite(loss);
  if (isFirst) return `is at a loss ${isFinite ? "of " : ""}${lossText(loss)}`;
  return `at ${isFinite ? "" : "one "}${lossText(loss)}`;
}

/** A name within a sentence. */
function lowered(name: string): string {
  return /^(Zeros|Ones|Constant|Identity|Uniform|Normal|Truncated|Orthogonal|Sparse)/.test(name)
    ? name[0]!.toLowerCase() + name.slice(1)
    : name;
}
