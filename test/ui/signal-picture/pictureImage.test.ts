import { describe, expect, it } from "vitest";
import type { SignalPicture } from "../../../src/model/engine.ts";
import { colourIndex, pictureColours } from "../../../src/ui/signal-picture/pictureColours.ts";
import { pictureCells, pictureImage } from "../../../src/ui/signal-picture/pictureImage.ts";

const colours = pictureColours("light");
const colourOf = (log2: number): number[] => [...colours.subarray(4 * colourIndex(log2, 4)).subarray(0, 4)];

function pixels(picture: SignalPicture): number[][] {
  const image = pictureImage(picture, 4, colours);
  return Array.from({ length: image.length / 4 }, (_, at) => [...image.subarray(4 * at, 4 * at + 4)]);
}

describe("the image of a picture", () => {
  it("has a column a layer, a row a unit, and the gradients under the activations", () => {
    const picture: SignalPicture = {
      depth: 2,
      units: 3,
      activation: Float32Array.of(0, 1, 2, 3, 4, 5),
      gradPreactivation: Float32Array.of(-1, -2, -3, -4, -Infinity, NaN),
    };
    const rows = [0, 3, 1, 4, 2, 5, -1, -4, -2, -Infinity, -3].map(colourOf);
    expect(pixels(picture)).toEqual([...rows, [0, 0, 0, 0]]);
  });

  it("leaves out layers and units evenly where there are more than any screen shows", () => {
    const [depth, units] = [1500, 2048];
    const activation = Float32Array.from({ length: depth * units }, (_, at) => (at % units < 1024 ? -8 : 8));
    const picture = { depth, units, activation, gradPreactivation: new Float32Array(depth * units) };
    expect(pictureCells(picture)).toEqual({ columns: 1024, rows: 1024 });
    const image = pictureImage(picture, 4, colours);
    expect(image.length).toBe(4 * 2 * 1024 * 1024);
    // First and last cells of the upper half of the units, of the lower, and the gradients' first.
    const cells = [0, 512 * 1024 - 1, 512 * 1024, 1024 * 1024 - 1, 1024 * 1024];
    expect(cells.map((at) => [...image.subarray(4 * at, 4 * at + 4)])).toEqual([-8, -8, 8, 8, 0].map(colourOf));
  });
});
