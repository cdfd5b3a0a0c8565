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
  const median = last.lnQuantiles[MEDIAN] ?? null;
  const mean = report.signalTheory.at(-1)?.lnMeanField ?? last.lnMean;
  if (last.lnMean === null || mean === null)
    return `Every network falls silent: after ${plural(depth, "layer")} all is 0.`;
  if (median === null) return `Most networks fall silent: by layer ${depth} every unit is 0 in more than half of them.`;
  const drift = mean - median;
  if (Math.abs(drift) < SAME) return keptText(last);
  const [left, right] = [lnText(mean, 2), lnText(median, 2)];
  const does = drift > 0 ? "fades" : "grows";
  if (Math.abs(mean) < SAME)
    return `${meanHolds(report.config)} the mean at 1, yet the typical network ${does} to ${right}.`;
  const way = mean > 0 ? "grows" : "fades";
  return `The mean ${way} to ${left}, yet the typical network ends at ${right}.`;
}

function meanHolds({ activation, sigmaW2, sigmaB2 }: TheoryConfig): string {
  return activation === "relu" && sigmaW2 === 2 && sigmaB2 === 0 ? "He’s variance keeps" : "This variance keeps";
}

function keptText(last: FanLayer): string {
  const spread = spreadOf(last);
  if (spread === null || spread > TOGETHER) {
    return "On average the networks follow the theory; one by one they stray.";
  }
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
  const spread = spreadOf(last);
  const fold =
    spread !== null && spread > TOGETHER ? `, a factor of ${lnText(spread, 2)} apart by the luck of the draw` : "";
  return `M is the mean square of the last layer’s activations over the input’s. Of ${of}, nine in ten have M between ${lnText(low, 2)} and ${lnText(high, 2)}${fold}.`;
}

/** How few networks hold the mean up. */
function heldText({ networks }: EnsembleReport, { halfHeldBy, lnQuantiles }: FanLayer): string {
  // In a crowd of equals half of the networks would hold half; where most are silent there is more to say.
  if (halfHeldBy === 0 || halfHeldBy > networks / 4 || lnQuantiles[MEDIAN] == null) return "";
  if (halfHeldBy === 1) return "A single one holds half of the sum of M, and so keeps the mean up.";
  return `Only ${halfHeldBy.toLocaleString("en")} of them hold half of the sum of M, and so keep the mean up.`;
}
