import type { BoundaryCells } from "../../../model/boundary.ts";
import { BufferPool } from "../../bufferPool.ts";
import type { GpuContext } from "../../context.ts";
import type { GpuBoundaryCells } from "./gpuBoundary.ts";

/** Brings a boundary back from the GPU, for where its canvas cannot show it. */
export async function readBoundary(
  { device }: GpuContext,
  { scores, stride, ...rest }: GpuBoundaryCells,
): Promise<BoundaryCells> {
  const { columns, rows, outputs } = rest;
  const pool = new BufferPool(device);
  try {
    const size = stride * outputs * Float32Array.BYTES_PER_ELEMENT;
    const staging = pool.create("boundary staging", size, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const encoder = device.createCommandEncoder({ label: "boundary" });
    encoder.copyBufferToBuffer(scores.buffer, scores.offset, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const padded = new Float32Array(staging.getMappedRange().slice(0));
    const points = columns * rows;
    const values = new Float32Array(outputs * points);
    for (let output = 0; output < outputs; output += 1) {
      values.set(padded.subarray(output * stride, output * stride + points), output * points);
    }
    return { ...rest, scores: values };
  } finally {
    pool.destroy();
  }
}
