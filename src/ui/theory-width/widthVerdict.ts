import type { EnsembleReport, FanLayer } from "../../experiments/theory/ensembleReport.ts";
import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { plural } from "../format.ts";
import { lnText } from "../theory-view/lnText.ts";
import type { ViewVerdict } from "../theory-view/runText.ts";

const [P5, MEDIAN, P95] = [0, 2, 4];
/** Within a tenth two values are called the same. */
const SAME = Math.log(1.1);
/** Nine in ten networks within this factor keep together. */
const TOGETHER = Math.log(1.5);
/** Mean and median on one side of 1 are told apart as a contrast from so large a factor on. */
const CONTRAST = Math.log(2);
/** Of fewer networks the quantiles, and what a typical one does, are luck. */
export const TELLING = 30;

/** What becomes of the mean network and of the typical one, at the last layer. */
export function widthVerdict(report: EnsembleReport): ViewVerdict {
  const last = report.signal.at(-1)!;
  return {
    headline: headline(report, last),
    rest: `${spreadText(report, last)} ${heldText(report, last)}`.trim(),
  };
}

function headline(report: EnsembleReport, last: FanLayer): string {
  const { depth } = report.config;
  if (last.lnMean === null) return silentText(report);
  if (report.networks < TELLING) return fewText(report);
  const median = last.lnQuantiles[MEDIAN] ?? null;
  if (median === null) return `Most networks fall silent: by layer ${depth} every unit is 0 in more than half of them.`;
  const exact = exactMean(report);
  const mean = exact ?? last.lnMean;
  const drift = mean - median;
  if (Math.abs(drift) < SAME) return keptText(report, last);
  const [left, right] = [lnText(mean, 2), lnText(median, 2)];
  const does = drift > 0 ? "fades" : "grows";
  if (exact !== null && Math.abs(mean) < SAME)
    return `${meanHolds(report.config)} the mean at 1, yet the typical network ${does} to ${right}.`;
  const of = exact === null ? "The mean of these networks" : "The mean";
  const way = mean > 0 ? "grows" : "fades";
  // Both on one side of 1, within a factor of 2, are no contrast.
  const isContrast = mean > 0 !== median > 0 || Math.abs(drift) > CONTRAST;
  return `${of} ${way} to ${left}${isContrast ? ", yet" : ", and"} the typical network ends at ${right}.`;
}

function silentText({ config, networks }: EnsembleReport): string {
  const after = `after ${plural(config.depth, "layer")} all is 0`;
  if (networks >= TELLING) return `Every network falls silent: ${after}.`;
  return `In the ${networks === 1 ? "one network" : `${networks} networks`} drawn, ${after}.`;
}

/** Too few networks to tell what is typical. */
function fewText({ networks, done }: EnsembleReport): string {
  const count = networks === 1 ? "One network is" : `${networks} networks are`;
  return `${count} too few to tell the typical one${done ? ": draw 30 or more." : " yet."}`;
}

/** ln of theory's mean at this width, where it has one: the mean-field value, where an exact moment says it holds. */
function exactMean({ signalTheory }: EnsembleReport): number | null {
  const theory = signalTheory.at(-1);
  return theory?.lnSecondMoment == null ? null : theory.lnMeanField;
}

function meanHolds({ activation, sigmaW2, sigmaB2 }: TheoryConfig): string {
  return activation === "relu" && sigmaW2 === 2 && sigmaB2 === 0 ? "He’s variance keeps" : "This variance keeps";
}

function keptText(report: EnsembleReport, last: FanLayer): string {
  const spread = spreadOf(last);
  const ln = report.signalTheory.at(-1)?.lnMeanField ?? null;
  const follows = ln !== null && last.lnMean !== null && Math.abs(ln - last.lnMean) < TOGETHER;
  if (spread === null || spread > TOGETHER) {
    return follows
      ? "On average the networks follow the theory; one by one they stray."
      : "The mean and the typical network agree; one by one the networks stray.";
  }
  if (!follows) return `The networks keep together: nine in ten end ${withinText(spread)} of one another.`;
  return `In networks this wide the signal keeps to the theory: nine in ten end ${withinText(spread)} of one another.`;
}

function withinText(spread: number): string {
  const factor = Math.exp(spread);
  return factor < 1.1
    ? `within ${Math.max(1, Math.ceil((factor - 1) * 100))} %`
    : `within a factor of ${(Math.ceil(factor * 10) / 10).toString()}`;
}

function spreadOf({ lnQuantiles }: FanLayer): number | null {
  const [low, high] = [lnQuantiles[P5] ?? null, lnQuantiles[P95] ?? null];
  return low === null || high === null ? null : high - low;
}

function spreadText({ config, networks }: EnsembleReport, last: FanLayer): string {
  const { depth, width, activation } = config;
  const of = `${plural(networks, `${nonlinearityOf(activation).label} network`)}, ${plural(depth, "layer")} of ${plural(width, "unit")}`;
  const [low, high] = [last.lnQuantiles[P5] ?? null, last.lnQuantiles[P95] ?? null];
  if (high === null) return `Of ${of}, ${last.dead.toLocaleString("en")} end with nothing but zeros.`;
  if (networks < TELLING) return fewSpreadText(of, last, networks);
  const spread = spreadOf(last);
  const fold =
    spread !== null && spread > TOGETHER ? `, a factor of ${lnText(spread, 2)} apart by the luck of the draw` : "";
  return `M is the mean square of the last layer’s activations over the input’s. Of ${of}, nine in ten have M between ${lnText(low, 2)} and ${lnText(high, 2)}${fold}.`;
}

function fewSpreadText(of: string, { lnMean }: FanLayer, networks: number): string {
  const which = networks === 1 ? "M is" : "M is on average";
  return `M is the mean square of the last layer’s activations over the input’s. Of ${of}, ${which} ${lnText(lnMean, 2)}.`;
}

/** How few networks hold the mean up. */
function heldText({ networks }: EnsembleReport, { halfHeldBy, lnQuantiles }: FanLayer): string {
  // In a crowd of equals half of the networks would hold half; where most are silent there is more to say.
  if (networks < TELLING || halfHeldBy === 0 || halfHeldBy > networks / 4 || lnQuantiles[MEDIAN] == null) return "";
  if (halfHeldBy === 1) return "A single one holds half of the sum of M, and so keeps the mean up.";
  return `Only ${halfHeldBy.toLocaleString("en")} of them hold half of the sum of M, and so keep the mean up.`;
}
