import { describe, expect, it } from "vitest";
import type { SignalPicture } from "../../../src/model/engine.ts";
import { colourIndex, pictureColours } from "../../../src/ui/signal-picture/pictureColours.ts";
import { pictureCells, pictureImage } from "../../../src/ui/signal-picture/pictureImage.ts";

const colours = pictureColours("light");
const colourOf = (log2: number): number[] => [...colours.subarray(4 * colourIndex(log2, 4)).subarray(0, 4)];

/** The pixel at (row, column) of an image. */
function pixelOf(image: Uint8ClampedArray, columns: number, row: number, column: number): number[] {
  const at = 4 * (row * columns + column);
  return [...image.subarray(at, at + 4)];
}

describe("the pixels of a picture", () => {
  it.each([
    [50, 80, { columns: 50, rows: 80, gap: 8 }],
    [1, 1, { columns: 1, rows: 80, gap: 8 }],
    [3, 30, { columns: 3, rows: 90, gap: 9 }],
    [1500, 2048, { columns: 1024, rows: 1024, gap: 103 }],
  ])("%i layers of %i units: a column a layer, whole rows a unit, as far as screens go", (depth, units, cells) => {
    expect(pictureCells({ depth, units })).toEqual(cells);
  });
});

describe("the image of a picture", () => {
  it("has a column a layer, rows a unit, and the gradients under the activations, past the gap", () => {
    const picture: SignalPicture = {
      depth: 2,
      units: 3,
      activation: Float32Array.of(0, 1, 2, 3, 4, 5),
      gradPreactivation: Float32Array.of(-1, -2, -3, -4, -Infinity, NaN),
    };
    const image = pictureImage(picture, 4, colours);
    expect(image.length).toBe(4 * 2 * (81 + 9 + 81));
    const panel = (first: number, values: number[][]): void =>
      values.forEach((units, layer) =>
        units.forEach((value, unit) => {
          const expected = Number.isNaN(value) ? [0, 0, 0, 0] : colourOf(value);
          for (const row of [27 * unit, 27 * unit + 26]) {
            expect(pixelOf(image, 2, first + row, layer)).toEqual(expected);
          }
        }),
      );
    panel(0, [
      [0, 1, 2],
      [3, 4, 5],
    ]);
    for (const row of [81, 89]) expect(pixelOf(image, 2, row, 1)).toEqual([0, 0, 0, 0]);
    panel(90, [
      [-1, -2, -3],
      [-4, -Infinity, NaN],
    ]);
  });

  it("leaves out layers and units evenly where there are more than any screen shows", () => {
    const [depth, units] = [1500, 2048];
    const activation = Float32Array.from({ length: depth * units }, (_, at) => (at % units < 1024 ? -8 : 8));
    const picture = { depth, units, activation, gradPreactivation: new Float32Array(depth * units) };
    const image = pictureImage(picture, 4, colours);
    const cells = [0, 511, 512, 1023, 1024 + 103].map((row) => pixelOf(image, 1024, row, 700));
    expect(cells).toEqual([-8, -8, 8, 8, 0].map(colourOf));
  });
});
