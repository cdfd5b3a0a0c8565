import type { SignalPicture } from "../../model/engine.ts";
import { colourIndex } from "./pictureColours.ts";

/** More than any screen shows: of larger networks, that many layers and units are drawn. */
const MOST_CELLS = 1024;
/** Fewer units take several pixels each, so that the gap keeps its share. */
const LEAST_ROWS = 80;
const GAP = 1 / 10;

/** A picture's pixels: a column a layer, `rows` for the signal, a transparent gap, and as many for the gradient. */
export interface PictureCells {
  readonly columns: number;
  readonly rows: number;
  readonly gap: number;
}

/** The pixels of a network's picture. */
export function pictureCells({ depth, units }: Pick<SignalPicture, "depth" | "units">): PictureCells {
  const rows = Math.min(units * Math.ceil(LEAST_ROWS / units), MOST_CELLS);
  return { columns: Math.min(depth, MOST_CELLS), rows, gap: Math.ceil(GAP * rows) };
}

/** RGBA bytes, (2 rows + gap, columns); where a layer has no such unit, transparent. `colours` as pictureColours makes them. */
export function pictureImage(
  picture: SignalPicture,
  decades: number,
  colours: Uint8ClampedArray,
): Uint8ClampedArray<ArrayBuffer> {
  const { columns, rows, gap } = pictureCells(picture);
  const image = new Uint8ClampedArray(4 * (2 * rows + gap) * columns);
  [picture.activation, picture.gradPreactivation].forEach((values, panel) => {
    for (let row = 0; row < rows; row += 1) {
      const unit = Math.floor((row * picture.units) / rows);
      for (let column = 0; column < columns; column += 1) {
        const layer = Math.floor((column * picture.depth) / columns);
        const value = values[layer * picture.units + unit]!;
        if (Number.isNaN(value)) continue;
        const colour = 4 * colourIndex(value, decades);
        image.set(colours.subarray(colour, colour + 4), 4 * ((panel * (rows + gap) + row) * columns + column));
      }
    }
  });
  return image;
}
