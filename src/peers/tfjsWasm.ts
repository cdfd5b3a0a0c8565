import { getThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import type { OpenImplementation } from "../bench/implementation.ts";
import { openTfjs } from "./tfjs.ts";

/** Its kernels return when they are done. */
async function finish(): Promise<void> {}

/** On as many threads as it takes: one, unless the page is cross-origin isolated. */
export async function openPeer(): Promise<OpenImplementation> {
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plain,
    "tfjs-backend-wasm-simd.wasm": simd,
    "tfjs-backend-wasm-threaded-simd.wasm": threaded,
  });
  const opened = await openTfjs({ id: "wasm", finish });
  const threads = getThreadsCount();
  return { ...opened, version: `${opened.version}, ${threads} thread${threads > 1 ? "s" : ""}` };
}
