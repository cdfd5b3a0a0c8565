import type { CircleLayer, CircleReport } from "../../experiments/theory/circleReport.ts";
import { formatNumber, formatShare, plural, trimmed } from "../format.ts";
import { degreesOf } from "../network-knobs/angle.ts";
import { lnText } from "../theory-view/lnText.ts";
import type { ViewVerdict } from "../theory-view/runText.ts";
import { flatShare } from "./circleModel.ts";

/** What becomes of the circle. */
export type CircleFate =
  | "silent"
  | "collapses"
  | "shrinks"
  | "settles"
  | "line"
  | "flattens"
  | "stays"
  | "bends"
  | "crumples";

/** Mean correlation of inputs a right angle apart from which they are as good as one. */
const AS_ONE = 0.95;
/** The most that right angles' correlations may have moved, in their mean and in their root mean square, where the circle stays. */
const STILL = 0.25;
/** Shares of the variance in two directions: a flat curve's, and a crumpled one's. */
const FLAT = 0.9;
const CRUMPLED = 0.6;
/** The second direction's share over the first's in what is as good as a line. */
const LINE = 0.2;
/** The same in what is still round. */
const ROUND = 0.5;
/** Theory's correlation below which inputs never become one: an angle of half a degree. */
const APART = Math.cos(Math.PI / 360);
/** ln of the mean square, over the input's, below which little of the signal is left. */
const FAINT = Math.log(1e-4);

/** The fate of the circle, from its last layer. */
export function circleFate({ layers, cStar }: CircleReport): CircleFate {
  const last = layers.at(-1)!;
  const { lnQ, quarterCorrelation, quarterRms, shares } = last;
  if (lnQ === null || quarterCorrelation === null || quarterRms === null) return "silent";
  const hasAngle = cStar !== null && cStar < APART;
  if (quarterCorrelation >= AS_ONE) return hasAngle ? "settles" : "collapses";
  if (flatShare(last) <= CRUMPLED) return "crumples";
  if (quarterCorrelation > STILL) return hasAngle ? "settles" : "shrinks";
  // The mean does not see this: of an ellipse's right angles as many have closed as have opened.
  if ((shares[1] ?? 0) <= LINE * (shares[0] ?? 0)) return "line";
  if (quarterRms > STILL || (shares[1] ?? 0) < ROUND * (shares[0] ?? 0)) return "flattens";
  return flatShare(last) >= FLAT ? "stays" : "bends";
}

/** What becomes of a circle of inputs, and of their angles. */
export function geometryVerdict(report: CircleReport): ViewVerdict {
  const last = report.layers.at(-1)!;
  const fate = circleFate(report);
  return { headline: headline(fate, report), rest: restText(fate, last, report) };
}

function headline(fate: CircleFate, { config, layers, cStar }: CircleReport): string {
  const after = `after ${plural(config.depth, "layer")}`;
  const last = layers.at(-1)!;
  const [angle, off] = [angleText(last), offText(last)];
  const [first, second] = [0, 1].map((direction) => formatShare(last.shares[direction] ?? 0));
  const texts: Readonly<Record<CircleFate, string>> = {
    silent: `The circle is gone: ${after} every unit is 0.`,
    collapses: `The circle collapses to a point: ${after} a right angle is down to ${angle}.`,
    shrinks: `The circle shrinks towards a point: ${after} a right angle is down to ${angle}.`,
    settles: `The circle shrinks, but not to a point: ${after} a right angle is ${angle}; theory has it settle at ${theoryText(cStar)}.`,
    line: `The circle flattens to a line: ${after} one direction holds ${first} of it.`,
    flattens: `The circle flattens towards a line: ${after} one direction holds ${first} of it, the next ${second}.`,
    stays: `It stays a circle: ${after} a right angle ${off}.`,
    bends: `The circle bends out of its plane, yet keeps its angles: a right angle ${off}.`,
    crumples: `The circle crumples: ${after} its two main directions hold ${formatShare(flatShare(last))} of it.`,
  };
  return texts[fate];
}

/** The angle between inputs that were a right angle apart, to a degree. */
function angleText({ quarterCorrelation }: CircleLayer): string {
  const degrees = degreesOf(quarterCorrelation ?? 0);
  return degrees < 0.5 ? "less than half a degree" : plural(Math.round(degrees), "degree");
}

function theoryText(cStar: number | null): string {
  const degrees = degreesOf(cStar ?? 0);
  return degrees < 1 ? "less than a degree" : plural(Math.round(degrees), "degree");
}

/** How far right angles are from right ones, up or down. */
function offText({ quarterRms }: CircleLayer): string {
  const degrees = 90 - degreesOf(quarterRms ?? 0);
  return degrees < 0.5 ? "still is one" : `is about ${plural(Math.round(degrees), "degree")} off`;
}

const MEANINGS: Readonly<Record<CircleFate, string>> = {
  silent: "The signal is gone before the last layer, and the inputs with it.",
  collapses: "Different inputs become alike, and what told them apart is lost.",
  shrinks: "Different inputs become alike, and what tells them apart grows faint.",
  settles: "Inputs come nearer to one another, or part, until they stand at that angle: all pairs at the same.",
  line: "One direction outgrows the other by the luck of the draw: what told inputs apart across it is lost.",
  flattens: "One direction outgrows the other by the luck of the draw: what tells inputs apart across it grows faint.",
  stays: "Inputs keep their angles, so what tells them apart reaches the last layer.",
  bends: "Inputs keep their angles, so what tells them apart reaches the last layer.",
  crumples: "Neighbours are torn apart, so inputs that were alike come out unlike.",
};

function restText(fate: CircleFate, last: CircleLayer, { layers, config }: CircleReport): string {
  const [start, end] = [layers[0]!.length, last.length];
  const of = `${config.points} inputs on a circle, in one network ${plural(config.width, "unit")} wide.`;
  const known = `${of} ${MEANINGS[fate]}${faintText(last)}`;
  if (fate === "silent" || start === null || end === null || start === 0) return known;
  return `${known} The curve is ${timesText(end / start)} as long as it was, in units of its layer.`;
}

/** What the picture, in units of its layer, does not show: that little of the signal itself is left. */
function faintText({ lnQ }: CircleLayer): string {
  if (lnQ === null || lnQ > FAINT) return "";
  return ` The signal itself has all but died: its mean square is ${lnText(lnQ, 2)} of the input’s.`;
}

function timesText(factor: number): string {
  if (factor >= 0.95 && factor < 1.05) return "just";
  return `${trimmed(formatNumber(factor, 2))} times`;
}
