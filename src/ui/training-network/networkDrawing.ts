import { groupLetter, groupSizes } from "./equalGroups.ts";
import type { LayoutColumn, UnitPlace } from "./networkLayout.ts";
import { drawLabels } from "./networkLabels.ts";
import { lineWidth, linesOf } from "./networkLines.ts";
import type { NetworkInk } from "./networkInk.ts";
import type { NetworkScene } from "./networkScene.ts";
import { LEVELS, levelOf } from "./weightScale.ts";

/** What the lines of all other units keep of their strength while one is looked at. */
const DIMMED = 0.12;

/** Draws a network; `pixels` are device pixels a CSS pixel. */
export function drawNetwork(
  context: CanvasRenderingContext2D,
  scene: NetworkScene,
  ink: NetworkInk,
  pixels: number,
): void {
  const { layout, chosen } = scene;
  context.setTransform(pixels, 0, 0, pixels, 0, 0);
  context.clearRect(0, 0, layout.width, layout.height);
  context.lineCap = "butt";
  context.globalAlpha = chosen === null ? 1 : DIMMED;
  strokeAll(context, scene, ink);
  context.globalAlpha = 1;
  if (chosen !== null) strokeOnly(context, scene, chosen, ink);
  layout.columns.forEach((column, index) => drawUnits(context, scene, index, column, ink));
  drawLabels(context, scene, ink);
}

/** One stroke a line: a path of many is slower, since what it covers is found as one. */
function strokeLine(context: CanvasRenderingContext2D, ends: Float32Array, place: number): void {
  context.beginPath();
  context.moveTo(ends[4 * place]!, ends[4 * place + 1]!);
  context.lineTo(ends[4 * place + 2]!, ends[4 * place + 3]!);
  context.stroke();
}

/** The middle of the scale is the paper's colour: a line of no weight is grey, so that it is seen to be there. */
function lineColour(level: number, { none, colours }: NetworkInk): string {
  return level === 0 ? none : colours[level + LEVELS]!;
}

/** The faintest first, so that strong weights lie on top. */
function strokeAll(context: CanvasRenderingContext2D, { layout, ends, lines }: NetworkScene, ink: NetworkInk): void {
  let drawn = Number.NaN;
  for (const place of lines.order) {
    const level = lines.levelAt(place);
    if (level !== drawn) {
      drawn = level;
      context.strokeStyle = lineColour(level, ink);
      context.lineWidth = lineWidth(level, layout);
    }
    strokeLine(context, ends, place);
  }
}

/** All lines of one unit, also those that are else too faint to be drawn. */
function strokeOnly(
  context: CanvasRenderingContext2D,
  { sizes, layout, ends, parameters, scale }: NetworkScene,
  unit: UnitPlace,
  ink: NetworkInk,
): void {
  for (const { place, layer, index } of linesOf(sizes, unit)) {
    const level = levelOf(parameters[layer]!.weight[index]!, scale);
    context.strokeStyle = lineColour(level, ink);
    context.lineWidth = Math.max(1.5, lineWidth(level, layout));
    strokeLine(context, ends, place);
  }
}

/** A unit is a disc in its bias's colour; a heavy ring, and a letter where there is room, tell who is equal to whom. */
function drawUnits(
  context: CanvasRenderingContext2D,
  { parameters, groups, scale, chosen }: NetworkScene,
  index: number,
  { x, ys, radius, lettered }: LayoutColumn,
  ink: NetworkInk,
): void {
  const layer = parameters[index - 1];
  const ofEach = groups[index - 1] ?? [];
  const sizes = groupSizes(ofEach);
  context.font = `600 ${Math.min(ink.size, 1.15 * radius)}px ${ink.family}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  ys.forEach((y, unit) => {
    const level = layer === undefined ? 0 : levelOf(layer.bias[unit]!, scale);
    const isShared = (sizes[ofEach[unit]!] ?? 1) > 1;
    const isChosen = chosen?.column === index && chosen.unit === unit;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = layer === undefined ? ink.paper : ink.colours[level + LEVELS]!;
    context.fill();
    context.strokeStyle = isShared ? ink.ink : ink.line;
    context.lineWidth = isShared ? Math.min(2.5, Math.max(1, radius / 4)) : 1;
    context.stroke();
    if (isChosen) ring(context, x, y, radius + 4, ink.focus);
    if (lettered && ys.length > 1 && layer !== undefined) {
      context.fillStyle = letterColour(level, ink);
      context.fillText(groupLetter(ofEach[unit]!), x, y + 0.5);
    }
  });
}

function ring(context: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = 2.5;
  context.stroke();
}

/** Ink on faint discs; on strong ones paper, which the scale's ends stand out from in both themes. */
function letterColour(level: number, { ink, paper }: NetworkInk): string {
  return Math.abs(level) > 0.55 * LEVELS ? paper : ink;
}
