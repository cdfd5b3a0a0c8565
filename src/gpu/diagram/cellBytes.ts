import { DIAGRAM_QUANTITIES, type DiagramCells, type DiagramQuantity } from "../../model/diagram.ts";
import { BufferPool } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import type { GpuDiagram } from "./gpuDiagram.ts";

/** Bytes of a cell's four numbers, and of its kinds. */
export const CELL_BYTES = DIAGRAM_QUANTITIES.length * Float32Array.BYTES_PER_ELEMENT;
export const KIND_BYTES = Uint32Array.BYTES_PER_ELEMENT;
const BITS_A_KIND = 2;

/** Brings a diagram back from the GPU. */
export async function readCells({ device }: GpuContext, { window, values, kinds }: GpuDiagram): Promise<DiagramCells> {
  const cells = window.columns * window.rows;
  const pool = new BufferPool(device);
  try {
    const size = cells * (CELL_BYTES + KIND_BYTES);
    const staging = pool.create("diagram staging", size, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const encoder = device.createCommandEncoder({ label: "diagram" });
    encoder.copyBufferToBuffer(values.buffer, values.offset, staging, 0, cells * CELL_BYTES);
    encoder.copyBufferToBuffer(kinds.buffer, kinds.offset, staging, cells * CELL_BYTES, cells * KIND_BYTES);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const bytes = staging.getMappedRange().slice(0);
    const numbers = new Float32Array(bytes, 0, DIAGRAM_QUANTITIES.length * cells);
    const packed = new Uint32Array(bytes, cells * CELL_BYTES, cells);
    return {
      window,
      values: quantities((at) =>
        Float32Array.from(packed, (_, cell) => numbers[DIAGRAM_QUANTITIES.length * cell + at]!),
      ),
      kinds: quantities((at) => Uint8Array.from(packed, (word) => (word >> (BITS_A_KIND * at)) & 3)),
    };
  } finally {
    pool.destroy();
  }
}

function quantities<T>(of: (index: number) => T): Record<DiagramQuantity, T> {
  return Object.fromEntries(DIAGRAM_QUANTITIES.map((quantity, index) => [quantity, of(index)])) as Record<
    DiagramQuantity,
    T
  >;
}
