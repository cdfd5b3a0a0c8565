import { groupSizes } from "./equalGroups.ts";
import type { NetworkInk, NetworkScene } from "./networkScene.ts";

/** Names beside the inputs; under each layer how many units it has, and how many of them are distinct. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  { sizes, layout, groups, inputs }: NetworkScene,
  ink: NetworkInk,
): void {
  const { columns, columnGap, footY } = layout;
  context.font = `${ink.size}px ${ink.family}`;
  context.fillStyle = ink.muted;
  context.textBaseline = "middle";
  context.textAlign = "right";
  const [first] = columns;
  if (inputs.length === sizes[0]) {
    inputs.forEach((name, unit) => context.fillText(name, first!.x - first!.radius - 8, first!.ys[unit]!));
  }
  context.textAlign = "center";
  const long = sizes.map((size, index) => footText(size, index, groups, sizes.length));
  const fits = long.every((text) => context.measureText(text).width < columnGap - 6);
  columns.forEach(({ x }, index) =>
    context.fillText(fits ? long[index]! : shortText(sizes[index]!, groups[index - 1]), x, footY),
  );
}

function footText(size: number, index: number, groups: readonly (readonly number[])[], layers: number): string {
  if (index === 0) return size === 1 ? "1 input" : `${size} inputs`;
  if (size === 1) return index === layers - 1 ? "1 output" : "1 unit";
  return `${size} units, ${groupSizes(groups[index - 1]!).length} distinct`;
}

function shortText(size: number, ofEach: readonly number[] | undefined): string {
  return ofEach === undefined || size === 1 ? String(size) : `${groupSizes(ofEach).length}/${size}`;
}
