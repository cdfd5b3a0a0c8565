import type { Implementation } from "../bench/implementation.ts";
import { openGpuEngine } from "../gpu/gpuEngine.ts";
import { prepareProduct } from "./gpuProduct.ts";
import { prepareSignal } from "./signalWork.ts";

/** Our WebGPU engine and kernels, on a device of their own. */
export function gpuImplementation(gpu: GPU | undefined): Implementation {
  return {
    name: "initscope-gpu",
    async open() {
      const engine = gpu === undefined ? null : await openGpuEngine(gpu);
      if (engine === null) throw new Error("There is no WebGPU adapter here.");
      return {
        version: engine.info.adapter,
        matmul: (work, data) => prepareProduct(engine.context, work, data),
        signal: async (work, data) => prepareSignal(engine, work, data),
        close: () => engine.destroy(),
      };
    },
  };
}
