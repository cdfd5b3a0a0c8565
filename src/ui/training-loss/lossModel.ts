import type { RunCheck, TrainingCheck } from "../../experiments/training/trainingLab.ts";
import { formatLog10, formatNumber, trimmed } from "../format.ts";
import { linearTicks, logTicks, wholeTicks } from "../lab-chart/axisTicks.ts";
import type { ChartAxis, ChartModel, ChartPoint, ChartSeries } from "../lab-chart/chartModel.ts";
import { decimated } from "./decimate.ts";

type Losses = readonly [readonly number[], readonly number[]];
type Names = readonly [string, string];

/** A chart with its words. */
export interface LossFigure {
  readonly model: ChartModel;
  readonly caption: string;
  readonly summary: string;
  readonly notes: readonly string[];
}

const MOST_POINTS = 1000;
const TICKS = 6;
/** Losses that lie a hundredfold apart are shown on a log axis. */
const LOG_FROM = 100;
/** Losses that all lie above so much of the largest are shown without 0. */
const FLAT = 0.8;
const AIR = 0.06;

/** The lines of the two runs: by colour and by dash. */
const RUNS = [
  { meaning: "signal", dash: [] },
  { meaning: "gradient", dash: [9, 4] },
] as const;
const THICK = 3;
const REFERENCE = { label: "float64 reference", meaning: "ours", dash: [5, 4], thickness: 1.25 } as const;
const THEORY = { label: "theory, one unit a layer", meaning: "theory", dash: [2, 5], thickness: 3.5 } as const;

/** The loss of both runs by update, with the reference and the theory where they are known. */
export function lossFigure(losses: Losses, names: Names, check: TrainingCheck | null): LossFigure {
  const lines = seriesOf(losses, names, check);
  const all = lines.flatMap(({ values }) => values);
  const isLog = needsLog(all);
  const y = isLog ? logAxis(all) : linearAxis(all);
  const updates = Math.max(...lines.map(({ values }) => values.length)) - 1;
  return {
    model: {
      x: updateAxis(updates),
      y,
      series: lines.map(({ values, ...series }) => ({ ...series, kind: "line", points: points(values, isLog) })),
      tooltip: (x) => tooltipAt(losses, names, check, x),
    },
    caption: isLog ? "By update, on a log axis." : "By update.",
    summary: summaryOf(losses, names, isLog),
    notes: notesOf(all, isLog, y),
  };
}

interface Line extends Omit<ChartSeries, "points" | "kind"> {
  readonly values: readonly number[];
}

/** The first lies on top: theory's dots and the reference's dashes are seen on the lines they fall together with. */
function seriesOf(losses: Losses, names: Names, check: TrainingCheck | null): Line[] {
  const checks: readonly RunCheck[] = check?.runs ?? [];
  const theory = checks.flatMap(({ collapsed }) => (collapsed === null ? [] : [{ ...THEORY, values: [...collapsed] }]));
  const references = checks.map((run) => ({ ...REFERENCE, values: [...run.losses] }));
  const runs = RUNS.map((style, side) => ({ ...style, label: names[side]!, thickness: THICK, values: losses[side]! }));
  return [...once(theory), ...once(references), ...runs].filter(({ values }) => values.length > 0);
}

/** Named in the legend once, though both runs have it. */
function once(lines: readonly Line[]): Line[] {
  return lines.map((line, index) => (index === 0 ? line : { ...line, unlisted: true }));
}

function points(values: readonly number[], isLog: boolean): ChartPoint[] {
  return decimated(values, MOST_POINTS).map((x) => {
    const y = isLog ? Math.log10(values[x]!) : values[x]!;
    return { x, y: Number.isFinite(y) ? y : null };
  });
}

/** Ends at 1, 2 or 5 times a power of ten, so that it stands still while a run goes on. */
function updateAxis(updates: number): ChartAxis {
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, updates)));
  const high = Math.max(10, decade * ([1, 2, 5].find((factor) => factor * decade >= updates) ?? 10));
  return { title: "updates", low: 0, high, ticks: wholeTicks(0, high, 5) };
}

function needsLog(all: readonly number[]): boolean {
  const [low, high] = ends(all.filter((value) => value > 0));
  return high >= LOG_FROM * low;
}

function logAxis(all: readonly number[]): ChartAxis {
  const [least, most] = ends(all.filter((value) => value > 0)).map(Math.log10);
  const air = AIR * (most! - least!);
  const [low, high] = [least! - air, most! + air];
  return { title: "loss", low, high, ticks: logTicks(low, high, TICKS) };
}

function linearAxis(all: readonly number[]): ChartAxis {
  const [least, most] = ends(all);
  const span = most === 0 ? 1 : most;
  const isFlat = least > FLAT * most && most > least;
  const air = AIR * (isFlat ? most - least : span);
  const [low, high] = [isFlat ? least - air : 0, span + air];
  return { title: "loss", low, high, ticks: linearTicks(low, high, TICKS) };
}

/** The smallest and the largest finite number; 0 and 0 of none. A spread call would take too many of them. */
function ends(values: readonly number[]): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? [0, 0] : [low, high];
}

function lossText(value: number): string {
  if (!Number.isFinite(value)) return "beyond float32";
  return trimmed(formatNumber(value, 5));
}

function tooltipAt(
  losses: Losses,
  names: Names,
  check: TrainingCheck | null,
  x: number,
): ReturnType<ChartModel["tooltip"]> {
  const runs = losses.flatMap((values, side) => {
    const told = (text: string, value: number | undefined): string[] =>
      value === undefined ? [] : [`${text} ${lossText(value)}`];
    const run = check?.runs[side];
    return [
      ...told(names[side]!, values[x]),
      ...told("   float64", run?.losses[x]),
      ...told("   theory", run?.collapsed?.[x]),
    ];
  });
  if (runs.length === 0) return null;
  return {
    title: x === 0 ? "Before the first update" : `After ${x.toLocaleString("en")} update${x === 1 ? "" : "s"}`,
    lines: runs,
  };
}

function summaryOf(losses: Losses, names: Names, isLog: boolean): string {
  const runs = losses.map((values, side) => {
    const [first, last] = [values[0], values.at(-1)];
    if (first === undefined || last === undefined) return `${names[side]}: no loss yet`;
    const updates = (values.length - 1).toLocaleString("en");
    return `${names[side]}: from ${lossText(first)} to ${lossText(last)} after ${updates} updates`;
  });
  return `Chart of the loss by update${isLog ? ", log scale" : ""}. ${runs.join("; ")}.`;
}

function notesOf(all: readonly number[], isLog: boolean, { low }: ChartAxis): string[] {
  return [
    ...(isLog && all.includes(0) ? ["a loss of exactly 0 is left out, which a log axis cannot show"] : []),
    ...(!isLog && low > 0 ? [`the axis begins at ${formatLog10(Math.log10(low), 3)}, not at 0`] : []),
  ];
}
