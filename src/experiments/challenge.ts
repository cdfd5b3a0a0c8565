import { nonlinearityOf, piecewiseSlopes } from "../model/nonlinearities.ts";
import { criticalWeightVariance } from "../theory/piecewiseLinear.ts";
import { foldText } from "./phrases.ts";
import type { SignalConfig } from "./signalConfig.ts";
import type { SignalReport } from "./signalReport.ts";
import { type Trend, trendsOf } from "./trend.ts";

/** How an attempt at the notebook's exercise went: find the variance at which nothing explodes or vanishes. */
export interface ChallengeFeedback {
  readonly solved: boolean;
  /** What happened, and where to look next. */
  readonly sentence: string;
  /** Why the answer is what it is; it gives the answer away. */
  readonly reason: string;
}

/** A change of the variance by at most this much is below what one network can show. */
const SAME_VARIANCE = 0.02;
/** Past these factors between the variance in use and the one that would hold, it is "much" or "a little" off. */
const MUCH = 4;
const LITTLE = 1.5;

/**
 * |ln std_last / std_first| that chance alone gives a ReLU network at the right variance over `steps` layers:
 * 5 steps / (4 width) + 2 √(5 steps / (4 width)), and at least ln 2.
 *
 * In one layer the squared length's mean over networks stays, and its square's grows by 1 + 5 / width; so ln of the
 * length has variance 5 / (4 width) and, where the mean stays, sinks by as much on average. The root is one standard
 * deviation, and two hold 19 networks of 20. Leaky ReLU and identity leave less to chance. (Hanin and Rolnick 2018.)
 */
export function chanceBound(steps: number, width: number): number {
  const variance = (5 * steps) / (4 * width);
  return Math.max(Math.LN2, variance + 2 * Math.sqrt(variance));
}

/** Judges a report: solved where signal and gradient both end no farther from where they began than chance explains. */
export function challengeFeedback(report: SignalReport): ChallengeFeedback {
  const { config } = report;
  const { signal, gradient } = trendsOf(report);
  const reason = reasonOf(config);
  const obstacle = obstacleTo(config, signal);
  if (obstacle !== null) return { solved: false, sentence: obstacle, reason };

  const trends = gradient.total === null ? [signal] : [signal, gradient];
  const excess = (trend: Trend): number => Math.abs(trend.total! * Math.LN10) - boundOf(trend, config.width);
  const worst = trends.reduce((a, b) => (excess(b) > excess(a) ? b : a));
  const within = excess(worst) <= 0;
  if (within || isCritical(config)) return { solved: true, sentence: solvedSentence(config, within, trends), reason };
  return { solved: false, sentence: hint(config.weightVariance, worst, worst === signal), reason };
}

function boundOf(trend: Trend, width: number): number {
  return chanceBound(trend.layers - 1, width);
}

/** Why there is nothing to judge, or null. */
function obstacleTo({ activation, depth }: SignalConfig, signal: Trend): string | null {
  if (piecewiseSlopes(activation) === null) {
    return `The exercise is for ReLU: under ${nonlinearityOf(activation).label} the right variance depends on the signal's size.`;
  }
  if (depth < 2) return "One hidden layer can neither explode nor vanish: take a deeper network.";
  if (signal.kind === "dead") {
    return `Every unit is zero from layer ${signal.since} on, and no variance can wake them: take another seed, or more units.`;
  }
  if (signal.kind === "constant") return "There is no spread to measure: take more examples, or more units.";
  return null;
}

/** Whether the variance is the critical one itself, which a narrow network may hide. */
function isCritical({ activation, width, weightVariance }: SignalConfig): boolean {
  const critical = criticalWeightVariance(piecewiseSlopes(activation)!, width);
  return Math.abs(weightVariance / critical - 1) <= SAME_VARIANCE;
}

function solvedSentence({ width }: SignalConfig, within: boolean, trends: readonly Trend[]): string {
  const total = Math.max(...trends.map((trend) => Math.abs(trend.total!)));
  const change = foldText(10 ** total);
  const what = trends.length === 1 ? "the signal does not change" : "neither the signal nor its gradient changes";
  return within
    ? `Solved: from the first layer to the last, ${what} more than ${change}; ups and downs between are chance.`
    : `Solved: this is the variance that holds on average. Only ${width} units a layer leave much to chance, ${change} here.`;
}

/** std goes with the square root of the variance in each layer, so `growth` tells how far off the variance is. */
function hint(variance: number, { kind, total, growth }: Trend, isSignal: boolean): string {
  const rises = total! > 0;
  const change = foldText(10 ** Math.abs(total!));
  const what = isSignal ? "the signal" : "the gradient";
  const off = growth! >= 1 ? growth! ** 2 : growth! ** -2;
  const amount = off > MUCH ? "much " : off < LITTLE ? "a little " : "";
  const [verb, comparative] = rises ? ["grows", "smaller"] : ["fades", "larger"];
  // A change that the headline still calls holding.
  const clear = kind === "holds" ? ", more than chance explains" : "";
  const at = Number(variance.toPrecision(4));
  return `Not yet: at ${at} ${what} ${verb} ${change} ${isSignal ? "from the first layer to the last" : "on its way back to the first layer"}${clear}. Try a variance that is ${amount}${comparative}.`;
}

function reasonOf({ activation, width }: SignalConfig): string {
  const slopes = piecewiseSlopes(activation);
  if (slopes === null)
    return "For ReLU it is 2 / fanIn: fanIn inputs add up, and the ReLU lets half of their square through.";
  const critical = criticalWeightVariance(slopes, width);
  const answer = `fanIn · variance${keptText(slopes)} = 1, so variance = ${formulaOf(slopes)} = ${Number(critical.toPrecision(4))}`;
  return (
    `Each unit adds up fanIn = ${width} inputs, so their mean square is multiplied by fanIn · variance; ` +
    `${nonlinearityOf(activation).label} lets ${shareText(slopes)} through. It holds where ${answer}. ` +
    "The gradient passes the same weights backwards, fanOut of them, and here fanOut is fanIn."
  );
}

type Slopes = readonly [below: number, above: number];

function shareText([below, above]: Slopes): string {
  if (below === above) return "all of it";
  return below === 0 ? "half of it" : "about half of it";
}

function keptText([below, above]: Slopes): string {
  if (below === above) return "";
  return below === 0 ? " / 2" : ` · (1 + ${below}²) / 2`;
}

function formulaOf([below, above]: Slopes): string {
  if (below === above) return "1 / fanIn";
  return below === 0 ? "2 / fanIn" : `2 / ((1 + ${below}²) fanIn)`;
}
