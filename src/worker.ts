import { expose } from "comlink";
import { LabWorker } from "./labWorker.ts";
import { workerHost } from "./wasm/helper.ts";
import { openWasmEngine } from "./wasm/wasmEngine.ts";

/** Workers beside this one: a thread a core, one of them left to the page, up to what the work can use. */
const HELPERS = Math.max(0, Math.min(7, globalThis.navigator.hardwareConcurrency - 1));

function startHelper(): ReturnType<typeof workerHost> {
  return workerHost(
    new Worker(new URL("./wasmWorker.ts", import.meta.url), { type: "module", name: "initscope-simd" }),
  );
}

/** The background worker: puts the machine behind the page on this thread. */
expose(
  new LabWorker(globalThis.navigator.gpu, () => openWasmEngine(Array.from({ length: HELPERS }, () => startHelper()))),
);
