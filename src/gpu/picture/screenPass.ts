import vertex from "../../../shaders/pictureVertex.wgsl";
import type { GpuContext } from "../context.ts";
import { withErrorScopes } from "../errors.ts";

/** A pipeline that covers its target with what a fragment shader makes of buffers alone; a GpuError holds what is wrong. */
export function openScreenPipeline(
  { device }: GpuContext,
  label: string,
  fragment: string,
  format: GPUTextureFormat,
): Promise<GPURenderPipeline> {
  return withErrorScopes(device, label, () =>
    device.createRenderPipelineAsync({
      label,
      layout: "auto",
      vertex: { module: device.createShaderModule({ label, code: vertex }) },
      fragment: { module: device.createShaderModule({ label, code: fragment }), targets: [{ format }] },
    }),
  );
}

/** One draw over the whole of `target`, with the resources at bindings 0, 1, … of the pipeline. */
export function drawScreen(
  { device }: GpuContext,
  pipeline: GPURenderPipeline,
  resources: readonly GPUBufferBinding[],
  target: GPUTexture,
): void {
  const { label } = pipeline;
  const bindGroup = device.createBindGroup({
    label,
    layout: pipeline.getBindGroupLayout(0),
    entries: resources.map((resource, binding) => ({ binding, resource })),
  });
  const encoder = device.createCommandEncoder({ label });
  const pass = encoder.beginRenderPass({
    label,
    colorAttachments: [{ view: target.createView({ label }), loadOp: "clear", storeOp: "store" }],
  });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.draw(3);
  pass.end();
  device.queue.submit([encoder.finish()]);
}
