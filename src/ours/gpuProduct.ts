import type { MatmulData, PreparedWork } from "../bench/implementation.ts";
import type { MatmulWork } from "../bench/work.ts";
import type { GpuContext } from "../gpu/context.ts";
import { DeviceClock } from "../gpu/deviceClock.ts";
import { GpuMatmul } from "../gpu/matmul/gpuMatmul.ts";

/** A product on the GPU: both matrices uploaded, the kernel compiled. */
export async function prepareProduct(context: GpuContext, work: MatmulWork, data: MatmulData): Promise<PreparedWork> {
  const product = await GpuMatmul.prepare(context, work, data.a, data.b);
  const clock = DeviceClock.of(context);
  return {
    async run(times) {
      await product.run(times);
      return null;
    },
    result: () => product.read(),
    deviceMilliseconds: async () => (clock === null ? null : timeOnDevice(context, product, clock)),
    dispose() {
      product.destroy();
      clock?.destroy();
    },
  };
}

/** One product more, by the device's own clock. */
async function timeOnDevice({ device }: GpuContext, product: GpuMatmul, clock: DeviceClock): Promise<number | null> {
  const encoder = device.createCommandEncoder({ label: "timed product" });
  const pass = encoder.beginComputePass({ label: "timed product", timestampWrites: clock.timestampWrites });
  product.dispatch(pass);
  pass.end();
  clock.resolve(encoder);
  device.queue.submit([encoder.finish()]);
  return clock.read();
}
