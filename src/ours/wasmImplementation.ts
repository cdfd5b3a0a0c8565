import type { Implementation, MatmulData, PreparedWork } from "../bench/implementation.ts";
import type { MatmulWork } from "../bench/work.ts";
import { prepareProduct } from "../wasm/product.ts";
import { openWasmEngine } from "../wasm/wasmEngine.ts";
import { prepareSignal } from "./signalWork.ts";

/** Our engine for machines without a GPU, on one thread, as the others on the CPU have. */
export const wasmImplementation: Implementation = {
  name: "initscope-wasm",
  async open() {
    const engine = await openWasmEngine();
    return {
      version: engine.info.adapter,
      matmul: prepareMatmul,
      signal: async (work, data) => prepareSignal(engine, work, data),
      close: () => engine.destroy(),
    };
  },
};

/** A product, both matrices packed as its kernel reads them. */
async function prepareMatmul(work: MatmulWork, { a, b }: MatmulData): Promise<PreparedWork> {
  const product = await prepareProduct(work, a, b);
  return {
    async run(times) {
      await product.run(times);
      return null;
    },
    result: async () => product.result(),
    dispose: () => product.dispose(),
  };
}
