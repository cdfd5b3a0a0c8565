import { describe, expect, test } from "vitest";
import { CpuBoundary, boundaryPoints } from "../../src/cpu/training/cpuBoundary.ts";
import type { BoundaryGrid } from "../../src/model/boundary.ts";
import type { LossId, TrainedNetwork } from "../../src/model/training.ts";

const GRID: BoundaryGrid = { columns: 3, rows: 2, x: [-1, 1], y: [0, 2] };
const NETWORK: TrainedNetwork = { sizes: [2, 1], activation: "relu", outputActivation: "tanh" };

function scores(network: TrainedNetwork, loss: LossId, weights: readonly number[], biases: readonly number[]) {
  const parameters = [{ weight: Float64Array.from(weights), bias: Float64Array.from(biases) }];
  return new CpuBoundary({ network, loss }, GRID).draw(parameters);
}

describe("a network over the plane of two features, in float64", () => {
  test("z = 2 x + y + 1 at each point, row by row from the lowest y", () => {
    const cells = scores(NETWORK, "binary_crossentropy", [2, 1], [1]);
    expect(cells).toMatchObject({ columns: 3, rows: 2, outputs: 1, kind: "logistic" });
    expect([...cells.scores]).toEqual([-1, 1, 3, 1, 3, 5]);
  });

  test("φ_out(z) where the loss looks at it", () => {
    const cells = scores(NETWORK, "mean_squared_error", [2, 1], [1]);
    expect(cells.kind).toBe("clipped");
    expect([...cells.scores]).toEqual([-1, 1, 3, 1, 3, 5].map(Math.tanh));
  });

  test("each output's points after the other's", () => {
    const cells = scores({ ...NETWORK, sizes: [2, 2] }, "categorical_crossentropy", [1, 0, 0, 1], [0, 7]);
    expect([...cells.scores]).toEqual([-1, 0, 1, -1, 0, 1, 7, 7, 7, 9, 9, 9]);
  });

  test("refuses what has no plane", () => {
    expect(() => new CpuBoundary({ network: { ...NETWORK, sizes: [3, 1] }, loss: "mean_squared_error" }, GRID)).toThrow(
      /plane of 2 features; sizes are \[3, 1\]/,
    );
  });

  test("takes fewer points the more each of them costs", () => {
    const sizes = [
      [2, 3, 1],
      [2, 16, 16, 1],
      [2, ...Array<number>(8).fill(64), 1],
    ];
    const points = sizes.map(boundaryPoints);
    expect(points[0]).toBe(96);
    expect(points[1]).toBeLessThanOrEqual(96);
    expect(points[2]).toBe(24);
  });
});
