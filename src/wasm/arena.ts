import { LimitError } from "../model/limitError.ts";

/** Every piece starts on a cache line. */
const ALIGNMENT = 64;
const PAGE_BYTES = 2 ** 16;

/**
 * A module's memory, handed out from heapBase on and given back like a stack. It grows and never shrinks: what is given
 * back is taken again.
 */
export class Arena {
  #top: number;

  /** `advice` is what people can do where the memory does not grow. */
  constructor(
    readonly memory: WebAssembly.Memory,
    base: number,
    readonly advice = "choose a smaller depth or width",
  ) {
    this.#top = roundUp(base, ALIGNMENT);
  }

  /** The end of what is taken; `release` goes back to it. */
  get top(): number {
    return this.#top;
  }

  /** Gives back all that was taken since `top` was read. */
  release(top: number): void {
    this.#top = top;
  }

  /** The address of so many bytes, their values unknown. Views made before it may be detached. Throws a LimitError. */
  take(bytes: number): number {
    const start = this.#top;
    const end = roundUp(start + bytes, ALIGNMENT);
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) this.#grow(missing);
    this.#top = end;
    return start;
  }

  #grow(missing: number): void {
    try {
      this.memory.grow(Math.ceil(missing / PAGE_BYTES));
    } catch (error) {
      const mebibytes = Math.ceil((this.memory.buffer.byteLength + missing) / 2 ** 20).toLocaleString("en");
      throw new LimitError(
        `This run needs ${mebibytes} MiB at once, which the machine does not give: ${this.advice}.`,
        { cause: error },
      );
    }
  }

  floats(at: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.memory.buffer, at, length);
  }

  integers(at: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.memory.buffer, at, length);
  }

  doubles(at: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.memory.buffer, at, length);
  }
}

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
