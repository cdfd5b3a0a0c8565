import type { EngineStatus } from "../../experiments/lab.ts";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../experiments/theory/theoryConfig.ts";

/** What a hardware GPU does in the moment that a CPU takes for the default. */
const GPU_NETWORKS = 10_000;

/** Whether a GPU that is not software computes, where `auto` is asked for. */
export function hasFastGpu({ gpu }: EngineStatus): boolean {
  return gpu !== null && !gpu.software;
}

/** The configuration with as many networks as its machine does in a moment; null until it is known whether that is fast. */
export function withMachinesNetworks(config: TheoryConfig, isFast: boolean | null): TheoryConfig | null {
  if (config.engine === "cpu") return { ...config, networks: DEFAULT_THEORY_CONFIG.networks };
  return isFast === null ? null : { ...config, networks: isFast ? GPU_NETWORKS : DEFAULT_THEORY_CONFIG.networks };
}
