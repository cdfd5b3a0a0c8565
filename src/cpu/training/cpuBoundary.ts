import { type BoundaryCells, type BoundaryGrid, gridInputs, scoreKind } from "../../model/boundary.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import type { LayerParameters, TrainingSetup } from "../../model/training.ts";
import { parameterCount } from "../../model/trainingShapes.ts";
import { BatchPass } from "./batchPass.ts";
import { FlatParameters } from "./flatParameters.ts";

/** Points along a side of a grid: more would not be seen between neighbours, fewer would show their cells. */
const MOST_POINTS = 96;
const LEAST_POINTS = 24;
/** Multiply-adds of a grid that take about 20 ms, and how many the nonlinearity of one unit is worth. */
const GRID_WORK = 1e7;
const UNIT_WORK = 30;

/** Points along a side of a grid that a network of these sizes is soon done with. */
export function boundaryPoints(sizes: readonly number[]): number {
  const work = parameterCount(sizes) + UNIT_WORK * sizes.reduce((sum, size) => sum + size, 0);
  return Math.min(MOST_POINTS, Math.max(LEAST_POINTS, Math.floor(Math.sqrt(GRID_WORK / work))));
}

/** Takes a grid over the plane of two features through a network in float64. Its buffers live as long as it does. */
export class CpuBoundary {
  readonly #pass: BatchPass;
  readonly #parameters: FlatParameters;

  /** A RangeError where the network does not take two features. */
  constructor(
    readonly setup: Pick<TrainingSetup, "network" | "loss">,
    readonly grid: BoundaryGrid,
  ) {
    const { sizes } = setup.network;
    if (sizes[0] !== 2) {
      throw new RangeError(`a boundary lies in a plane of 2 features; sizes are [${sizes.join(", ")}]`);
    }
    const examples = grid.columns * grid.rows;
    this.#parameters = new FlatParameters(sizes);
    this.#pass = new BatchPass(setup.network, setup.loss, examples, null);
    const targets = new Float32Array(sizes.at(-1)! * examples);
    this.#pass.load({ examples, inputs: gridInputs(grid), targets }, null, { start: 0 });
  }

  draw(parameters: readonly LayerParameters[]): BoundaryCells {
    const { network, loss } = this.setup;
    this.#parameters.set(parameters);
    this.#pass.forward(this.#parameters.layers);
    const scores = this.#pass.logits.slice();
    const kind = scoreKind(loss);
    if (kind === "clipped") {
      const phi = nonlinearityOf(network.outputActivation);
      scores.forEach((z, at) => (scores[at] = phi.value(z)));
    }
    const { columns, rows } = this.grid;
    return { columns, rows, outputs: network.sizes.at(-1)!, kind, scores };
  }
}
