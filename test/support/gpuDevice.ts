import { openNodeGpu } from "../../src/cli/nodeGpu.ts";

/** WebGPU for tests: the machine's own driver, else a software one. Throws where there is neither. */
export async function requestTestGpu(): Promise<GPU> {
  const opened = await openNodeGpu();
  if (opened === null) {
    throw new Error("No WebGPU adapter: install a Vulkan driver, or run npm ci on Linux x64, which brings one.");
  }
  return opened.gpu;
}
