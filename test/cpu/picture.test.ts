import { expect, test } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { PictureRows } from "../../src/cpu/pictureRows.ts";
import { matrixOf } from "../support/matrices.ts";
import { pictureByHand, pictureError } from "../support/pictureByHand.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

const network = randomNetwork([1, 6, 5, 1], "relu");
const inputs = normals(4, 12);
const others = normals(5, 7);
/** Of float32, in which pictures are kept: magnitudes here are below 2^8. */
const ROUNDING = 8 * 2 ** -24;

test.each([1, 3, 4, 1000])(
  "each unit's root mean square over the first four examples, in batches of %i",
  async (columns) => {
    const { picture } = await new CpuEngine({ columns }).signalStatistics(network, inputs, others, { picture: true });
    const forward = pictureByHand(network, inputs.subarray(0, 4));
    const backward = pictureByHand(network, others.subarray(0, 4));
    expect([picture!.depth, picture!.units]).toEqual([2, 6]);
    expect(pictureError(picture!.activation, forward.activation)).toBeLessThanOrEqual(ROUNDING);
    expect(pictureError(picture!.gradPreactivation, backward.gradPreactivation)).toBeLessThanOrEqual(ROUNDING);
  },
);

test("fewer examples than the picture takes are all there is", async () => {
  const two = inputs.subarray(0, 2);
  const { picture } = await new CpuEngine().signalStatistics(network, two, two, { picture: true });
  expect(pictureError(picture!.activation, pictureByHand(network, two).activation)).toBeLessThanOrEqual(ROUNDING);
});

test("magnitudes beyond float64 are kept; silence is -Infinity, and no unit NaN", () => {
  const rows = new PictureRows([1, 3, 2, 1]);
  rows.add(
    1,
    matrixOf(
      [
        [1, 1],
        [0, 2],
        [0, 0],
      ],
      [5000, -5000],
    ),
  );
  rows.add(
    2,
    matrixOf(
      [
        [3, 4],
        [1, 0],
      ],
      [-4000, -4000],
    ),
  );
  // √(1/2) · 2^5000, √(4/2) · 2^-5000, 0; √(25/2) · 2^-4000, √(1/2) · 2^-4000, none.
  expect([...rows.result()]).toEqual(
    [4999.5, -4999.5, -Infinity, Math.log2(12.5) / 2 - 4000, -4000.5, NaN].map(Math.fround),
  );
});
