import type { CircleLayer, CircleReport } from "../../experiments/theory/circleReport.ts";
import { formatNumber, formatShare, plural, trimmed } from "../format.ts";
import type { ViewVerdict } from "../theory-view/runText.ts";
import { flatShare } from "./circleModel.ts";

/** What becomes of the circle. */
export type CircleFate = "silent" | "collapses" | "shrinks" | "stays" | "bends" | "crumples";

/** Correlation of inputs a right angle apart from which they are as good as one. */
const AS_ONE = 0.95;
/** The most that a right angle's correlation may have moved where the circle stays. */
const STILL = 0.25;
/** Shares of the variance in two directions: a flat curve's, and a crumpled one's. */
const FLAT = 0.9;
const CRUMPLED = 0.6;

/** The fate of the circle, from its last layer. */
export function circleFate({ layers }: CircleReport): CircleFate {
  const last = layers.at(-1)!;
  const { quarterCorrelation } = last;
  if (last.lnQ === null || quarterCorrelation === null) return "silent";
  if (quarterCorrelation >= AS_ONE) return "collapses";
  if (flatShare(last) <= CRUMPLED) return "crumples";
  if (quarterCorrelation > STILL) return "shrinks";
  return flatShare(last) >= FLAT ? "stays" : "bends";
}

/** What becomes of a circle of inputs, and of their angles. */
export function geometryVerdict(report: CircleReport): ViewVerdict {
  const last = report.layers.at(-1)!;
  const fate = circleFate(report);
  return { headline: headline(fate, report), rest: restText(fate, last, report) };
}

function headline(fate: CircleFate, { config, layers }: CircleReport): string {
  const after = `after ${plural(config.depth, "layer")}`;
  const last = layers.at(-1)!;
  const angle = angleText(last);
  const texts: Readonly<Record<CircleFate, string>> = {
    silent: `The circle is gone: ${after} every unit is 0.`,
    collapses: `The circle collapses to a point: ${after} a right angle is down to ${angle}.`,
    shrinks: `The circle shrinks towards a point: ${after} a right angle is down to ${angle}.`,
    stays: `It stays a circle: ${after} a right angle is still ${angle}.`,
    bends: `The circle bends out of its plane, yet keeps its angles: a right angle is still ${angle}.`,
    crumples: `The circle crumples: ${after} its two main directions hold ${formatShare(flatShare(last))} of it.`,
  };
  return texts[fate];
}

/** The angle between inputs that were a right angle apart, to a degree. */
function angleText({ quarterCorrelation }: CircleLayer): string {
  const degrees = (Math.acos(Math.min(1, Math.max(-1, quarterCorrelation ?? 0))) * 180) / Math.PI;
  return degrees < 0.5 ? "less than half a degree" : plural(Math.round(degrees), "degree");
}

const MEANINGS: Readonly<Record<CircleFate, string>> = {
  silent: "The signal is gone before the last layer, and the inputs with it.",
  collapses: "Different inputs become alike, and what told them apart is lost.",
  shrinks: "Different inputs become alike, and what tells them apart grows faint.",
  stays: "Inputs keep their angles, so what tells them apart reaches the last layer.",
  bends: "Inputs keep their angles, so what tells them apart reaches the last layer.",
  crumples: "Neighbours are torn apart, so inputs that were alike come out unlike.",
};

function restText(fate: CircleFate, last: CircleLayer, { layers, config }: CircleReport): string {
  const [start, end] = [layers[0]!.length, last.length];
  const of = `${config.points} inputs on a circle, in one network ${config.width} units wide.`;
  const known = `${of} ${MEANINGS[fate]}`;
  if (fate === "silent" || start === null || end === null || start === 0) return known;
  return `${known} The curve is ${timesText(end / start)} as long as it was, in units of its layer.`;
}

function timesText(factor: number): string {
  if (factor >= 0.95 && factor < 1.05) return "just";
  return `${trimmed(formatNumber(factor, 2))} times`;
}
