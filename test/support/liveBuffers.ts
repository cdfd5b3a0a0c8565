/** What a device holds in buffers that nobody has destroyed. */
export class LiveBuffers {
  readonly #sizes = new Map<GPUBuffer, number>();

  /** Counts from now on. */
  watch(device: GPUDevice): void {
    const create = device.createBuffer.bind(device);
    device.createBuffer = (descriptor) => {
      const buffer = create(descriptor);
      this.#sizes.set(buffer, descriptor.size);
      const destroy = buffer.destroy.bind(buffer);
      buffer.destroy = () => {
        this.#sizes.delete(buffer);
        return destroy();
      };
      return buffer;
    };
  }

  get now(): { readonly count: number; readonly bytes: number } {
    return { count: this.#sizes.size, bytes: [...this.#sizes.values()].reduce((sum, size) => sum + size, 0) };
  }
}
