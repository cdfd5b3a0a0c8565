import type { CriticalVariance, MeanField, MeanFieldPoint, Phase } from "../../model/meanField.ts";
import { criticalVariance } from "../../theory/critical.ts";
import { meanField } from "../../theory/meanField.ts";

/** Theory at a point, in float64. */
export function meanFieldAt(point: MeanFieldPoint): MeanField {
  return meanField(point);
}

/** The values of σ_w² at which chi1 = 1 for the point's nonlinearity and σ_b². */
export function criticalVarianceAt({ activation, sigmaB2 }: Omit<MeanFieldPoint, "sigmaW2">): CriticalVariance {
  return criticalVariance(activation, sigmaB2);
}

/** One sentence: what becomes of signals deep in such a network. */
export function meanFieldSentence({ phase, xiC, chi1 }: MeanField): string {
  const grows = chi1 === null ? "" : `: a gradient's mean square is multiplied by ${chi1.toPrecision(4)} a layer`;
  const reach = xiC === null ? "" : ` Signals reach about ${Math.max(1, Math.round(6 * xiC))} layers (6 xi_c).`;
  const ends = {
    ordered: `and gradients vanish.${reach}`,
    critical: "and gradients keep their size.",
    chaotic: `and gradients explode.${reach}`,
  };
  return `${NAMES[phase]}${grows}, ${ends[phase]}`;
}

const NAMES: Readonly<Record<Phase, string>> = { ordered: "Ordered", critical: "Critical", chaotic: "Chaotic" };
