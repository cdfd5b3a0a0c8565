import type { SignalConfig } from "./signalConfig.ts";

/** Whether the weights are the notebook's own: NumPy's legacy normals, in its order, the inputs from the same stream. */
export function isNotebookDraw({ framework, initializer }: Pick<SignalConfig, "framework" | "initializer">): boolean {
  return framework === "numpy" && (initializer === "default" || initializer === "normal");
}

/** Whether weights are drawn as unit normals, which the weight variance then scales; other initializers set their own. */
export function usesWeightVariance({
  framework,
  initializer,
}: Pick<SignalConfig, "framework" | "initializer">): boolean {
  return initializer === "normal" || (initializer === "default" && framework.startsWith("numpy"));
}
