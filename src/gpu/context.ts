import type { EngineInfo } from "../model/engine.ts";
import type { DeviceClock } from "./deviceClock.ts";
import { DeviceLostError } from "./errors.ts";
import { Kernel, type KernelSpec } from "./kernel.ts";
import type { Tuned } from "./matmul/choice.ts";
import type { UniformFields } from "./uniforms.ts";

/** A device with its limits and the kernels compiled for it. Made by openContext, freed by destroy(). */
export class GpuContext {
  /** The reason once the device is lost, else null. */
  lost: DeviceLostError | null = null;
  /** Which matmul variants a tuning of this machine found fastest; null where there was none. */
  tuned: Tuned | null = null;
  /** Times the passes of networks while it is set; whoever sets it destroys it. */
  clock: DeviceClock | null = null;
  readonly #kernels = new Map<string, Promise<Kernel>>();

  constructor(
    readonly device: GPUDevice,
    readonly info: EngineInfo,
    onLost?: (error: DeviceLostError) => void,
  ) {
    void device.lost.then(({ message }) => {
      this.lost = new DeviceLostError(`The GPU was lost: ${message === "" ? "its driver gave no reason" : message}`);
      onLost?.(this.lost);
    });
  }

  /** The kernel, compiled once a context for each set of constants, asynchronously. */
  kernel<F extends UniformFields>(spec: KernelSpec<F>, constants: Record<string, number> = {}): Promise<Kernel> {
    const key = `${spec.label} ${JSON.stringify(constants)}`;
    let kernel = this.#kernels.get(key);
    if (kernel === undefined) {
      kernel = Kernel.compile(this.device, spec, constants);
      kernel.catch(() => this.#kernels.delete(key));
      this.#kernels.set(key, kernel);
    }
    return kernel;
  }

  assertAlive(): void {
    if (this.lost !== null) throw this.lost;
  }

  destroy(): void {
    this.device.destroy();
  }
}

const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|software|warp|basic render/i;

function describe({ info }: GPUAdapter): EngineInfo {
  const parts = [info.vendor, info.architecture, info.device, info.description].filter((part) => part !== "");
  const adapter = [...new Set(parts)].join(" ") || "unnamed adapter";
  return { kind: "gpu", adapter, software: info.isFallbackAdapter || SOFTWARE_NAMES.test(adapter) };
}

/** What kernels and clocks use where an adapter has it. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ["subgroups", "timestamp-query"];

/** Opens a device with all the buffer sizes its adapter allows, or null where there is no adapter. */
export async function openContext(gpu: GPU, onLost?: (error: DeviceLostError) => void): Promise<GpuContext | null> {
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) return null;
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    label: "initscope",
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  return new GpuContext(device, describe(adapter), onLost);
}
