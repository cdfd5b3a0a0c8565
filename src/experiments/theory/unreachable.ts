import { type EnsembleReport, FAN_SHARES, type FanLayer, type FanTheory } from "./ensembleReport.ts";
import { ENOUGH, halfMadeBy } from "./rarity.ts";

/** Sentences on the last layer: who makes up the mean of M, and, where theory knows E[M²], whether a sample can reach it. */
export function unreachableSentences({ signal, signalTheory, networks }: EnsembleReport): string[] {
  const [own, theory] = [signal.at(-1)!, signalTheory.at(-1)!];
  if (own.dead === networks) return ["Every network is silent in the last layer: there M is 0."];
  return [...silentText(own), heldText(own, networks), ...reachText(theory, networks - own.dead)];
}

function silentText({ dead }: FanLayer): string[] {
  if (dead === 0) return [];
  return [`${dead === 1 ? "1 network is" : `${dead} networks are`} silent in the last layer: there M is 0.`];
}

function heldText({ halfHeldBy, lnMean, lnQuantiles }: FanLayer, networks: number): string {
  const held = `Half of the sum of M is held by ${halfHeldBy} of the ${networks} networks`;
  const lnMedian = lnQuantiles[FAN_SHARES.indexOf(0.5)]!;
  const isTypicalLower = lnMedian === null || lnMedian < lnMean!;
  return isTypicalLower
    ? `${held}, and the typical one lies below the mean: the median is the 50 % column.`
    : `${held}.`;
}

/** Of the networks that are not silent: theory's ln M is theirs. */
function reachText({ lnSecondMoment, varianceLog }: FanTheory, alive: number): string[] {
  if (lnSecondMoment === null || varianceLog === null) return [];
  const share = halfMadeBy(2, varianceLog);
  const expected = share * alive;
  const half = `Taking ln M for normal, half of E[M²] is made by ${rarityText(share)}`;
  if (expected >= ENOUGH) return [`${half}; this sample has about ${digits(expected)} of those, enough to come near.`];
  if (expected >= 1) return [`${half}; this sample has about ${digits(expected)} of those, too few to count on.`];
  return [`${half}; most samples of this size have none of those and stay below E[M²].`];
}

function rarityText(share: number): string {
  if (share > 0.05) return `about ${digits(100 * share)} % of the networks that are not silent`;
  if (share === 0) return "networks rarer than any number tells";
  return `about one network in ${digits(1 / share)} that are not silent`;
}

/** Two digits, written out as far as people read them so. */
function digits(value: number): string {
  return value < 1e7 ? Number(value.toPrecision(2)).toLocaleString("en") : value.toPrecision(2);
}
