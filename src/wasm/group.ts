import type { Arena } from "./arena.ts";
import { LANES, panelBytes, panelsOf } from "./layout.ts";
import type { KernelModule } from "./kernelModule.ts";
import type { NetworkStore } from "./networkStore.ts";
import type { Panels } from "./panels.ts";
import { type PictureSums, addToPicture, emptyPicture } from "./pictureSums.ts";
import { RunningStatistics } from "./runningStatistics.ts";
import type { Steps } from "./steps.ts";
import type { KeptValues, Task } from "./task.ts";

/** What a thread computes with: kernels, their memory, and the network in it. */
export interface ThreadMachine {
  readonly kernels: KernelModule;
  readonly arena: Arena;
  readonly store: NetworkStore;
}

/** Panels that take each layer together, so that its weights are read once for them, while they fit a second cache. */
const MOST_PANELS = 8;
const CACHED_BYTES = 2 ** 18;

/** Examples that go through a network of these sizes together. */
export function groupExamples(sizes: readonly number[], examples: number): number {
  const panels = Math.floor(CACHED_BYTES / panelBytes(Math.max(...sizes)));
  return Math.min(Math.max(1, Math.min(MOST_PANELS, panels)), panelsOf(examples)) * LANES;
}

/** [start, count] of each group of a task's examples. */
export function* groupsOf(examples: number, group: number): Generator<readonly [start: number, count: number]> {
  for (let start = 0; start < examples; start += group) yield [start, Math.min(group, examples - start)];
}

/** What a task finds out, layer by layer and group by group. */
export class Findings {
  readonly running: RunningStatistics;
  readonly picture: PictureSums | null;

  constructor(
    readonly task: Task,
    readonly layers: number,
    sizes: readonly number[],
  ) {
    const parts = Math.ceil(panelsOf(task.examples) / task.panelsPerPart);
    this.running = new RunningStatistics(parts * layers);
    this.picture = task.picture ? emptyPicture(sizes, task.examples) : null;
  }

  /**
   * Takes in the matrix that the latest step has normalised: its statistics as the entry `layer`, and for the picture
   * where it is that of `hiddenLayer`, from 1.
   */
  add(steps: Steps, layer: number, hiddenLayer: number, matrix: Panels, start: number, count: number): void {
    const part = (panel: number): number => Math.floor((start / LANES + panel) / this.task.panelsPerPart);
    steps.addStatistics(this.running, matrix.units, count, (panel) => part(panel) * this.layers + layer);
    if (this.picture === null || hiddenLayer < 1 || hiddenLayer > this.picture.depth) return;
    addToPicture(this.picture, hiddenLayer, steps.arena, matrix, start, count);
  }
}

/** Room for one layer's values of all examples of a task. */
export function emptyKept(units: number, examples: number): KeptValues {
  const panels = panelsOf(examples);
  return {
    units,
    examples,
    values: new Float32Array((panels * panelBytes(units)) / Float32Array.BYTES_PER_ELEMENT),
    frames: new Int32Array(panels * LANES),
  };
}

/** Copies a group's panels to their place among all of the task's. */
export function keepPanels(
  kept: KeptValues,
  arena: Arena,
  { units, values, frames }: Panels,
  start: number,
  count: number,
): void {
  const stride = panelBytes(units) / Float32Array.BYTES_PER_ELEMENT;
  const first = start / LANES;
  const panels = panelsOf(count);
  kept.values.set(arena.floats(values, panels * stride), first * stride);
  kept.frames.set(arena.integers(frames, panels * LANES), first * LANES);
}
