import type { Implementation, PreparedWork } from "../bench/implementation.ts";
import type { GpuContext } from "../gpu/context.ts";
import { DeviceClock } from "../gpu/deviceClock.ts";
import { openGpuEngine } from "../gpu/gpuEngine.ts";
import type { TuningStore } from "../gpu/matmul/tuningStore.ts";
import { prepareProduct } from "./gpuProduct.ts";
import { prepareSignal } from "./signalWork.ts";
import { useFastestKernels } from "./tunedKernels.ts";

/** Our WebGPU engine and the kernels that are fastest here, on a device of their own. */
export function gpuImplementation(gpu: GPU | undefined, store: TuningStore): Implementation {
  return {
    name: "initscope-gpu",
    async open() {
      const engine = gpu === undefined ? null : await openGpuEngine(gpu);
      if (engine === null) throw new Error("There is no WebGPU adapter here.");
      await useFastestKernels(engine.context, store);
      return {
        version: engine.info.adapter,
        matmul: (work, data) => prepareProduct(engine.context, work, data),
        signal: async (work, data) => timedOnDevice(engine.context, prepareSignal(engine, work, data)),
        close: () => engine.destroy(),
      };
    },
  };
}

/** Signal work with the device's own time; in software, that is the page's. */
function timedOnDevice(context: GpuContext, work: PreparedWork): PreparedWork {
  const clock = context.info.software ? null : DeviceClock.of(context);
  if (clock === null) return work;
  context.clock = clock;
  return {
    ...work,
    deviceMilliseconds: () => clock.read(),
    dispose() {
      context.clock = null;
      clock.destroy();
      work.dispose();
    },
  };
}
