import type { Implementation } from "../bench/implementation.ts";
import { openWasmEngine } from "../wasm/wasmEngine.ts";
import { prepareSignal } from "./signalWork.ts";

/** Our engine for machines without a GPU, on one thread, as the others on the CPU have. It does signal work only. */
export const wasmImplementation: Implementation = {
  name: "initscope-wasm",
  async open() {
    const engine = await openWasmEngine();
    return {
      version: engine.info.adapter,
      signal: async (work, data) => prepareSignal(engine, work, data),
      close: () => engine.destroy(),
    };
  },
};
