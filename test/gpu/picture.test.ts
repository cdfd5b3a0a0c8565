import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FusedPath } from "../../src/gpu/fused/fusedPath.ts";
import { GpuEngine, openGpuEngine } from "../../src/gpu/gpuEngine.ts";
import { LayeredPath } from "../../src/gpu/layeredPath.ts";
import { requestTestGpu } from "../support/gpuDevice.ts";
import { pictureByHand, pictureError } from "../support/pictureByHand.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

let first: GpuEngine;
let engines: Record<"columns" | "tiles" | "layered", GpuEngine>;
beforeAll(async () => {
  first = (await openGpuEngine(await requestTestGpu()))!;
  const { context } = first;
  engines = {
    columns: new GpuEngine(context, [new FusedPath(context, "columns")]),
    tiles: new GpuEngine(context, [new FusedPath(context, "tiles")]),
    layered: new GpuEngine(context, [new LayeredPath(context)]),
  };
});
afterAll(() => first.destroy());

describe.each(["columns", "tiles", "layered"] as const)("the picture of the plan in %s", (form) => {
  test.each([2, 12])("holds log2 of each unit's root mean square over the first four of %i examples", async (count) => {
    const network = randomNetwork([1, 6, 5, 1], "relu");
    const [inputs, others] = [normals(4, count), normals(5, count + 3)];
    const { picture } = await engines[form].signalStatistics(network, inputs, others, { picture: true });
    const forward = pictureByHand(network, inputs.subarray(0, 4));
    const backward = pictureByHand(network, others.subarray(0, 4));
    expect([picture!.depth, picture!.units]).toEqual([2, 6]);
    // A few dozen roundings of 2^-24 in the values, and WGSL's log2: within 2^-21 absolute near 1, 3 units elsewhere.
    expect(pictureError(picture!.activation, forward.activation)).toBeLessThan(1e-5);
    expect(pictureError(picture!.gradPreactivation, backward.gradPreactivation)).toBeLessThan(1e-5);
  });
});
