import type { EngineInfo, RunOptions } from "../../model/engine.ts";
import type { Geometry, Jacobian, LayerGram } from "../../model/geometry.ts";
import { type Network, assertNetwork } from "../../model/network.ts";
import { workLimits } from "../batches.ts";
import { BufferPool } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { withErrorScopes } from "../errors.ts";
import { GpuMatrix } from "../gpuMatrix.ts";
import type { BufferSlice } from "../kernel.ts";
import { gram } from "../kernels/gram.ts";
import { repeatColumn } from "../kernels/repeatColumn.ts";
import { type PassKernels, compilePassKernels } from "../passKernels.ts";
import { type Dispatch, Plan } from "../plan.ts";
import { WeightStore, weightScale } from "../weightStore.ts";
import { assertGeometryFits } from "./geometryLimits.ts";
import { GramPass } from "./gramPass.ts";
import { JacobianPass, jacobianBatches } from "./jacobianPass.ts";

/** Submissions here are so much shorter than an engine's: an abort is heeded, and progress told, between them. */
const SHORTER = 4;

/** What one question sends to the GPU, and how its answer is read. */
interface Pass<Answer> {
  readonly dispatches: readonly Dispatch[];
  readonly results: readonly BufferSlice[];
  read(bytes: ArrayBuffer): Answer;
}

/** Makes a pass of buffers that the pool frees. */
type PassMaker<Answer> = (pool: BufferPool, store: WeightStore) => Pass<Answer>;

/**
 * Float32 with a power of two carried an example. Each question uploads its network and frees all that it allocated,
 * whatever becomes of it. An abort is heeded between submissions, of some half a second on slow machines.
 */
export class GpuGeometry implements Geometry {
  constructor(readonly context: GpuContext) {}

  get info(): EngineInfo {
    return this.context.info;
  }

  assertFits(sizes: readonly number[], examples: number): void {
    assertGeometryFits(this.context.device.limits, this.context.info.software, sizes, examples);
  }

  async grams(network: Network, inputs: Float64Array, options: RunOptions = {}): Promise<LayerGram[]> {
    const examples = assertRun(network, inputs);
    this.assertFits(network.sizes, examples);
    const [kernels, kernel] = await this.#compiled(network, options, () => this.context.kernel(gram));
    return this.#run(network, options, (pool, store) => {
      const input = uploaded(pool, network.sizes[0]!, inputs);
      return new GramPass(pool, kernels, kernel, store, input, network.biases !== null);
    });
  }

  async jacobian(network: Network, input: Float64Array, options: RunOptions = {}): Promise<Jacobian> {
    const examples = assertRun(network, input);
    if (examples !== 1) throw new RangeError(`a Jacobian is that of one input; ${examples} were given`);
    this.assertFits(network.sizes, 1);
    const [kernels, kernel] = await this.#compiled(network, options, () => this.context.kernel(repeatColumn));
    const batches = jacobianBatches(network.sizes, this.context.info.software);
    return this.#run(network, options, (pool, store) => {
      const column = uploaded(pool, network.sizes[0]!, input);
      return new JacobianPass(pool, kernels, kernel, store, column, batches, network.biases !== null);
    });
  }

  async #compiled<K>(network: Network, { signal }: RunOptions, own: () => Promise<K>): Promise<[PassKernels, K]> {
    signal?.throwIfAborted();
    this.context.assertAlive();
    return Promise.all([compilePassKernels(this.context, network.nonlinearity), own()]);
  }

  async #run<Answer>(network: Network, options: RunOptions, make: PassMaker<Answer>): Promise<Answer> {
    options.signal?.throwIfAborted();
    const { device, info } = this.context;
    const pool = new BufferPool(device);
    const made: { store?: WeightStore; plan?: Plan } = {};
    try {
      const pass = await withErrorScopes(device, "allocating the network", () => {
        made.store = new WeightStore(device, network.sizes);
        made.store.upload(device, network);
        const own = make(pool, made.store);
        const { flopPerSubmission } = workLimits(info.software);
        made.plan = new Plan(this.context, own.dispatches, own.results, [], flopPerSubmission / SHORTER);
        return own;
      });
      const scales = network.weightStd.map(weightScale);
      const { store, plan } = made;
      const bytes = await plan!.run(
        { weight: (layer) => scales[layer]!, biasExponent: (layer) => store!.biasExponent(layer) },
        options,
      );
      return pass.read(bytes);
    } catch (error) {
      // A lost device shows itself as many kinds of failure; its own notice may come a moment later.
      await new Promise((resolve) => void setTimeout(resolve, 0));
      this.context.assertAlive();
      throw error;
    } finally {
      made.plan?.destroy();
      made.store?.destroy();
      pool.destroy();
    }
  }

  /** Holds nothing between runs; the device is the context's. */
  destroy(): void {}
}

/** The number of examples; throws a RangeError where shapes do not fit each other. */
function assertRun(network: Network, inputs: Float64Array): number {
  assertNetwork(network);
  const fanIn = network.sizes[0]!;
  const examples = inputs.length / fanIn;
  if (!Number.isInteger(examples) || examples < 1) {
    throw new RangeError(`inputs holds ${inputs.length} values; it must be (${fanIn}, examples), from one example on`);
  }
  return examples;
}

/** (units, examples) values on the GPU, each example with its own power of two. */
function uploaded(pool: BufferPool, units: number, values: Float64Array): GpuMatrix {
  const columns = values.length / units;
  const matrix = new GpuMatrix(pool, units, columns);
  matrix.upload({ rows: units, columns, mantissa: values, exponent: new Int32Array(columns) });
  return matrix;
}
