import type { PlainDispatch } from "../../diagram/submitDispatches.ts";

/** One dispatch; workgroups may lie in three directions. */
export type LayeredDispatch = Omit<PlainDispatch, "workgroups"> & {
  readonly workgroups: readonly [x: number, y: number, z: number];
};

/** Buffers of a path beside the store's: the scratch, the sums of gradients, and where the training stands. */
export interface LayeredBuffers {
  readonly scratch: GPUBuffer;
  readonly sums: GPUBuffer;
  readonly current: GPUBuffer;
}

/** The dispatches of a training, in the order in which a step takes them; all know from `current` which step it is. */
export interface LayeredSteps {
  /** Goes on to the next step, and gathers its inputs. */
  readonly next: readonly LayeredDispatch[];
  readonly batch: readonly LayeredDispatch[];
  readonly forward: readonly LayeredDispatch[];
  readonly loss: readonly LayeredDispatch[];
  readonly update: readonly LayeredDispatch[];
  /** Goes on to the next examples, and takes their logits. */
  readonly logits: readonly LayeredDispatch[];
}
