import type { PreparedWork, SignalData, WorkResult } from "../bench/implementation.ts";
import type { SignalWork } from "../bench/work.ts";
import { CpuEngine } from "../cpu/cpuEngine.ts";
import type { Engine, LayerStatistics } from "../model/engine.ts";
import type { Network } from "../model/network.ts";
import { log10Of } from "../model/scaled.ts";

/** The network of the data, as engines take it. */
function networkOf({ sizes, unitWeights, weightStd }: SignalData): Network {
  return {
    sizes,
    nonlinearity: "relu",
    weights: unitWeights,
    weightStd: unitWeights.map(() => weightStd),
    biases: null,
  };
}

function log10Std(layers: readonly LayerStatistics[]): number[] {
  return layers.map(({ std }) => log10Of(std) ?? -Infinity);
}

/** Signal work as an engine does it: one question, answered with every layer's statistics. */
export function prepareSignal(engine: Engine, work: SignalWork, data: SignalData): PreparedWork {
  const network = networkOf(data);
  let latest = new Float64Array(0);
  const runOnce = async (): Promise<void> => {
    if (work.gradientSamples === 0) {
      const { layers } = await engine.forwardStatistics(network, data.inputs);
      latest = Float64Array.from(log10Std(layers));
      return;
    }
    const { forward, backward } = await engine.signalStatistics(network, data.inputs, data.gradientInputs);
    latest = Float64Array.from([...log10Std(forward.layers), ...log10Std(backward.gradPreactivation)]);
  };
  return {
    async run(times) {
      for (let done = 0; done < times; done += 1) await runOnce();
      return null;
    },
    result: async () => latest,
    dispose: () => undefined,
  };
}

/** What signal work should find: the float64 reference's log10 std, layer by layer. */
export async function signalReference(work: SignalWork, data: SignalData): Promise<WorkResult> {
  const prepared = prepareSignal(new CpuEngine(), work, data);
  await prepared.run(1);
  return prepared.result();
}
