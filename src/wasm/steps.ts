import { NONLINEARITY_IDS, type NonlinearityId } from "../model/nonlinearity.ts";
import { Arena } from "./arena.ts";
import type { KernelModule } from "./kernelModule.ts";
import { LANES, SCRATCH_BYTES, STATISTICS_VALUES, panelBytes, panelsOf } from "./layout.ts";
import type { StoredLayer } from "./networkStore.ts";
import type { Panels } from "./panels.ts";
import type { RunningStatistics } from "./runningStatistics.ts";
import { weightFactor } from "./weights.ts";

/** The bytes of scratch and statistics that steps on matrices of so many units and examples need. */
export function stepsBytes(units: number, examples: number): number {
  const filled = Math.ceil(units / LANES) * LANES;
  return panelBytes(filled) + SCRATCH_BYTES + panelsOf(examples) * STATISTICS_VALUES * Float64Array.BYTES_PER_ELEMENT;
}

/** The kernels on matrices in panels, with the scratch that they need. Lives as long as the memory it has taken. */
export class Steps {
  readonly #scratch: number;
  readonly #statistics: number;

  /** For matrices of at most so many units and examples. */
  constructor(
    readonly kernels: KernelModule,
    readonly arena: Arena,
    units: number,
    examples: number,
  ) {
    this.#scratch = arena.take(panelBytes(Math.ceil(units / LANES) * LANES) + SCRATCH_BYTES);
    this.#statistics = arena.take(panelsOf(examples) * STATISTICS_VALUES * Float64Array.BYTES_PER_ELEMENT);
  }

  /** z = W h + b. */
  affine(layer: StoredLayer, std: number, h: Panels, z: Panels, examples: number): void {
    const { weight, fanOut, fanIn, weightExponent, bias } = layer;
    const { high, low, exponent } = weightFactor(std, weightExponent);
    const panels = panelsOf(examples);
    this.kernels.affine(weight, h.values, h.frames, z.values, z.frames, fanOut, fanIn, panels, high, low, exponent);
    if (bias === null) return;
    this.kernels.addBias(bias.at, bias.exponent, z.values, z.frames, fanOut, panels, this.#scratch);
  }

  /** h = φ(z), normalised. */
  activate(id: NonlinearityId, z: Panels, h: Panels, examples: number): void {
    const phi = NONLINEARITY_IDS.indexOf(id);
    const [statistics, scratch] = [this.#statistics, this.#scratch];
    this.kernels.activate(phi, z.values, z.frames, h.values, h.frames, z.units, examples, statistics, scratch);
  }

  /** ∂loss/∂output = 2 (output - target), normalised. */
  lossGradient(output: Panels, target: Panels, gradient: Panels, examples: number): void {
    const { values, frames, units } = output;
    this.kernels.lossGradient(
      values,
      frames,
      target.values,
      target.frames,
      gradient.values,
      gradient.frames,
      units,
      examples,
      this.#statistics,
      this.#scratch,
    );
  }

  /** ∂loss/∂h = Wᵀ ∂loss/∂z. */
  gradActivation(layer: StoredLayer, std: number, gradZ: Panels, gradH: Panels, examples: number): void {
    const { weight, fanOut, fanIn, weightExponent } = layer;
    const { high, low, exponent } = weightFactor(std, weightExponent);
    this.kernels.gradActivation(
      weight,
      gradZ.values,
      gradZ.frames,
      gradH.values,
      gradH.frames,
      fanOut,
      fanIn,
      panelsOf(examples),
      high,
      low,
      exponent,
    );
  }

  /** ∂loss/∂z = ∂loss/∂h · φ′(z), normalised, in the place of ∂loss/∂h. */
  gradPreactivation(id: NonlinearityId, gradient: Panels, z: Panels, examples: number): void {
    const { values, frames, units } = gradient;
    this.kernels.gradPreactivation(
      NONLINEARITY_IDS.indexOf(id),
      values,
      frames,
      z.values,
      z.frames,
      values,
      frames,
      units,
      examples,
      this.#statistics,
      this.#scratch,
    );
  }

  /** sum += ∂loss/∂z hᵀ; the sum's one frame is its first. */
  addGradWeight(gradZ: Panels, h: Panels, sum: Panels, examples: number): void {
    this.kernels.addGradWeight(
      gradZ.values,
      gradZ.frames,
      h.values,
      h.frames,
      sum.values,
      sum.frames,
      gradZ.units,
      h.units,
      panelsOf(examples),
      this.#scratch,
    );
  }

  /** Normalises columns in place. */
  finish({ values, frames, units }: Panels, columns: number): void {
    this.kernels.finishPanels(values, frames, units, columns, this.#statistics, this.#scratch);
  }

  /** Adds the statistics that the latest normalising step left, panel by panel, to the entry that each panel belongs to. */
  addStatistics(running: RunningStatistics, units: number, examples: number, entryOf: (panel: number) => number): void {
    const panels = panelsOf(examples);
    const values = this.arena.doubles(this.#statistics, panels * STATISTICS_VALUES);
    for (let panel = 0; panel < panels; panel += 1) {
      const count = units * Math.min(LANES, examples - panel * LANES);
      const at = panel * STATISTICS_VALUES;
      running.add(entryOf(panel), count, values[at]!, values[at + 1]!, values[at + 2]!);
    }
  }
}
