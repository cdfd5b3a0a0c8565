import type { LayerStatistics } from "../model/engine.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import type { PictureSums } from "./pictureSums.ts";

/** Some of a run's examples, for one thread: all that it needs beside the weights. */
interface CommonTask {
  readonly nonlinearity: NonlinearityId;
  /** The factor on each layer's unit weights. */
  readonly weightStd: readonly number[];
  /** (sizes[0], examples) row-major. */
  readonly inputs: Float64Array;
  readonly examples: number;
  /** Panels whose statistics are one part of the result; the last part may hold fewer. */
  readonly panelsPerPart: number;
  /** Also bring back the picture of the first examples. */
  readonly picture: boolean;
}

/** From the input to hidden layer `last`. */
export interface ForwardTask extends CommonTask {
  readonly pass: "forward";
  readonly last: number;
  /** Also bring back this layer's values. */
  readonly keep: number | null;
}

/** There and back. */
export interface BackwardTask extends CommonTask {
  readonly pass: "backward";
  /** (sizes.at(-1), examples) row-major, null for zeros. */
  readonly targets: Float64Array | null;
  /** Also sum ∂loss/∂weight: such a task must hold all of a run's examples. */
  readonly weightGradients: boolean;
}

export type Task = ForwardTask | BackwardTask;

/** One layer's values, in panels as they lie in memory. */
export interface KeptValues {
  readonly units: number;
  readonly examples: number;
  readonly values: Float32Array<ArrayBuffer>;
  readonly frames: Int32Array<ArrayBuffer>;
}

export interface TaskResult {
  /**
   * Values of RunningStatistics: (parts, layers) entries. Forward, the layers are 0 to `last`; backward, the
   * preactivations of layers 1 to the output.
   */
  readonly statistics: Float64Array<ArrayBuffer>;
  readonly picture: PictureSums | null;
  readonly kept: KeptValues | null;
  readonly gradWeight: readonly LayerStatistics[] | null;
}
