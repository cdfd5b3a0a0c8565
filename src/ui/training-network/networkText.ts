import type { RunFrame } from "../../experiments/training/trainingLab.ts";
import type { LayerParameters } from "../../model/training.ts";
import { formatNumber, plural } from "../format.ts";
import { printedNumber } from "../training-matrices/matrixPrint.ts";
import { groupLetter } from "./equalGroups.ts";
import type { UnitPlace } from "./networkLayout.ts";

/** More numbers than these are told by their ends. */
const MOST_NUMBERS = 4;

/** The drawing in words, for those who do not see it; while it changes the shape alone, lest it be read at every frame. */
export function networkSummary(sizes: readonly number[], { symmetry }: Pick<RunFrame, "symmetry">): string {
  const [inputs, ...layers] = sizes;
  // Ranks are worked out while the runs rest.
  const isResting = symmetry.every(({ rank }) => rank !== null);
  const parts = layers.map((size, index) => {
    const distinct = symmetry[index]!.distinct;
    const name = `layer ${index + 1} with ${plural(size, "unit")}`;
    if (size === 1 || !isResting) return name;
    if (distinct === 1) return `${name}, all equal to the bit`;
    return distinct === size ? `${name}, no two equal` : `${name}, ${distinct} of them distinct`;
  });
  return `Network: ${plural(inputs!, "input")}, ${parts.join("; ")}.`;
}

/** What is told of a unit: who it is, its numbers, and who is equal to it. */
export function unitText(
  { column, unit }: UnitPlace,
  parameters: readonly LayerParameters[],
  groups: readonly (readonly number[])[],
  inputs: readonly string[],
): string {
  const outgoing = numbersText(outgoingOf(parameters[column], unit));
  if (column === 0) return `Input ${inputs[unit] ?? unit + 1}: goes out with ${outgoing}.`;
  const { weight, bias } = parameters[column - 1]!;
  const fanIn = weight.length / bias.length;
  const incoming = numbersText(weight.subarray(unit * fanIn, (unit + 1) * fanIn));
  const ofEach = groups[column - 1]!;
  const letter = ofEach.length > 1 ? `, ${groupLetter(ofEach[unit]!)}` : "";
  const leaves = column < parameters.length ? `, goes out with ${outgoing}` : "";
  const numbers = `weights ${incoming}, bias ${oneNumber(bias[unit]!)}${leaves}`;
  return `Layer ${column}, unit ${unit + 1}${letter}: ${numbers}. ${equalText(ofEach, unit)}`.trim();
}

function equalText(ofEach: readonly number[], unit: number): string {
  const others = ofEach.flatMap((group, other) => (group === ofEach[unit] && other !== unit ? [other + 1] : []));
  if (ofEach.length === 1) return "";
  if (others.length === 0) return "No other unit of its layer is equal to it.";
  if (others.length === ofEach.length - 1) return "Equal to the bit to every other unit of its layer.";
  const shown = others.length > 6 ? plural(others.length, "other unit") : `unit ${others.join(", ")}`;
  return `Equal to the bit to ${shown}.`;
}

function outgoingOf(layer: LayerParameters | undefined, unit: number): number[] {
  if (layer === undefined) return [];
  const fanIn = layer.weight.length / layer.bias.length;
  return Array.from(layer.bias, (_, to) => layer.weight[to * fanIn + unit]!);
}

/** What is not finite reads as beside the drawing, where numbers are printed. */
function oneNumber(value: number): string {
  return Number.isFinite(value) ? formatNumber(value) : printedNumber(value);
}

function numbersText(values: ArrayLike<number>): string {
  const list = Array.from(values);
  if (list.length <= MOST_NUMBERS) return list.map(oneNumber).join(", ");
  const [low, high] = [Math.min(...list), Math.max(...list)];
  if (low === high) return `${list.length} times ${oneNumber(low)}`;
  return `${list.length} numbers from ${oneNumber(low)} to ${oneNumber(high)}`;
}
