import type { Pacer } from "../model/pacer.ts";
import { Findings, type ThreadMachine, groupExamples, groupsOf } from "./group.ts";
import { panelsOf } from "./layout.ts";
import { type Panels, panelsBytes, takePanels, writePanels } from "./panels.ts";
import { Steps, stepsBytes } from "./steps.ts";
import type { BackwardTask, TaskResult } from "./task.ts";
import { WeightGradients, weightGradientBytes } from "./weightGradients.ts";

/** The bytes that a BackwardRun takes at the most. */
export function backwardBytes(sizes: readonly number[], examples: number, weightGradients: boolean): number {
  const group = groupExamples(sizes, examples);
  const panels = panelsOf(group);
  const widest = Math.max(...sizes);
  const kept = sizes.reduce((sum, units) => sum + panelsBytes(units, panels), panelsBytes(sizes.at(-1)!, panels));
  const sums = weightGradients ? weightGradientBytes(sizes) : 0;
  return stepsBytes(widest, Math.max(group, widest)) + kept + 3 * panelsBytes(widest, panels) + sums;
}

/** Takes a task's examples through the network and their gradients back. Its memory is the caller's to give back. */
export class BackwardRun {
  readonly #machine: ThreadMachine;
  readonly #task: BackwardTask;
  readonly #group: number;
  readonly #steps: Steps;
  readonly #input: Panels;
  /** Every preactivation, which the way back needs again. */
  readonly #z: readonly Panels[];
  readonly #h: Panels;
  readonly #target: Panels;
  /** ∂loss/∂z of the layer in hand and of the next. */
  #gradient: Panels;
  #other: Panels;
  readonly #findings: Findings;
  readonly #weightGradients: WeightGradients | null;

  constructor(machine: ThreadMachine, task: BackwardTask) {
    const { kernels, arena, store } = machine;
    const { sizes } = store;
    const widest = Math.max(...sizes);
    this.#machine = machine;
    this.#task = task;
    this.#group = groupExamples(sizes, task.examples);
    const panels = panelsOf(this.#group);
    // The weights' gradients have as many columns as the widest layer has units.
    this.#steps = new Steps(kernels, arena, widest, Math.max(this.#group, widest));
    this.#input = takePanels(arena, sizes[0]!, panels);
    this.#z = sizes.slice(1).map((units) => takePanels(arena, units, panels));
    this.#target = takePanels(arena, sizes.at(-1)!, panels);
    this.#h = takePanels(arena, widest, panels);
    this.#gradient = takePanels(arena, widest, panels);
    this.#other = takePanels(arena, widest, panels);
    this.#weightGradients = task.weightGradients ? new WeightGradients(arena, sizes) : null;
    this.#findings = new Findings(task, sizes.length - 1, sizes);
  }

  async run(pacer: Pacer): Promise<TaskResult> {
    const { examples } = this.#task;
    for (const [start, count] of groupsOf(examples, this.#group)) {
      const half = (offset: number): Pacer => ({
        pause: (fraction) => pacer.pause((start + (count * (offset + fraction)) / 2) / examples),
      });
      await this.#there(start, count, half(0));
      await this.#back(start, count, half(1));
    }
    const { running, picture } = this.#findings;
    const gradWeight = this.#weightGradients?.statistics(this.#steps) ?? null;
    return { statistics: running.values, picture, kept: null, gradWeight };
  }

  async #there(start: number, count: number, pacer: Pacer): Promise<void> {
    const { weightStd, inputs } = this.#task;
    const { arena, store } = this.#machine;
    writePanels(arena, this.#input, inputs, null, start, count);
    this.#steps.finish(this.#input, count);
    for (const [index, z] of this.#z.entries()) {
      this.#steps.affine(store.layer(index), weightStd[index]!, this.#activation(index, count), z, count);
      await pacer.pause((index + 1) / this.#z.length);
    }
  }

  async #back(start: number, count: number, pacer: Pacer): Promise<void> {
    const { nonlinearity, weightStd, targets } = this.#task;
    const { arena, store } = this.#machine;
    const last = this.#z.length - 1;
    const outputs = this.#target.units;
    writePanels(arena, this.#target, targets ?? new Float64Array(outputs * count), null, targets ? start : 0, count);
    this.#gradient = { ...this.#gradient, units: outputs };
    this.#steps.lossGradient(this.#z[last]!, this.#target, this.#gradient, count);
    this.#note(last, start, count);
    for (let index = last - 1; index >= 0; index -= 1) {
      const next = { ...this.#other, units: store.sizes[index + 1]! };
      this.#steps.gradActivation(store.layer(index + 1), weightStd[index + 1]!, this.#gradient, next, count);
      this.#steps.gradPreactivation(nonlinearity, next, this.#z[index]!, count);
      [this.#gradient, this.#other] = [next, this.#gradient];
      this.#note(index, start, count);
      await pacer.pause(1 - index / last);
    }
  }

  /** What layer `index` of weights is given: the input, or φ of the preactivation before it, computed anew. */
  #activation(index: number, count: number): Panels {
    if (index === 0) return this.#input;
    const z = this.#z[index - 1]!;
    const h = { ...this.#h, units: z.units };
    this.#steps.activate(this.#task.nonlinearity, z, h, count);
    return h;
  }

  /** Takes in ∂loss/∂z of layer `index` of weights. */
  #note(index: number, start: number, count: number): void {
    this.#findings.add(this.#steps, index, index + 1, this.#gradient, start, count);
    if (this.#weightGradients === null) return;
    this.#weightGradients.add(this.#steps, index, this.#gradient, this.#activation(index, count), count);
  }
}
