import type { EnsembleReport } from "../../experiments/theory/ensembleReport.ts";
import { ENOUGH, halfMadeBy, isNearlyLogNormal } from "../../experiments/theory/rarity.ts";
import { formatNumber, formatShare, trimmed } from "../format.ts";

/** From so many of the networks that make half of a mean on, its standard error is fair. */
const FAIR = 10;
/** Of so few there are none. */
const NONE = 0.01;

/** Whether a sample has so many of the networks that make half of E[M] that its own error tells how far it lies. */
export function isMeanFair({ networks }: EnsembleReport, varianceLog: number | null): boolean {
  return varianceLog === null || halfMadeBy(1, varianceLog) * networks >= FAIR;
}

/** Why a sample shows less of E[M²] than theory says, with this ensemble's own numbers; "" where there is no theory, or ln M is far from normal. */
export function rarityText({ signalTheory, networks }: EnsembleReport): string {
  const { lnSecondMoment, meanLog, varianceLog } = signalTheory.at(-1)!;
  if (lnSecondMoment === null || meanLog === null || varianceLog === null || varianceLog === 0) return "";
  if (!isNearlyLogNormal(lnSecondMoment, meanLog, varianceLog)) return "";
  const share = halfMadeBy(2, varianceLog);
  return `Half of E[M²] is made by ${oneIn(share)}. ${foundText(share * networks, networks)}`;
}

function foundText(expected: number, networks: number): string {
  const sample = `sample of ${networks.toLocaleString("en")}`;
  if (expected >= ENOUGH) {
    return `This ${sample} has about ${Math.round(expected).toLocaleString("en")} of those, enough to come near.`;
  }
  if (expected >= 1) return `This ${sample} has about ${numberText(expected)} of those, too few to count on.`;
  if (expected < NONE) return `A ${sample} has none of those, and shows far too little.`;
  return `A ${sample} has ${trimmed(formatNumber(expected, 1))} of those on average: most samples have none and show too little, and a rare one shows far too much.`;
}

function oneIn(share: number): string {
  if (share > 0.05) return `about ${formatShare(share)} of the networks`;
  return share === 0 ? "networks rarer than any number tells" : `about one network in ${numberText(1 / share)}`;
}

/** Two digits, written out as far as people read them so: 4,900, 2.1 × 10¹⁵. */
function numberText(value: number): string {
  if (value >= 1e7) return formatNumber(value, 2);
  return Number(value.toPrecision(2)).toLocaleString("en");
}
