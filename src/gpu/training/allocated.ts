import { withErrorScopes } from "../errors.ts";

/** Makes what holds buffers, `what` in words; a GpuError where the device has no room, and what was made is freed then. */
export async function allocated<T extends { destroy(): void }>(
  device: GPUDevice,
  what: string,
  make: () => T,
): Promise<T> {
  const made: T[] = [];
  try {
    await withErrorScopes(device, `allocating ${what}`, () => void made.push(make()));
    return made[0]!;
  } catch (error) {
    made[0]?.destroy();
    throw error;
  }
}
