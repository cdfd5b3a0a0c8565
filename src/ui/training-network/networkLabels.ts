import { groupSizes } from "./equalGroups.ts";
import type { NetworkInk } from "./networkInk.ts";
import type { NetworkScene } from "./networkScene.ts";

/** In pixels: between a name and its unit, and between two labels. */
const NAME_GAP = 8;
const LABEL_GAP = 6;
/** A narrow drawing's labels against a wide one's. */
const SMALL = 0.82;

/** Names beside the inputs; under each layer how many units it has, and how many of them are distinct. */
export function drawLabels(context: CanvasRenderingContext2D, scene: NetworkScene, ink: NetworkInk): void {
  context.fillStyle = ink.muted;
  context.textBaseline = "middle";
  context.font = `${ink.size}px ${ink.family}`;
  drawNames(context, scene);
  context.textAlign = "center";
  const { columns, width, footY } = scene.layout;
  const xs = columns.map(({ x }) => x);
  const forms = [longLabels, shortLabels, shortestLabels].map((form, index) => {
    const labels = form(scene);
    const widths = labels.map((label) => context.measureText(label).width * (index > 0 ? SMALL : 1));
    return { labels, ...labelPlaces(xs, widths, width) };
  });
  const fitting = forms.findIndex(({ fits }) => fits);
  const { labels, places } = forms.at(fitting)!;
  if (fitting !== 0) context.font = `${SMALL * ink.size}px ${ink.family}`;
  labels.forEach((label, index) => context.fillText(label, places[index]!, footY));
}

/** The middles of labels that stand under `xs`, but within the drawing, and whether there is air between them. */
export function labelPlaces(
  xs: readonly number[],
  widths: readonly number[],
  width: number,
): { readonly places: readonly number[]; readonly fits: boolean } {
  const places = xs.map((x, index) => Math.max(widths[index]! / 2, Math.min(x, width - widths[index]! / 2)));
  const airs = places.slice(1).map((x, index) => x - places[index]! - (widths[index]! + widths[index + 1]!) / 2);
  return { places, fits: airs.every((air) => air >= LABEL_GAP) };
}

function drawNames(context: CanvasRenderingContext2D, { layout, inputs }: NetworkScene): void {
  const { x, ys, radius } = layout.columns[0]!;
  if (inputs.length !== ys.length) return;
  context.textAlign = "right";
  const right = x - radius - NAME_GAP;
  inputs.forEach((name, unit) => context.fillText(name, right, ys[unit]!, right));
}

function longLabels({ sizes, groups }: NetworkScene): string[] {
  return sizes.map((size, index) => {
    if (index === 0) return size === 1 ? "1 input" : `${size} inputs`;
    if (size === 1) return index === sizes.length - 1 ? "1 output" : "1 unit";
    return `${size} units, ${distinct(groups[index - 1]!)} distinct`;
  });
}

function shortLabels({ sizes, groups }: NetworkScene): string[] {
  return sizes.map((size, index) =>
    index === 0 || size === 1 ? `${size}` : `${distinct(groups[index - 1]!)} of ${size}`,
  );
}

function shortestLabels({ sizes, groups }: NetworkScene): string[] {
  return sizes.map((size, index) =>
    index === 0 || size === 1 ? `${size}` : `${distinct(groups[index - 1]!)}/${size}`,
  );
}

function distinct(ofEach: readonly number[]): number {
  return groupSizes(ofEach).length;
}
