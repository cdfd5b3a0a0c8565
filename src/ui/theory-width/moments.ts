import type { EnsembleReport, FanLayer, FanTheory } from "../../experiments/theory/ensembleReport.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { formatNumber, trimmed } from "../format.ts";
import { lnText, measuredText } from "../theory-view/lnText.ts";
import { isMeanFair } from "./rarity.ts";

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
    meanMoment(report, last, theory),
    logMoment("second", theory?.lnSecondMoment ?? null, last.secondMoment, last.secondMomentError),
    moment("meanLog", theory?.meanLog ?? null, last.meanLog, meanLogError),
    moment("varianceLog", theory?.varianceLog ?? null, alive < 2 ? null : last.varianceLog, varianceError),
    {
      key: "median",
      theory: theory?.meanLog == null ? "–" : `about ${lnText(theory.meanLog)}`,
      measured: lnText(last.lnQuantiles[2] ?? null),
      apart: null,
    },
  ];
}

/** Of E[M], for which theory may know only the value at infinite width: that is no measure of this sample. */
function meanMoment(report: EnsembleReport, last: FanLayer, theory: FanTheory | undefined): Moment {
  const mean = logMoment("mean", theory?.lnMeanField ?? null, last.mean, last.standardError);
  // Beyond float64 the logarithm is left.
  const measured = last.mean === null && last.lnMean !== null ? lnText(last.lnMean, 4) : mean.measured;
  const isExact = theory?.lnSecondMoment != null;
  const isFair = isMeanFair(report, theory?.varianceLog ?? last.varianceLog);
  return {
    ...mean,
    theory: isExact || theory?.lnMeanField == null ? mean.theory : `${mean.theory} at infinite width`,
    measured,
    apart: isExact && isFair ? mean.apart : null,
  };
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

/** What theory does not know of this network, in a sentence; "" where it knows all. */
export function theoryGapText({ config, signalTheory }: EnsembleReport): string {
  const theory = signalTheory.at(-1);
  if (theory === undefined || (theory.lnSecondMoment !== null && theory.meanLog !== null)) return "";
  const bias = config.sigmaB2 > 0 ? " with biases" : "";
  return `For ${nonlinearityOf(config.activation).label}${bias} there is no exact theory at finite width here: – stands where theory has no number, and the measured values stand alone.`;
}

/** How few of the networks with the largest M hold half of its sum. */
export function halfHeldText(networks: number, { halfHeldBy }: FanLayer): string {
  return `${halfHeldBy.toLocaleString("en")} of ${networks.toLocaleString("en")}`;
}
