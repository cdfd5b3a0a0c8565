import type { Pacer } from "../model/pacer.ts";
import { Findings, type ThreadMachine, emptyKept, groupExamples, groupsOf, keepPanels } from "./group.ts";
import { panelsOf } from "./layout.ts";
import { type Panels, panelsBytes, takePanels, writePanels } from "./panels.ts";
import { Steps, stepsBytes } from "./steps.ts";
import type { ForwardTask, KeptValues, TaskResult } from "./task.ts";

/** The bytes that a ForwardRun takes at the most. */
export function forwardBytes(sizes: readonly number[], examples: number): number {
  const group = groupExamples(sizes, examples);
  const widest = Math.max(...sizes);
  return stepsBytes(widest, group) + 2 * panelsBytes(widest, panelsOf(group));
}

/** Takes a task's examples through the hidden layers up to its last. Its memory is the caller's to give back. */
export class ForwardRun {
  readonly #machine: ThreadMachine;
  readonly #task: ForwardTask;
  readonly #group: number;
  readonly #steps: Steps;
  readonly #h: Panels;
  readonly #z: Panels;
  readonly #findings: Findings;
  readonly #kept: KeptValues | null;

  constructor(machine: ThreadMachine, task: ForwardTask) {
    const { kernels, arena, store } = machine;
    const { sizes } = store;
    const widest = Math.max(...sizes);
    this.#machine = machine;
    this.#task = task;
    this.#group = groupExamples(sizes, task.examples);
    this.#steps = new Steps(kernels, arena, widest, this.#group);
    this.#h = takePanels(arena, widest, panelsOf(this.#group));
    this.#z = takePanels(arena, widest, panelsOf(this.#group));
    this.#findings = new Findings(task, task.last + 1, sizes);
    this.#kept = task.keep === null ? null : emptyKept(sizes[task.keep]!, task.examples);
  }

  async run(pacer: Pacer): Promise<TaskResult> {
    const { examples, last, nonlinearity, weightStd, inputs } = this.#task;
    const { arena, store } = this.#machine;
    for (const [start, count] of groupsOf(examples, this.#group)) {
      let h = { ...this.#h, units: store.sizes[0]! };
      writePanels(arena, h, inputs, null, start, count);
      this.#steps.finish(h, count);
      this.#note(0, h, start, count);
      for (let layer = 1; layer <= last; layer += 1) {
        const units = store.sizes[layer]!;
        const z = { ...this.#z, units };
        this.#steps.affine(store.layer(layer - 1), weightStd[layer - 1]!, h, z, count);
        h = { ...this.#h, units };
        this.#steps.activate(nonlinearity, z, h, count);
        this.#note(layer, h, start, count);
        await pacer.pause((start + (count * layer) / last) / examples);
      }
    }
    const { running, picture } = this.#findings;
    return { statistics: running.values, picture, kept: this.#kept, gradWeight: null };
  }

  #note(layer: number, h: Panels, start: number, count: number): void {
    this.#findings.add(this.#steps, layer, layer, h, start, count);
    if (layer === this.#task.keep) keepPanels(this.#kept!, this.#machine.arena, h, start, count);
  }
}
