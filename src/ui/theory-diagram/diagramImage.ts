import type { PictureTheme } from "../../experiments/lab.ts";
import { CELL_KINDS, type DiagramCells, type DiagramQuantity } from "../../model/diagram.ts";
import { NO_NUMBERS, kindPaint } from "./diagramColours.ts";
import { DIAGRAM_SCALES, scaleStep } from "./diagramScale.ts";

/** Stripes across a diagram, whatever its size; finer ones would flicker where it is drawn smaller. */
const STRIPES = 64;

/** Pixels from stripe to stripe in a diagram of so many columns; a quarter of them, but one at least, is the stripe. */
export function stripePeriod(columns: number): number {
  return Math.max(2, Math.round(columns / STRIPES));
}

/** RGBA bytes of a diagram, a pixel a cell, the highest sigmaB2 on top. `colours` as diagramColours makes them. */
export function diagramImage(
  { window: { columns, rows }, values, kinds }: DiagramCells,
  quantity: DiagramQuantity,
  colours: Uint8ClampedArray,
): Uint8ClampedArray<ArrayBuffer> {
  const image = new Uint8ClampedArray(4 * columns * rows);
  const scale = DIAGRAM_SCALES[quantity];
  const striped = stripes(columns);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const cell = (rows - 1 - y) * columns + x;
      const kind = kinds[quantity][cell]!;
      const colour =
        kind === 0
          ? 2 * NO_NUMBERS.length + scaleStep(scale, values[quantity][cell]!)
          : 2 * (kind - 1) + (striped(kind, x, y) ? 1 : 0);
      image.set(colours.subarray(4 * colour, 4 * colour + 4), 4 * (y * columns + x));
    }
  }
  return image;
}

/** Whether a pixel of a kind without a number lies on a stripe; all kinds have the same in both themes. */
function stripes(columns: number): (kind: number, x: number, y: number) => boolean {
  const period = stripePeriod(columns);
  const width = Math.max(1, Math.floor(period / 4));
  const rises = CELL_KINDS.map((kind) =>
    kind === "number" ? 0 : kindPaint(kind, "light" satisfies PictureTheme).rise,
  );
  return (kind, x, y) => {
    const rise = rises[kind]!;
    if (rise === 0) return false;
    const along = rise > 0 ? x + y : x - y;
    return ((along % period) + period) % period < width;
  };
}
