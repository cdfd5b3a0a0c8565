import { requestTestGpu } from "./gpuDevice.ts";

/** WebGPU whose devices are changed before anyone uses them, and whose adapter may be said to be another. */
export async function changedGpu(change: (device: GPUDevice) => void, vendor?: string): Promise<GPU> {
  const gpu = await requestTestGpu();
  const requestAdapter: GPU["requestAdapter"] = async (options) => {
    const adapter = await gpu.requestAdapter(options);
    if (adapter === null) return null;
    const { features, limits } = adapter;
    const named = { vendor, architecture: "", device: "", description: "", isFallbackAdapter: false };
    const info = vendor === undefined ? adapter.info : named;
    const requestDevice: GPUAdapter["requestDevice"] = async (descriptor) => {
      const device = await adapter.requestDevice(descriptor);
      change(device);
      return device;
    };
    return { info, features, limits, requestDevice } as unknown as GPUAdapter;
  };
  return { requestAdapter } as unknown as GPU;
}
