import type { RunFrame } from "../../experiments/training/trainingLab.ts";
import type { LayerParameters } from "../../model/training.ts";

/** What a run has changed of its start, to the bit. */
type Moved = "nothing" | "output biases" | "biases" | "weights";

/** What a verdict says of a run. */
export interface RunState {
  readonly hiddenLayers: number;
  /** Units of all hidden layers, and how many of them differ within their layer: now, and at the start. */
  readonly units: number;
  readonly distinct: number;
  readonly distinctAtStart: number;
  readonly moved: Moved;
  /** How far the weight or bias has moved that has moved furthest. */
  readonly furthest: number;
  /** How far units of one hidden layer lie apart, now and at the start: see `spreadOf`. */
  readonly spread: number;
  readonly spreadAtStart: number;
}

const kept = new WeakMap<RunFrame, { readonly start: RunFrame; readonly state: RunState }>();

/** Compares a run with its start; once, where several ask of the same frame. */
export function runState(start: RunFrame, now: RunFrame): RunState {
  const known = kept.get(now);
  if (known?.start === start) return known.state;
  const state = comparedState(start, now);
  kept.set(now, { start, state });
  return state;
}

function comparedState(start: RunFrame, now: RunFrame): RunState {
  const hidden = now.symmetry.slice(0, -1);
  return {
    hiddenLayers: hidden.length,
    units: sum(hidden.map(({ units }) => units)),
    distinct: sum(hidden.map(({ distinct }) => distinct)),
    distinctAtStart: sum(start.symmetry.slice(0, -1).map(({ distinct }) => distinct)),
    moved: movedOf(start.parameters, now.parameters),
    furthest: furthestOf(start.parameters, now.parameters),
    spread: spreadOf(now.parameters.slice(0, -1)),
    spreadAtStart: spreadOf(start.parameters.slice(0, -1)),
  };
}

/**
 * The most that two units of a layer differ in one incoming weight or bias, over the layer's largest such number; the
 * largest of all layers. 0 where all units are equal.
 */
export function spreadOf(layers: readonly LayerParameters[]): number {
  return Math.max(0, ...layers.map(layerSpread));
}

function layerSpread({ weight, bias }: LayerParameters): number {
  const fanIn = weight.length / bias.length;
  let [widest, largest] = [0, 0];
  for (let input = 0; input <= fanIn; input += 1) {
    // The weights of one input over all units; behind the last input, the biases.
    const values = Array.from(bias, (own, unit) => (input === fanIn ? own : weight[unit * fanIn + input]!));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    // Not high - low of what is infinite in all units.
    if (high !== low) widest = Math.max(widest, high - low);
    largest = Math.max(largest, ...values.map(Math.abs));
  }
  // An infinite weight beside a finite one differs by all of itself.
  if (widest === Infinity) return 1;
  return largest === 0 ? 0 : widest / largest;
}

function movedOf(start: readonly LayerParameters[], now: readonly LayerParameters[]): Moved {
  const last = now.length - 1;
  if (now.some(({ weight }, layer) => !isSame(weight, start[layer]!.weight))) return "weights";
  const biases = now.map(({ bias }, layer) => !isSame(bias, start[layer]!.bias));
  if (!biases.includes(true)) return "nothing";
  return biases.slice(0, last).includes(true) ? "biases" : "output biases";
}

function furthestOf(start: readonly LayerParameters[], now: readonly LayerParameters[]): number {
  return Math.max(
    ...now.map(({ weight, bias }, layer) => Math.max(way(start[layer]!.weight, weight), way(start[layer]!.bias, bias))),
  );
}

function way(from: ArrayLike<number>, to: ArrayLike<number>): number {
  let most = 0;
  for (let index = 0; index < to.length; index += 1) most = Math.max(most, Math.abs(to[index]! - from[index]!));
  return most;
}

function isSame(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  for (let index = 0; index < one.length; index += 1) if (!Object.is(one[index], other[index])) return false;
  return true;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
