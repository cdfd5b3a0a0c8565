import type { PlaneExtent, ShownData } from "../../experiments/training/trainingLab.ts";

/** More examples than these are drawn as an even sample of them. */
export const MOST_MARKS = 600;

/** One class's examples as one SVG path. */
export interface ClassMarks {
  readonly classIndex: number;
  readonly path: string;
}

/** Shapes of the classes in their order, drawn around (x, y) with about the same area; a seventh class begins anew. */
const SHAPES: readonly ((x: number, y: number, r: number) => string)[] = [
  (x, y, r) => `M${f(x - r)} ${f(y)}a${f(r)} ${f(r)} 0 1 0 ${f(2 * r)} 0a${f(r)} ${f(r)} 0 1 0 ${f(-2 * r)} 0z`,
  (x, y, r) => `M${f(x - 0.89 * r)} ${f(y - 0.89 * r)}h${f(1.78 * r)}v${f(1.78 * r)}h${f(-1.78 * r)}z`,
  (x, y, r) => `M${f(x)} ${f(y - 1.45 * r)}l${f(1.28 * r)} ${f(2.2 * r)}h${f(-2.56 * r)}z`,
  (x, y, r) =>
    `M${f(x)} ${f(y - 1.3 * r)}l${f(1.3 * r)} ${f(1.3 * r)}l${f(-1.3 * r)} ${f(1.3 * r)}l${f(-1.3 * r)} ${f(-1.3 * r)}z`,
  (x, y, r) => `M${f(x)} ${f(y + 1.45 * r)}l${f(1.28 * r)} ${f(-2.2 * r)}h${f(-2.56 * r)}z`,
  (x, y, r) => {
    const [long, short] = [1.3 * r, 0.43 * r];
    const arm = long - short;
    return `M${f(x - short)} ${f(y - long)}h${f(2 * short)}v${f(arm)}h${f(arm)}v${f(2 * short)}h${f(-arm)}v${f(arm)}h${f(-2 * short)}v${f(-arm)}h${f(-arm)}v${f(-2 * short)}h${f(arm)}z`;
  },
];

/** A mark of a class as the d of an SVG path. */
export function markPath(classIndex: number, x: number, y: number, radius: number): string {
  return SHAPES[classIndex % SHAPES.length]!(x, y, radius);
}

/** Pixels, to a tenth, from a mark's middle to its edge, in a plot so many pixels wide with so many marks. */
export function markRadius(side: number, marks: number): number {
  const fitting = Math.min(6.5, Math.max(2.6, (0.16 * side) / Math.sqrt(Math.max(1, marks))));
  // Rounded here: half circles of a radius that is rounded apart from its double would bulge.
  return Math.round(10 * fitting) / 10;
}

/** Places of the examples drawn: all of a few, else an even sample. */
export function shownExamples(examples: number): number[] {
  const count = Math.min(examples, MOST_MARKS);
  return Array.from({ length: count }, (_, index) => Math.floor((index * examples) / count));
}

/** The examples of each class on a square plot of `side` pixels; those beyond its extent are left out. */
export function classMarks({ inputs, classes, classNames, extent }: ShownData, side: number): ClassMarks[] {
  const examples = classes.length;
  const shown = shownExamples(examples);
  const radius = markRadius(side, shown.length);
  const paths = classNames.map(() => "");
  for (const example of shown) {
    const [x, y] = plotPlace(extent, inputs[example]!, inputs[examples + example]!, side);
    if (x < 0 || x > side || y < 0 || y > side) continue;
    paths[classes[example]!] += markPath(classes[example]!, x, y, radius);
  }
  return paths.map((path, classIndex) => ({ classIndex, path }));
}

/** A point of the plane in pixels from the plot's upper left corner. */
export function plotPlace(extent: PlaneExtent, x: number, y: number, side: number): [x: number, y: number] {
  const share = ([low, high]: readonly [number, number], value: number): number => (value - low) / (high - low);
  return [side * share(extent.x, x), side * (1 - share(extent.y, y))];
}

/** Short, since a path has thousands of them. */
function f(value: number): string {
  return String(Math.round(value * 10) / 10);
}
