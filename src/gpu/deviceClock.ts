const TIMESTAMP_BYTES = 8;
const NANOSECONDS = 1e6;

/** Milliseconds of compute passes by the device's own clock. Browsers may round it to 0.1 ms: time long passes. */
export class DeviceClock {
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;

  private constructor(readonly device: GPUDevice) {
    const size = 2 * TIMESTAMP_BYTES;
    this.#queries = device.createQuerySet({ label: "clock", type: "timestamp", count: 2 });
    this.#resolved = device.createBuffer({
      label: "clock",
      size,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    this.#staging = device.createBuffer({
      label: "clock's staging",
      size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
  }

  /** Null where the device's clock cannot be read. */
  static of({ device }: { readonly device: GPUDevice }): DeviceClock | null {
    return device.features.has("timestamp-query") ? new DeviceClock(device) : null;
  }

  /** What a pass is begun with to be timed; of several, the first begins and the last ends what is read. */
  timestampWrites({ begins = true, ends = true } = {}): GPUComputePassTimestampWrites {
    return {
      querySet: this.#queries,
      ...(begins ? { beginningOfPassWriteIndex: 0 } : {}),
      ...(ends ? { endOfPassWriteIndex: 1 } : {}),
    };
  }

  /** Adds the reading to the encoder of the timed pass, after it. */
  resolve(encoder: GPUCommandEncoder): void {
    encoder.resolveQuerySet(this.#queries, 0, 2, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, 2 * TIMESTAMP_BYTES);
  }

  /** Milliseconds of the latest pass that was submitted; null where the clock stood still, too coarse for it. */
  async read(): Promise<number | null> {
    await this.#staging.mapAsync(GPUMapMode.READ);
    const [begin, end] = new BigUint64Array(this.#staging.getMappedRange().slice(0));
    this.#staging.unmap();
    const milliseconds = Number(end! - begin!) / NANOSECONDS;
    return milliseconds > 0 ? milliseconds : null;
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}
