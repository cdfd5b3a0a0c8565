import { PICTURE_EXAMPLES } from "../../model/engine.ts";
import type { MatrixSlices } from "../dispatches.ts";
import type { BufferSlice } from "../kernel.ts";
import { PICTURE_ROW_THREADS } from "../kernels/pictureRow.ts";
import type { PassKernels } from "../passKernels.ts";
import type { Dispatch } from "../plan.ts";

/** A unit's few values and a logarithm, in floating-point operations. */
const FLOP_PER_UNIT = 40;

/** What of a network goes into a row: hidden layers from 1, their gradients after them; examples there are. */
export interface PictureRow {
  readonly sizes: readonly number[];
  readonly layer: number;
  readonly columns: number;
  readonly examples: number;
}

/** log2 of a layer's root mean squares over the first examples of `values` : (units, columns), into its row. */
export function pictureDispatch(
  { pictureRow }: Pick<PassKernels, "pictureRow">,
  { sizes, layer, columns, examples }: PictureRow,
  values: MatrixSlices,
  picture: BufferSlice,
): Dispatch {
  const hidden = sizes.slice(1, -1);
  const units = hidden[(layer - 1) % hidden.length]!;
  return {
    kernel: pictureRow,
    params: () => ({
      units,
      stride: columns,
      examples: Math.min(PICTURE_EXAMPLES, examples),
      start: (layer - 1) * Math.max(...sizes),
    }),
    buffers: [...values, picture],
    workgroups: [Math.ceil(units / PICTURE_ROW_THREADS), 1],
    flop: FLOP_PER_UNIT * units,
  };
}
