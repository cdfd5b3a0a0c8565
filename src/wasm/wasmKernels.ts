import type { Histogram, LayerStatistics } from "../model/engine.ts";
import type { Kernels, WeightMatrix } from "../model/kernels.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import type { Scaled, ScaledMatrix } from "../model/scaled.ts";
import { Arena } from "./arena.ts";
import { emptyKept, keepPanels } from "./group.ts";
import { HistogramCounter } from "./histogramCounter.ts";
import { type KernelModule, openKernelModule } from "./kernelModule.ts";
import { NetworkStore, type StoredLayer } from "./networkStore.ts";
import { panelsOf } from "./layout.ts";
import { type Panels, readPanels, takePanels, writePanels } from "./panels.ts";
import { lossFromGradient } from "./results.ts";
import { RunningStatistics } from "./runningStatistics.ts";
import { Steps } from "./steps.ts";
import { clearSum, shareFrame, takeSum } from "./weightGradients.ts";

/** Opens the kernels with a memory of their own. `relaxed` is for tests. */
export async function openWasmKernels(relaxed?: boolean): Promise<WasmKernels> {
  return new WasmKernels(await openKernelModule(relaxed));
}

/** Each kernel alone, on matrices copied in and read back: for checks, not for speed. */
export class WasmKernels implements Kernels {
  readonly #module: KernelModule;
  readonly #arena: Arena;

  constructor(module: KernelModule) {
    this.#module = module;
    this.#arena = new Arena(module.memory, module.heapBase());
  }

  async affine(weight: WeightMatrix, activation: ScaledMatrix, bias: Float64Array | null): Promise<ScaledMatrix> {
    return this.#scoped(Math.max(weight.fanOut, weight.fanIn), activation.columns, (steps) => {
      const [layer, h, z] = [this.#layer(weight, bias), this.#write(activation), this.#room(weight.fanOut, activation)];
      steps.affine(layer, weight.std, h, z, activation.columns);
      return readPanels(this.#arena, z, activation.columns);
    });
  }

  async activate(nonlinearity: NonlinearityId, preactivation: ScaledMatrix): Promise<ScaledMatrix> {
    const { rows, columns } = preactivation;
    return this.#scoped(rows, columns, (steps) => {
      const [z, h] = [this.#write(preactivation), this.#room(rows, preactivation)];
      steps.activate(nonlinearity, z, h, columns);
      return readPanels(this.#arena, h, columns);
    });
  }

  async gradActivation(weight: WeightMatrix, gradient: ScaledMatrix): Promise<ScaledMatrix> {
    return this.#scoped(Math.max(weight.fanOut, weight.fanIn), gradient.columns, (steps) => {
      const [layer, gradZ, gradH] = [
        this.#layer(weight, null),
        this.#write(gradient),
        this.#room(weight.fanIn, gradient),
      ];
      steps.gradActivation(layer, weight.std, gradZ, gradH, gradient.columns);
      return readPanels(this.#arena, gradH, gradient.columns);
    });
  }

  async gradPreactivation(
    nonlinearity: NonlinearityId,
    gradient: ScaledMatrix,
    preactivation: ScaledMatrix,
  ): Promise<ScaledMatrix> {
    const { rows, columns } = gradient;
    return this.#scoped(rows, columns, (steps) => {
      const [gradH, z] = [this.#write(gradient), this.#write(preactivation)];
      steps.gradPreactivation(nonlinearity, gradH, z, columns);
      return readPanels(this.#arena, gradH, columns);
    });
  }

  async gradWeight(gradient: ScaledMatrix, activation: ScaledMatrix): Promise<ScaledMatrix> {
    const [fanOut, fanIn] = [gradient.rows, activation.rows];
    return this.#scoped(Math.max(fanOut, fanIn), gradient.columns, (steps) => {
      const [gradZ, h] = [this.#write(gradient), this.#write(activation)];
      const sum = takeSum(this.#arena, fanOut, fanIn);
      clearSum(this.#arena, sum, fanIn);
      steps.addGradWeight(gradZ, h, sum, gradient.columns);
      shareFrame(this.#arena, sum, fanIn);
      return readPanels(this.#arena, sum, fanIn);
    });
  }

  async lossGradient(output: ScaledMatrix, target: Float64Array): Promise<{ gradient: ScaledMatrix; loss: Scaled }> {
    const { rows, columns } = output;
    return this.#scoped(rows, columns, (steps) => {
      const expected = { rows, columns, mantissa: target, exponent: new Int32Array(columns) };
      const [f, wanted, out] = [this.#write(output), this.#write(expected), this.#room(rows, output)];
      steps.lossGradient(f, wanted, out, columns);
      const statistics = statisticsOf(steps, rows, columns);
      return {
        gradient: readPanels(this.#arena, out, columns),
        loss: lossFromGradient(statistics, rows * columns),
      };
    });
  }

  async statistics(matrix: ScaledMatrix): Promise<LayerStatistics> {
    const { rows, columns } = matrix;
    return this.#scoped(rows, columns, (steps) => {
      steps.finish(this.#write(matrix), columns);
      return statisticsOf(steps, rows, columns);
    });
  }

  /** The histogram's `layer` is 0: a matrix alone does not know its own. */
  async histogram(matrix: ScaledMatrix, bins: number): Promise<Histogram> {
    const { rows, columns } = matrix;
    return this.#scoped(rows, columns, (steps) => {
      const panels = this.#write(matrix);
      steps.finish(panels, columns);
      const kept = emptyKept(rows, columns);
      keepPanels(kept, this.#arena, panels, 0, columns);
      const counter = new HistogramCounter(0, statisticsOf(steps, rows, columns), bins);
      counter.add(kept);
      return counter.result();
    });
  }

  /** Work whose memory is given back after it; rows and columns are the most that a matrix of it has. */
  #scoped<T>(rows: number, columns: number, work: (steps: Steps) => T): T {
    const { top } = this.#arena;
    try {
      return work(new Steps(this.#module, this.#arena, rows, columns));
    } finally {
      this.#arena.release(top);
    }
  }

  #layer(weight: WeightMatrix, bias: Float64Array | null): StoredLayer {
    const store = new NetworkStore(this.#arena, [weight.fanIn, weight.fanOut]);
    store.load(0, { weight: weight.unit, bias });
    return store.layer(0);
  }

  #room(rows: number, { columns }: ScaledMatrix): Panels {
    return takePanels(this.#arena, rows, panelsOf(columns));
  }

  #write(matrix: ScaledMatrix): Panels {
    const panels = this.#room(matrix.rows, matrix);
    writePanels(this.#arena, panels, matrix.mantissa, matrix.exponent, 0, matrix.columns);
    return panels;
  }
}

function statisticsOf(steps: Steps, rows: number, columns: number): LayerStatistics {
  const running = new RunningStatistics(1);
  steps.addStatistics(running, rows, columns, () => 0);
  return running.result(0);
}
