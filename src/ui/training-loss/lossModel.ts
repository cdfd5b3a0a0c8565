import type { TrainingCheck } from "../../experiments/training/trainingLab.ts";
import type { ChartModel, ChartPoint, ChartSeries } from "../lab-chart/chartModel.ts";
import { decimated } from "./decimate.ts";
import { type LossAxis, lossAxis, updateAxis } from "./lossAxes.ts";
import { type Losses, type RunNames, lossNotes, lossSummary, lossTooltip } from "./lossText.ts";

/** A chart with its words. */
interface LossFigure {
  readonly model: ChartModel;
  readonly caption: string;
  readonly summary: string;
  readonly notes: readonly string[];
}

/** About as many as a chart has pixels to show them in. */
const MOST_POINTS = 600;

/** The lines of the two runs: by colour and by dash. */
const RUNS = [
  { meaning: "signal", dash: [] },
  { meaning: "gradient", dash: [9, 4] },
] as const;
const THICK = 3;
const REFERENCE = { label: "float64 reference", meaning: "ours", dash: [5, 6], thickness: 1.25 } as const;
const THEORY = { label: "theory, one unit a layer", meaning: "theory", dash: [2, 6], thickness: 5 } as const;

/** The loss of both runs by update, with the reference and the theory where they are known. */
export function lossFigure(losses: Losses, names: RunNames, check: TrainingCheck | null): LossFigure {
  const lines = linesOf(losses, names, check);
  const updates = Math.max(0, ...lines.map(({ values }) => values.length - 1));
  const points = lines.map(({ values }) => drawnPoints(values));
  const axis = lossAxis(points.flatMap((list) => list.map(({ y }) => y)));
  return {
    model: {
      x: updateAxis(updates),
      y: axis.y,
      series: lines.map(({ look }, index) => seriesOf(look, points[index]!, axis)),
      tooltip: (x) => lossTooltip(losses, names, check, x),
    },
    caption: axis.isLog ? "By update, on a log axis" : "By update",
    summary: lossSummary(losses, names, axis),
    notes: lossNotes(losses, axis),
  };
}

type LineLook = Omit<ChartSeries, "points" | "kind">;

interface Line {
  readonly look: LineLook;
  readonly values: ArrayLike<number>;
}

/** The first lies on top: the reference's dashes and theory's dots are seen on the lines that they fall together with. */
function linesOf(losses: Losses, names: RunNames, check: TrainingCheck | null): Line[] {
  const checks = check?.runs ?? [];
  const references = checks.map((run) => ({ look: REFERENCE, values: run.losses }));
  const theory = checks.flatMap(({ collapsed }) => (collapsed === null ? [] : [{ look: THEORY, values: collapsed }]));
  const runs = RUNS.map((look, side) => ({
    look: { ...look, label: names[side]!, thickness: THICK },
    values: losses[side]!,
  }));
  return [...namedOnce(references), ...namedOnce(theory), ...runs].filter(({ values }) => values.length > 0);
}

/** Both runs have such a line; the legend names it once. */
function namedOnce(lines: readonly Line[]): Line[] {
  return lines.map((line, index) => (index === 0 ? line : { ...line, look: { ...line.look, unlisted: true } }));
}

interface LossPoint {
  readonly x: number;
  /** As it is, finite or not. */
  readonly y: number;
}

function drawnPoints(values: ArrayLike<number>): LossPoint[] {
  return decimated(values, MOST_POINTS).map((x) => ({ x, y: values[x]! }));
}

function seriesOf(look: LineLook, points: readonly LossPoint[], { isLog }: LossAxis): ChartSeries {
  const drawn = points.map(({ x, y }): ChartPoint => {
    const height = isLog ? Math.log10(y) : y;
    return { x, y: Number.isFinite(height) ? height : null };
  });
  // A line of one point would not be seen.
  return { ...look, kind: "line", ...(drawn.length === 1 ? { mark: "dot" } : {}), points: drawn };
}
