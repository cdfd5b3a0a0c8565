import { layerFactor } from "../../theory/finiteWidth.ts";
import { meanFieldProfile } from "../../theory/profile.ts";
import type { FanTheory } from "./ensembleReport.ts";
import type { TheoryConfig } from "./theoryConfig.ts";

/** Theory of the signal's fan: the mean-field line, and what is exact at this width. */
export function signalFanTheory(config: TheoryConfig): FanTheory[] {
  const { lnM } = meanFieldProfile(config);
  const factor = layerFactor(config, config.width);
  return lnM.map((ln, layer) => ({ ...ofFactor(factor, layer), layer, lnMeanField: finite(ln) }));
}

/**
 * Theory of the gradient's fan. For ReLU and leaky ReLU its mean is the mean-field value at any width; how it spreads is
 * known for the identity alone, where it goes back as the signal goes forward.
 */
export function gradientFanTheory(config: TheoryConfig): FanTheory[] {
  const { lnGradient } = meanFieldProfile(config);
  const factor = config.activation === "identity" ? layerFactor(config, config.width) : null;
  return lnGradient.map((ln, layer) => ({
    ...ofFactor(factor, config.depth - layer),
    layer,
    lnMeanField: finite(ln),
  }));
}

/** After so many independent factors, all alike. */
function ofFactor(factor: ReturnType<typeof layerFactor>, layers: number) {
  return {
    lnSecondMoment: factor === null ? null : layers * factor.lnSecondMoment,
    meanLog: factor === null ? null : layers * factor.meanLog,
    varianceLog: factor === null ? null : layers * factor.varianceLog,
  };
}

function finite(ln: number): number | null {
  return Number.isFinite(ln) ? ln : null;
}
