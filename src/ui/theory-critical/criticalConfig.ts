import type { CriticalReport } from "../../experiments/theory/criticalReport.ts";
import { MOST_DEPTH, MOST_WIDTH, type TheoryConfig } from "../../experiments/theory/theoryConfig.ts";

/**
 * The network that was made critical, for the other views: σ_w² in full, and depth and width as far as one width says the
 * hidden layers and the views take them; else the knobs'.
 */
export function criticalConfig(
  { request, recommended }: Pick<CriticalReport, "request" | "recommended">,
  config: TheoryConfig,
): TheoryConfig {
  const { activation, sigmaB2, layers } = request;
  const hidden = layers.slice(1, -1);
  const [width] = hidden;
  const isEven = width !== undefined && hidden.every((own) => own === width);
  const fits = isEven && hidden.length <= MOST_DEPTH && width <= MOST_WIDTH;
  const shape = fits ? { depth: hidden.length, width } : {};
  return { ...config, activation, sigmaB2, sigmaW2: recommended ?? config.sigmaW2, ...shape };
}
