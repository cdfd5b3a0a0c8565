import type { PeerName } from "../../bench/benchMachine.ts";

/** How an implementation is told from others. */
export interface ImplementationLook {
  readonly title: string;
  readonly isOurs: boolean;
  /** On the adapter, whose roof then holds for it; else on the CPU. Marks of the CPU's are hollow. */
  readonly onAdapter: boolean;
  readonly mark: "dot" | "cross" | "triangle" | "square" | "diamond";
}

const LOOKS: Readonly<Record<string, ImplementationLook>> = {
  "initscope-gpu": { title: "Initscope on WebGPU", isOurs: true, onAdapter: true, mark: "dot" },
  "initscope-wasm": { title: "Initscope on WebAssembly", isOurs: true, onAdapter: false, mark: "dot" },
  "initscope-cpu": { title: "Initscope in float64", isOurs: true, onAdapter: false, mark: "cross" },
  tfjs: { title: "TensorFlow.js on WebGPU", isOurs: false, onAdapter: true, mark: "triangle" },
  "tfjs-wasm": { title: "TensorFlow.js on WebAssembly", isOurs: false, onAdapter: false, mark: "triangle" },
  "jax-js": { title: "jax-js on WebGPU", isOurs: false, onAdapter: true, mark: "square" },
  "onnxruntime-web": { title: "ONNX Runtime Web on WebGPU", isOurs: false, onAdapter: true, mark: "diamond" },
};

export const GPU_NAME = "initscope-gpu";
export const WASM_NAME = "initscope-wasm";

/** The look of an implementation by its name in the rows; one that is unknown keeps its name. */
export function lookOf(name: string): ImplementationLook {
  return LOOKS[name] ?? { title: name, isOurs: false, onAdapter: false, mark: "square" };
}

/** Everyone who takes part, as rows name them; ours first. */
export function participants(against: readonly PeerName[], hasAdapter: boolean): string[] {
  return [...(hasAdapter ? [GPU_NAME] : []), WASM_NAME, ...against];
}
