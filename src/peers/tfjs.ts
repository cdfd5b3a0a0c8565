import * as tf from "@tensorflow/tfjs-core";
import type { MatmulData, OpenImplementation, PreparedWork, SignalData } from "../bench/implementation.ts";
import type { MatmulWork } from "../bench/work.ts";
import { tfjsSignal } from "./tfjsSignal.ts";
import { layerWeights } from "./weights.ts";

/** One of TensorFlow.js's backends, as the bench uses it. */
export interface TfjsBackend {
  readonly id: "webgpu" | "wasm";
  /** Settles when all that was asked of the backend is done. */
  finish(): Promise<void>;
}

/** How a backend is made again after it was removed: its module registers it only when it is loaded. */
const factories = new Map<string, () => tf.KernelBackend | Promise<tf.KernelBackend>>();

/** TensorFlow.js on a backend whose module is loaded; throws a sentence where it does not start. */
export async function openTfjs(backend: TfjsBackend): Promise<OpenImplementation> {
  const { id } = backend;
  const factory = factories.get(id) ?? tf.findBackendFactory(id);
  if (factory === undefined || factory === null) throw new Error(`TensorFlow.js finds no ${id} here.`);
  factories.set(id, factory);
  if (tf.findBackendFactory(id) === null) tf.registerBackend(id, factory);
  if (!(await tf.setBackend(id))) throw new Error(`TensorFlow.js could not start its ${id} backend.`);
  return {
    version: `TensorFlow.js ${tf.version_core}, ${id}`,
    matmul: async (work, data) => prepareMatmul(backend, work, data),
    signal: async (_work, data) => prepareSignal(backend, data),
    close: () => tf.removeBackend(id),
  };
}

/** Backends share one engine: each is told when its turn comes. */
async function takeTurn({ id }: TfjsBackend): Promise<void> {
  if (tf.getBackend() !== id) await tf.setBackend(id);
}

async function prepareMatmul(backend: TfjsBackend, { m, k, n }: MatmulWork, data: MatmulData): Promise<PreparedWork> {
  await takeTurn(backend);
  const [a, b] = [tf.tensor2d(data.a, [m, k]), tf.tensor2d(data.b, [k, n])];
  let product: tf.Tensor | null = null;
  return {
    async run(times) {
      await takeTurn(backend);
      for (let done = 0; done < times; done += 1) {
        product?.dispose();
        product = tf.matMul(a, b);
      }
      await backend.finish();
      return null;
    },
    result: async () => Float32Array.from(await product!.data()),
    dispose: () => [a, b, product].forEach((tensor) => tensor?.dispose()),
  };
}

async function prepareSignal(backend: TfjsBackend, data: SignalData): Promise<PreparedWork> {
  await takeTurn(backend);
  const row = (values: Float64Array): tf.Tensor2D => tf.tensor2d(Float32Array.from(values), [1, values.length]);
  const weights = layerWeights(data).map(({ values, fanOut, fanIn }) => tf.tensor2d(values, [fanOut, fanIn]));
  const inputs = row(data.inputs);
  const gradientInputs = data.gradientInputs.length > 0 ? row(data.gradientInputs) : null;
  let stds = new Float64Array(0);
  return {
    async run(times) {
      await takeTurn(backend);
      for (let done = 0; done < times; done += 1) {
        const output = tfjsSignal(weights, inputs, gradientInputs);
        stds = Float64Array.from(await output.data());
        output.dispose();
      }
      return null;
    },
    result: async () => stds.map(Math.log10),
    dispose: () => [...weights, inputs, gradientInputs].forEach((tensor) => tensor?.dispose()),
  };
}
