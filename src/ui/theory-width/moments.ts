import erfc from "@stdlib/math-base-special-erfc";
import type { EnsembleReport, FanLayer } from "../../experiments/theory/ensembleReport.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { formatNumber, formatShare, trimmed } from "../format.ts";
import { lnText, measuredText } from "../theory-view/lnText.ts";

/** A quantity of M at the last layer: what theory says at this width, and what the sample shows. */
export interface Moment {
  readonly key: "mean" | "second" | "meanLog" | "varianceLog" | "median";
  /** "–" where theory has no number. */
  readonly theory: string;
  readonly measured: string;
  /** Measured less theory in standard errors; null where there is no theory or no error. */
  readonly apart: number | null;
}

/** The last layer's moments. */
export function momentsOf(report: EnsembleReport): Moment[] {
  const last = report.signal.at(-1)!;
  const theory = report.signalTheory.at(-1);
  const alive = report.networks - last.dead;
  const meanLogError = last.varianceLog === null || alive < 2 ? null : Math.sqrt(last.varianceLog / alive);
  // Of the variance of a nearly normal quantity.
  const varianceError = last.varianceLog === null || alive < 2 ? null : last.varianceLog * Math.sqrt(2 / (alive - 1));
  return [
    logMoment("mean", theory?.lnMeanField ?? null, last.mean, last.standardError),
    logMoment("second", theory?.lnSecondMoment ?? null, last.secondMoment, last.secondMomentError),
    moment("meanLog", theory?.meanLog ?? null, last.meanLog, meanLogError),
    moment("varianceLog", theory?.varianceLog ?? null, last.varianceLog, varianceError),
    {
      key: "median",
      theory: theory?.meanLog == null ? "–" : `about ${lnText(theory.meanLog)}`,
      measured: lnText(last.lnQuantiles[2] ?? null),
      apart: null,
    },
  ];
}

function moment(key: Moment["key"], theory: number | null, value: number | null, error: number | null): Moment {
  return {
    key,
    theory: theory === null ? "–" : trimmed(formatNumber(theory, 4)),
    measured: measuredText(value, error),
    apart: theory === null || value === null || error === null || error === 0 ? null : (value - theory) / error,
  };
}

function logMoment(key: Moment["key"], lnTheory: number | null, value: number | null, error: number | null): Moment {
  const known = moment(key, lnTheory === null ? null : Math.exp(lnTheory), value, error);
  // The sample's own error of E[M²] is as blind to the rare networks as the sample.
  return {
    ...known,
    theory: lnTheory === null ? "–" : lnText(lnTheory, 4),
    apart: key === "second" ? null : known.apart,
  };
}

/** Why a sample shows less of E[M²] than theory says, with this ensemble's own numbers; "" where there is no theory. */
export function rarityText({ signal, signalTheory, networks }: EnsembleReport): string {
  const last = signal.at(-1)!;
  const theory = signalTheory.at(-1);
  if (theory?.lnSecondMoment == null) return "";
  const variance = theory.varianceLog ?? last.varianceLog;
  if (variance === null || variance === 0) return "";
  // Under a normal ln M of variance s², M² weighs networks as a normal about mean + 2 s² would: half lies beyond, at 2 s.
  const share = normalTail(2 * Math.sqrt(variance));
  const expected = share * networks;
  const found =
    expected >= 100
      ? `This sample of ${count(networks)} has about ${count(Math.round(expected))} of those, enough to come near.`
      : expected >= 1
        ? `This sample of ${count(networks)} has about ${trimmed(formatNumber(expected, 2))} of those, too few to count on.`
        : `A sample of ${count(networks)} has ${trimmed(formatNumber(expected, 1))} of those on average: most samples have none and show too little, and a rare one shows far too much.`;
  return `Half of E[M²] is made by about ${oneIn(share)}. ${found}`;
}

/** P(z > x) of a normal z. */
function normalTail(x: number): number {
  return erfc(x / Math.SQRT2) / 2;
}

function oneIn(share: number): string {
  if (share > 0.05) return `${formatShare(share)} of the networks`;
  return `one network in ${count(Number((1 / share).toPrecision(2)))}`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}

/** What theory does not know of this network, in a sentence; "" where it knows all. */
export function theoryGapText({ config, signalTheory }: EnsembleReport): string {
  const theory = signalTheory.at(-1);
  if (theory === undefined || (theory.lnSecondMoment !== null && theory.meanLog !== null)) return "";
  const bias = config.sigmaB2 > 0 ? " with biases" : "";
  return `For ${nonlinearityOf(config.activation).label}${bias} there is no exact theory at finite width here: – stands where theory has no number, and the measured values stand alone.`;
}

/** How few of the networks with the largest M hold half of its sum. */
export function halfHeldText(networks: number, { halfHeldBy }: FanLayer): string {
  return `${count(halfHeldBy)} of ${count(networks)}`;
}
