import type { DiagramWindow } from "../../model/diagram.ts";
import type { BufferSlice } from "../kernel.ts";

/** A diagram that lies on the GPU, until the next is drawn. */
export interface GpuDiagram {
  readonly window: DiagramWindow;
  /** chi1, q*, c*, xi_c of each cell as float32, row 0 the lowest sigmaB2. */
  readonly values: BufferSlice;
  /** Two bits a quantity in a u32 a cell: its position in CELL_KINDS. */
  readonly kinds: BufferSlice;
}
