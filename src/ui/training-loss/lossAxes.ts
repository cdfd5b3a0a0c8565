import { linearTicks, logTicks, niceStep, wholeTicks } from "../lab-chart/axisTicks.ts";
import type { ChartAxis } from "../lab-chart/chartModel.ts";

/** The vertical axis of losses; on a log axis a point stands at its log10. */
export interface LossAxis {
  readonly y: ChartAxis;
  readonly isLog: boolean;
  /** True where a linear axis begins above 0. */
  readonly isCut: boolean;
}

const TICKS = 6;
/** Losses that lie a hundredfold apart are shown on a log axis. */
const LOG_FROM = 100;
/** Losses that all lie above so much of the largest are shown without 0. */
const FLAT = 0.8;
const AIR = 0.06;
const LEAST_UPDATES = 10;

/** Ends at a round number well beyond the last update, so that it stands still while a run goes on. */
export function updateAxis(updates: number): ChartAxis {
  const step = niceStep(Math.max(LEAST_UPDATES, updates), 5);
  const high = step * Math.ceil(Math.max(LEAST_UPDATES, updates) / step);
  return { title: "updates", low: 0, high, ticks: wholeTicks(0, high, 5) };
}

/** Fits all finite losses: from 0, or without it where they hardly differ, or on a log scale where they differ much. */
export function lossAxis(losses: readonly number[]): LossAxis {
  const finite = losses.filter(Number.isFinite);
  const positive = finite.filter((loss) => loss > 0);
  const most = Math.max(0, ...finite);
  if (positive.length > 0 && most >= LOG_FROM * Math.min(...positive)) return logAxis(positive);
  const least = Math.min(most, ...finite);
  const isCut = least > FLAT * most && most > least;
  const low = isCut ? least - AIR * (most - least) : 0;
  const high = most + AIR * (most - low || 1);
  return { y: { title: "loss", low, high, ticks: linearTicks(low, high, TICKS) }, isLog: false, isCut };
}

/** Whole decades, each with its mark. */
function logAxis(positive: readonly number[]): LossAxis {
  const low = Math.floor(Math.log10(Math.min(...positive)));
  const high = Math.ceil(Math.log10(Math.max(...positive)));
  return { y: { title: "loss", low, high, ticks: logTicks(low, high, TICKS) }, isLog: true, isCut: false };
}
