/** A stretch of a training, as one submission takes it. */
export interface TrainingWork {
  /** Updates made before: step i of the tables is update `iteration + i` (from 0), and reads copy (iteration + i) % 2. */
  readonly iteration: number;
  /** Updates to make, of steps 0 … updates - 1. */
  readonly updates: number;
  /** Updates that one dispatch may take, from 1. */
  readonly perDispatch: number;
  /** Whether the loss of the parameters after them is taken too, over the batch of step `updates`. */
  readonly closes: boolean;
  /** Whether the logits of all examples are taken too; asked for without updates only. */
  readonly logits: boolean;
}

/**
 * A way to train on a GPU. Paths share the store: they take its tables, write losses[step] of its results for every step
 * they go through, keep to what it says of copies and of what breaks, and may make buffers of their own.
 */
export interface TrainingPath {
  /** Records the work; uniforms that it needs are written to the queue at once. No dispatch takes more than `perDispatch` updates. */
  encode(encoder: GPUCommandEncoder, work: TrainingWork): void;
  /** Frees the path's own buffers. */
  destroy(): void;
}
