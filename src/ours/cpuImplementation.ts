import type { Implementation } from "../bench/implementation.ts";
import { CpuEngine } from "../cpu/cpuEngine.ts";
import { engineImplementation } from "./signalWork.ts";

/** The float64 reference as a contestant: what a machine without GPU did before there was WebAssembly. */
export const cpuImplementation: Implementation = engineImplementation("initscope-cpu", async () => new CpuEngine());
