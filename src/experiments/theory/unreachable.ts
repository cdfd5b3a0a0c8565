import type { EnsembleReport } from "./ensembleReport.ts";

/** Beyond this variance of ln M a few networks hold most of E[M²]. */
const WIDE = 0.25;

/**
 * Why a sample does not reach E[M²], in figures of its own last layer. M is nearly lognormal there, with ln M of variance v:
 * what makes up E[M²] are networks two variances, √v standard deviations twice over, above the middle, which are rarer
 * than one in the sample.
 */
export function unreachableSentence({ signal, signalTheory, networks }: EnsembleReport): string {
  const [own, theory] = [signal.at(-1)!, signalTheory.at(-1)!];
  const variance = theory.varianceLog ?? own.varianceLog;
  if (variance === null) return "Every network is silent in the last layer.";
  if (variance < WIDE) {
    return "M varies little here: the sample's mean and second moment stand for the ensemble's.";
  }
  const half = `${own.halfHeldBy} of the ${networks} networks hold half of the sum of M`;
  const reach = `E[M²] is made by networks about ${(2 * Math.sqrt(variance)).toFixed(1)} standard deviations of ln M above the middle`;
  return (
    `The mean of M is carried by a few networks: ${half}, while the typical one fades (its median is the 50 % column). ` +
    `${reach}, where a sample of this size has few or none, so that it mostly stays below E[M²].`
  );
}
