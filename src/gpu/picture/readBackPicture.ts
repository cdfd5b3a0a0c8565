import type { SignalPicture } from "../../model/engine.ts";
import { BufferPool } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { type GpuPicture, readPicture } from "./pictureBuffer.ts";

/** Brings a picture back from the GPU, for where its canvas cannot show it. */
export async function readBackPicture({ device }: GpuContext, { slice, sizes }: GpuPicture): Promise<SignalPicture> {
  const pool = new BufferPool(device);
  try {
    const staging = pool.create("picture staging", slice.size, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const encoder = device.createCommandEncoder({ label: "picture" });
    encoder.copyBufferToBuffer(slice.buffer, slice.offset, staging, 0, slice.size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return readPicture(staging.getMappedRange().slice(0), 0, sizes);
  } finally {
    pool.destroy();
  }
}
