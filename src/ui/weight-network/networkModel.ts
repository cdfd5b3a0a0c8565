import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { type WeightPoint, endsOf, isSamePoint, pointBetween } from "../weights-lab/weightPoint.ts";

export interface NetworkNode {
  /** Column of units: 0 the input. */
  readonly column: number;
  /** Which unit; null stands for those left out. */
  readonly unit: number | null;
  readonly x: number;
  readonly y: number;
  readonly isPointed: boolean;
}

export interface NetworkEdge {
  readonly point: WeightPoint;
  readonly from: NetworkNode;
  readonly to: NetworkNode;
  readonly thickness: number;
  readonly isNegative: boolean;
  readonly isPointed: boolean;
}

/** Units of one column, drawn. */
export interface NetworkColumn {
  readonly column: number;
  readonly x: number;
  readonly size: number;
  readonly nodes: readonly NetworkNode[];
}

export interface NetworkModel {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly NetworkColumn[];
  readonly edges: readonly NetworkEdge[];
  /** Between which columns of the drawing others are left out, by x. */
  readonly gaps: readonly number[];
}

/** More units than these are drawn as their ends and the pointed one. */
const MOST_UNITS = 7;
const THINNEST = 0.8;
const THICKEST = 4;

/** The network in `width` units of length, `rem` of them a line of text; each line is a weight, as thick as it is large. */
export function networkModel(report: WeightsReport, point: WeightPoint, width: number, rem: number): NetworkModel {
  const sizes = report.config.layers;
  const shown = shownColumns(sizes.length, point.layer, Math.max(3, Math.floor(width / (6 * rem))));
  const ends = endsOf(report.config, point);
  const pointedUnit = (column: number): number | null =>
    column === point.layer ? ends.input : column === point.layer + 1 ? ends.unit : null;
  const units = shown.map((column) => shownUnits(sizes[column]!, pointedUnit(column)));
  const rows = Math.max(...units.map(({ length }) => length));
  const height = Math.max(11 * rem, rows * 2.5 * rem);
  const margin = 2.6 * rem;
  const columns = shown.map((column, index): NetworkColumn => {
    const x = margin + (index * (width - 2 * margin)) / (shown.length - 1);
    const list = units[index]!;
    const nodes = list.map((unit, row) => ({
      column,
      unit,
      x,
      y: (height * (row + 0.5)) / list.length,
      isPointed: unit !== null && unit === pointedUnit(column),
    }));
    return { column, x, size: sizes[column]!, nodes };
  });
  const pairs = columns.slice(1).map((to, index) => [columns[index]!, to] as const);
  return {
    width,
    height,
    columns,
    edges: pairs
      .flatMap(([from, to]) => (to.column === from.column + 1 ? edgesBetween(report, from, to, point) : []))
      .toSorted((one, other) => Number(one.isPointed) - Number(other.isPointed)),
    gaps: pairs.flatMap(([from, to]) => (to.column === from.column + 1 ? [] : [(from.x + to.x) / 2])),
  };
}

function edgesBetween(
  report: WeightsReport,
  from: NetworkColumn,
  to: NetworkColumn,
  pointed: WeightPoint,
): NetworkEdge[] {
  const { values } = report.layers[from.column]!.weight;
  const pairs = from.nodes.flatMap((start) => to.nodes.map((end) => [start, end] as const));
  const drawn = pairs.flatMap(([start, end]) => {
    if (start.unit === null || end.unit === null) return [];
    const point = pointBetween(report.config, from.column, start.unit, end.unit);
    return [{ point, from: start, to: end, value: values[point.index]! }];
  });
  const most = Math.max(...drawn.map(({ value }) => Math.abs(value)));
  return drawn.map(({ value, ...edge }) => ({
    ...edge,
    thickness: THINNEST + (most === 0 ? 0 : ((THICKEST - THINNEST) * Math.abs(value)) / most),
    isNegative: value < 0,
    isPointed: isSamePoint(edge.point, pointed),
  }));
}

/** The columns drawn: all where there is room, else both ends and those of the pointed layer. */
function shownColumns(count: number, layer: number, most: number): number[] {
  const all = Array.from({ length: count }, (_, column) => column);
  if (count <= most) return all;
  const wanted = [layer, layer + 1, 0, count - 1, ...all];
  return [...new Set(wanted)].slice(0, Math.max(4, most)).toSorted((one, other) => one - other);
}

/** The units drawn of a column; null stands for those left out. */
function shownUnits(size: number, pointed: number | null): (number | null)[] {
  if (size <= MOST_UNITS) return Array.from({ length: size }, (_, unit) => unit);
  const kept = [...new Set([0, 1, pointed ?? 0, size - 2, size - 1])].toSorted((one, other) => one - other);
  return kept.flatMap((unit, index) => (index > 0 && unit > kept[index - 1]! + 1 ? [null, unit] : [unit]));
}
