import {
  DEFAULT_WEIGHTS_CONFIG,
  type WeightsConfig,
  weightsConfigEntries,
} from "../../experiments/weights/weightsConfig.ts";
import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";

type Drawn = Pick<SymmetryConfig, "framework" | "layers" | "seed" | "starts">;

/** Where the Weights lab shows each number of the second start being drawn. */
export function weightsLink({ framework, layers, seed, starts: [, { initializer }] }: Drawn): string {
  const config: WeightsConfig = { ...DEFAULT_WEIGHTS_CONFIG, framework, layers, initializer, seed: BigInt(seed) };
  const query = weightsConfigEntries(config).map(([name, text]) => `&${name}=${text}`);
  return `./?lab=weights${query.join("")}`;
}
