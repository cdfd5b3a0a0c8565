import { systemGpuIsLikely, useSoftwareVulkan } from "./softwareVulkan.ts";

/** WebGPU in Node, and a sentence for people where it is a software driver. */
export interface NodeGpu {
  readonly gpu: GPU;
  readonly note: string | null;
}

const SOFTWARE_NOTE = "No GPU driver was found on this machine: a software driver (SwiftShader) stands in for it.";

/** Dawn frees its instance, devices and all, once this object is collected: it is kept while the process lives. */
const kept: GPU[] = [];

/** Makes GPUBufferUsage and its kin global, as they are in a browser. */
async function createGpu(): Promise<GPU> {
  const { create, globals } = await import("webgpu");
  Object.assign(globalThis, globals);
  const gpu = create([]);
  kept.push(gpu);
  return gpu;
}

/**
 * WebGPU through Dawn: the system's driver, else a software one. Null where there is no adapter at all.
 * Throws where the webgpu package itself cannot be loaded.
 */
export async function openNodeGpu(): Promise<NodeGpu | null> {
  if (await systemGpuIsLikely()) {
    const gpu = await createGpu();
    if ((await gpu.requestAdapter()) !== null) return { gpu, note: null };
  }
  if (!(await useSoftwareVulkan())) return null;
  const gpu = await createGpu();
  return (await gpu.requestAdapter()) === null ? null : { gpu, note: SOFTWARE_NOTE };
}
