import { expect, test } from "vitest";
import { fusedBatches, fusedRanges, tilesOf } from "../../src/gpu/fused/fusedBatches.ts";

const shape = {
  hasBias: false,
  forwardExamples: 1_000_000,
  histogram: null,
  backwardExamples: 0,
  weightGradients: false,
  picture: false,
};

test.each(["columns", "tiles"] as const)("%s: no dispatch asks for more workgroups than WebGPU grants", (form) => {
  const tiles = tilesOf(shape);
  const sizes = [1, 2, 1];
  const batches = fusedBatches(sizes, tiles, form, 1e12);
  const perGroup = form === "columns" ? 4 : 1;
  const workgroups = batches.flatMap((batch) =>
    fusedRanges(sizes, tiles, batch, form, 1e12).map((range) => range.tiles / perGroup),
  );
  expect(Math.max(...workgroups)).toBeLessThanOrEqual(65_535);
  expect(batches.reduce((sum, { count }) => sum + count, 0)).toBe(tiles.forward);
});
