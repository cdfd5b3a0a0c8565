import { type Array as JaxArray, defaultDevice, init, jit, numpy as np } from "@jax-js/jax";
import type { MatmulData, OpenImplementation, PreparedWork, SignalData } from "../bench/implementation.ts";
import type { MatmulWork, SignalWork } from "../bench/work.ts";
import { jaxSignal } from "./jaxSignal.ts";
import { layerWeights } from "./weights.ts";

/** jax-js on WebGPU; its operations take their operands away, so that what is kept is handed out as `.ref`. */
export async function openPeer(): Promise<OpenImplementation> {
  const devices = await init("webgpu");
  if (!devices.includes("webgpu")) throw new Error("jax-js finds no WebGPU here.");
  defaultDevice("webgpu");
  return { version: "jax-js 0.1.25, WebGPU", matmul: prepareMatmul, signal: prepareSignal, close: () => undefined };
}

function array(values: Float32Array<ArrayBuffer>, shape: number[]): JaxArray {
  return np.array(values, { shape });
}

async function prepareMatmul({ m, k, n }: MatmulWork, data: MatmulData): Promise<PreparedWork> {
  const [a, b] = [array(data.a, [m, k]), array(data.b, [k, n])];
  const multiply = jit((left: JaxArray, right: JaxArray) => np.matmul(left, right));
  let product: JaxArray | null = null;
  return {
    async run(times) {
      for (let done = 0; done < times; done += 1) {
        product?.dispose();
        product = multiply(a.ref, b.ref);
      }
      await product!.blockUntilReady();
      return null;
    },
    result: async () => Float32Array.from(await product!.ref.data()),
    dispose() {
      for (const held of [a, b, product]) held?.dispose();
      multiply.dispose();
    },
  };
}

async function prepareSignal(_work: SignalWork, data: SignalData): Promise<PreparedWork> {
  const row = (values: Float64Array): JaxArray => array(Float32Array.from(values), [1, values.length]);
  const weights = layerWeights(data).map(({ values, fanOut, fanIn }) => array(values, [fanOut, fanIn]));
  const inputs = [data.inputs, data.gradientInputs].filter(({ length }) => length > 0).map(row);
  const compute = jit(jaxSignal);
  let stds = new Float64Array(0);
  return {
    async run(times) {
      for (let done = 0; done < times; done += 1) {
        const output = compute(
          weights.map(({ ref }) => ref),
          inputs.map(({ ref }) => ref),
        );
        stds = Float64Array.from(await output.data());
      }
      return null;
    },
    result: async () => stds.map(Math.log10),
    dispose() {
      for (const held of [...weights, ...inputs]) held.dispose();
      compute.dispose();
    },
  };
}
