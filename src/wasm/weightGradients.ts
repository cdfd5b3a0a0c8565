import type { LayerStatistics } from "../model/engine.ts";
import { ZERO_EXPONENT } from "../model/scaled.ts";
import type { Arena } from "./arena.ts";
import { LANES, panelBytes, panelsOf } from "./layout.ts";
import { type Panels, panelsBytes, takePanels } from "./panels.ts";
import { RunningStatistics } from "./runningStatistics.ts";
import type { Steps } from "./steps.ts";

/** Far below every product's frame, so that the first example sets it. */
const NO_FRAME = 3 * ZERO_EXPONENT;

/** The bytes that the sums take, but for their alignment. */
export function weightGradientBytes(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, fanOut, index) => sum + panelsBytes(fanOut, panelsOf(sizes[index]!)), 0);
}

/** ∂loss/∂weight of every layer, summed over examples: (fanOut, fanIn), columns in panels, all in one frame. */
export class WeightGradients {
  readonly #sums: readonly Panels[];

  constructor(
    readonly arena: Arena,
    readonly sizes: readonly number[],
  ) {
    this.#sums = sizes.slice(1).map((fanOut, index) => takeSum(arena, fanOut, sizes[index]!));
    // What came later may have moved the memory: views are made once all is taken.
    this.#sums.forEach((sum, index) => clearSum(arena, sum, sizes[index]!));
  }

  /** Adds examples of layer `index` of weights. */
  add(steps: Steps, index: number, gradZ: Panels, h: Panels, examples: number): void {
    steps.addGradWeight(gradZ, h, this.#sums[index]!, examples);
  }

  /** Statistics of each layer's gradient; normalises the sums, so that no more can be added. */
  statistics(steps: Steps): LayerStatistics[] {
    const running = new RunningStatistics(this.#sums.length);
    this.#sums.forEach((sum, index) => {
      const fanIn = this.sizes[index]!;
      shareFrame(this.arena, sum, fanIn);
      steps.finish(sum, fanIn);
      steps.addStatistics(running, sum.units, fanIn, () => index);
    });
    return this.#sums.map((_, index) => running.result(index));
  }
}

/** Room for a sum. */
export function takeSum(arena: Arena, fanOut: number, fanIn: number): Panels {
  return takePanels(arena, fanOut, panelsOf(fanIn));
}

/** Makes a sum that of no examples. */
export function clearSum(arena: Arena, { units, values, frames }: Panels, fanIn: number): void {
  const panels = panelsOf(fanIn);
  arena.floats(values, (panels * panelBytes(units)) / Float32Array.BYTES_PER_ELEMENT).fill(0);
  arena.integers(frames, panels * LANES).fill(NO_FRAME);
}

/** Gives every column the frame of the sum, which stands at the first. */
export function shareFrame(arena: Arena, { frames }: Panels, fanIn: number): void {
  const all = arena.integers(frames, panelsOf(fanIn) * LANES);
  all.fill(all[0]!);
}
