/** A WebGPU failure, with the label of what failed and its cause. */
export class GpuError extends Error {
  override readonly name = "GpuError";
}

/** The device is gone (a driver reset, a crash, or destroy()); a new one may be asked for. */
export class DeviceLostError extends Error {
  override readonly name = "DeviceLostError";
}

const FILTERS: readonly GPUErrorFilter[] = ["validation", "out-of-memory", "internal"];

/**
 * Runs `work` inside error scopes of every kind. WebGPU reports failures apart from the call
 * that made them; here they are rethrown as a GpuError that names `label`.
 */
export async function withErrorScopes<T>(device: GPUDevice, label: string, work: () => T): Promise<Awaited<T>> {
  for (const filter of FILTERS) device.pushErrorScope(filter);
  const scopes: Promise<GPUError | null>[] = [];
  let pending: T;
  try {
    pending = work();
  } finally {
    for (const _ of FILTERS) scopes.push(device.popErrorScope());
  }
  const settled = Promise.resolve(pending);
  settled.catch(() => undefined);
  for (const scope of await Promise.all(scopes)) {
    if (scope !== null) throw new GpuError(`${label}: ${scope.message}`, { cause: scope });
  }
  return settled;
}
