import type { SignalPicture } from "../../model/engine.ts";
import { colourIndex } from "./pictureColours.ts";

/** More cells than any screen shows; of larger networks, that many layers and units are drawn. */
const MOST_CELLS = 1024;

/** A picture's cells: a column a layer, `rows` a panel, the signal's panel above the gradient's. */
export interface PictureCells {
  readonly columns: number;
  readonly rows: number;
}

/** How many cells a network's picture has. */
export function pictureCells({ depth, units }: Pick<SignalPicture, "depth" | "units">): PictureCells {
  return { columns: Math.min(depth, MOST_CELLS), rows: Math.min(units, MOST_CELLS) };
}

/** RGBA bytes, (2 rows, columns); where a layer has no such unit, transparent. `colours` as pictureColours makes them. */
export function pictureImage(
  picture: SignalPicture,
  decades: number,
  colours: Uint8ClampedArray,
): Uint8ClampedArray<ArrayBuffer> {
  const { columns, rows } = pictureCells(picture);
  const image = new Uint8ClampedArray(4 * 2 * rows * columns);
  [picture.activation, picture.gradPreactivation].forEach((values, panel) => {
    for (let row = 0; row < rows; row += 1) {
      const unit = Math.floor((row * picture.units) / rows);
      for (let column = 0; column < columns; column += 1) {
        const layer = Math.floor((column * picture.depth) / columns);
        const value = values[layer * picture.units + unit]!;
        if (Number.isNaN(value)) continue;
        const colour = 4 * colourIndex(value, decades);
        image.set(colours.subarray(colour, colour + 4), 4 * ((panel * rows + row) * columns + column));
      }
    }
  });
  return image;
}
