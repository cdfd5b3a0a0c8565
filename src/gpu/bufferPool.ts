import { LimitError } from "../model/limitError.ts";
import type { BufferSlice } from "./kernel.ts";

/** Offsets of bound slices are multiples of this: WebGPU's default minStorageBufferOffsetAlignment. */
export const SLICE_ALIGNMENT = 256;

/** The least multiple of `step` that is not below `value`. */
export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** Makes labelled buffers and frees them all at once. */
export class BufferPool {
  readonly #buffers: GPUBuffer[] = [];

  constructor(readonly device: GPUDevice) {}

  /** A zeroed buffer of at least one slice; LimitError where it exceeds the device's limit. */
  create(label: string, bytes: number, usage: number): GPUBuffer {
    const size = roundUp(Math.max(bytes, 1), SLICE_ALIGNMENT);
    assertBytes(this.device.limits, label, size);
    const buffer = this.device.createBuffer({ label, size, usage });
    this.#buffers.push(buffer);
    return buffer;
  }

  storage(label: string, bytes: number): GPUBuffer {
    return this.create(label, bytes, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC);
  }

  destroy(): void {
    for (const buffer of this.#buffers) buffer.destroy();
    this.#buffers.length = 0;
  }
}

/** Throws a LimitError, with the limit, the size and what to make smaller, where no buffer of the device holds as much. */
export function assertBytes(
  limits: GPUSupportedLimits,
  label: string,
  bytes: number,
  smaller = "depth, width or number of samples",
): void {
  if (bytes > limits.maxBufferSize) {
    throw new LimitError(
      `${label} would take ${megabytes(bytes)}; one buffer of this GPU holds at most ${megabytes(limits.maxBufferSize)}. ` +
        `Choose a smaller ${smaller}.`,
    );
  }
}

/** Throws a LimitError, with the limit and the size, where a shader cannot bind so many bytes at once. */
export function assertBinding(limits: GPUSupportedLimits, label: string, bytes: number, smaller?: string): void {
  assertBytes(limits, label, bytes, smaller);
  if (bytes > limits.maxStorageBufferBindingSize) {
    throw new LimitError(
      `${label} would take ${megabytes(bytes)}; a shader of this GPU binds at most ` +
        `${megabytes(limits.maxStorageBufferBindingSize)}. Choose a smaller ${smaller ?? "width or number of samples"}.`,
    );
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toLocaleString("en", { maximumFractionDigits: 1 })} MiB`;
}

/** The whole buffer as a slice. */
export function whole(buffer: GPUBuffer): BufferSlice {
  return { buffer, offset: 0, size: buffer.size };
}
