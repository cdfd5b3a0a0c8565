import type { MatmulData, PreparedWork } from "../bench/implementation.ts";
import type { MatmulWork } from "../bench/work.ts";
import type { GpuContext } from "../gpu/context.ts";
import { DeviceClock } from "../gpu/deviceClock.ts";
import { GpuMatmul } from "../gpu/matmul/gpuMatmul.ts";

/** A product on the GPU: both matrices uploaded, the kernel compiled. */
export async function prepareProduct(context: GpuContext, work: MatmulWork, data: MatmulData): Promise<PreparedWork> {
  const product = await GpuMatmul.prepare(context, work, data.a, data.b);
  // In software, the device's time is the page's.
  const clock = context.info.software ? null : DeviceClock.of(context);
  let batch = 1;
  return {
    async run(times) {
      batch = times;
      await product.run(times);
      return null;
    },
    result: () => product.read(),
    deviceMilliseconds: async () => clock && timeOnDevice(context, product, batch, clock),
    dispose() {
      product.destroy();
      clock?.destroy();
    },
  };
}

/** Milliseconds of one of so many products in one pass, by the device's own clock. */
async function timeOnDevice(
  { device }: GpuContext,
  product: GpuMatmul,
  times: number,
  clock: DeviceClock,
): Promise<number | null> {
  const label = "timed products";
  const encoder = device.createCommandEncoder({ label });
  const pass = encoder.beginComputePass({ label, timestampWrites: clock.timestampWrites() });
  for (let done = 0; done < times; done += 1) product.dispatch(pass);
  pass.end();
  clock.resolve(encoder);
  device.queue.submit([encoder.finish()]);
  const milliseconds = await clock.read();
  return milliseconds && milliseconds / times;
}
