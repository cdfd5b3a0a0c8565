import type { MatmulData, PreparedWork } from "../bench/implementation.ts";
import type { MatmulWork } from "../bench/work.ts";
import { BufferPool, roundUp, whole } from "../gpu/bufferPool.ts";
import type { GpuContext } from "../gpu/context.ts";
import { withErrorScopes } from "../gpu/errors.ts";
import { affine, affineWorkgroups } from "../gpu/kernels/affine.ts";

/** A product on the GPU: both matrices uploaded, the kernel compiled. */
export async function prepareProduct(context: GpuContext, work: MatmulWork, data: MatmulData): Promise<PreparedWork> {
  const { device } = context;
  const [m, k, n] = [work.m, work.k, work.n].map((side) => roundUp(side, 4)) as [number, number, number];
  const kernel = await context.kernel(affine);
  const pool = new BufferPool(device);
  const upload = (label: string, values: Float32Array<ArrayBuffer>): GPUBuffer => {
    const buffer = pool.storage(label, values.byteLength);
    device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  };
  const group = await withErrorScopes(device, work.id, () => {
    const params = pool.create("params", kernel.spec.params.size, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    const view = new DataView(new ArrayBuffer(kernel.spec.params.size));
    const scale = { has_bias: 0, scale_high: 1, scale_low: 0, scale_exponent: 0, bias_exponent: 0 };
    kernel.spec.params.write(view, 0, { fan_in: k, fan_out: m, examples: n, ...scale });
    device.queue.writeBuffer(params, 0, view.buffer);
    const buffers = [
      upload("A", paddedRows(data.a, work.m, work.k, m, k)),
      pool.storage("no bias", 4 * m),
      upload("B", paddedRows(data.b, work.k, work.n, k, n)),
      pool.storage("frame", 4 * n),
      pool.storage("C", 4 * m * n),
      pool.storage("frame of C", 4 * n),
    ];
    const bound = kernel.bind(device, { ...whole(params), size: kernel.spec.params.size }, buffers.map(whole));
    return { bound, product: buffers[4]! };
  });
  return {
    async run(times) {
      await withErrorScopes(device, work.id, () => {
        const encoder = device.createCommandEncoder({ label: work.id });
        const pass = encoder.beginComputePass({ label: work.id });
        pass.setPipeline(kernel.pipeline);
        pass.setBindGroup(0, group.bound);
        for (let done = 0; done < times; done += 1) pass.dispatchWorkgroups(...affineWorkgroups(m, n));
        pass.end();
        device.queue.submit([encoder.finish()]);
      });
      await device.queue.onSubmittedWorkDone();
      context.assertAlive();
      return null;
    },
    async result() {
      const size = 4 * m * n;
      const staging = pool.create("staging", size, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
      const encoder = device.createCommandEncoder({ label: "read" });
      encoder.copyBufferToBuffer(group.product, 0, staging, 0, size);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const values = new Float32Array(staging.getMappedRange().slice(0, size));
      staging.unmap();
      return paddedRows(values, work.m, n, work.m, work.n);
    },
    dispose: () => pool.destroy(),
  };
}

/** (rows, columns) in an array of other sides: cut, or padded with zeros. */
function paddedRows(
  values: Float32Array<ArrayBuffer>,
  rows: number,
  columns: number,
  toRows: number,
  toColumns: number,
): Float32Array<ArrayBuffer> {
  if (rows === toRows && columns === toColumns) return values;
  const out = new Float32Array(toRows * toColumns);
  const kept = Math.min(columns, toColumns);
  for (let row = 0; row < Math.min(rows, toRows); row += 1) {
    out.set(values.subarray(row * columns, row * columns + kept), row * toColumns);
  }
  return out;
}
