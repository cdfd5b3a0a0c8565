import type { LayerRow, SignalReport } from "../../experiments/signalReport.ts";
import { formatLog10, plural, powerOfTen } from "../format.ts";
import { type AxisTick, wholeTicks } from "../lab-chart/axisTicks.ts";

const MOST_LAYER_TICKS = 6;

/** Which gradient a column holds: the picture counts hidden layers, the notebook the layers that it feeds. */
export const GRADIENT_COUNT =
  "A column’s gradient is that of its own layer’s preactivations, which chart and table, as the notebook, count one lower.";

/** The picture in words, from the report's statistics, for those who do not see it. */
export function pictureSummary(report: SignalReport, decades: number): string {
  const { depth, width } = report.config;
  const size = `${plural(depth, "layer")} of ${plural(width, "unit")}`;
  const scale = `coloured by size from ${powerOfTen(-decades)} to ${powerOfTen(decades)}`;
  const gradient = course("Its gradient has", report.gradient);
  if (gradient.length > 0) gradient.push(GRADIENT_COUNT);
  const parts = [...course("The signal has", report.forward.slice(1)), ...gradient];
  return [`Picture of ${size}, one column a layer, one row a unit, ${scale}.`, ...parts].join(" ");
}

/** How a std runs through the layers, as a sentence; none where there are no layers. */
function course(subject: string, rows: readonly LayerRow[]): string[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const at = ({ log10Std, layer }: LayerRow): string => `std ${formatLog10(log10Std, 3)} at layer ${layer}`;
  return [`${subject} ${first === last ? at(first) : `${at(first)} and ${at(last)}`}.`];
}

/** Layers to be named under the picture: the first, then round numbers. */
export function layerTicks(depth: number): AxisTick[] {
  const round = wholeTicks(0, depth, MOST_LAYER_TICKS).filter(({ value }) => value > 1);
  return [{ value: 1, label: "1" }, ...round];
}

/** Where a layer's column has its middle, as a share of the picture's width. */
export function layerPlace(layer: number, depth: number): number {
  return (layer - 0.5) / depth;
}

/** The legend's marks: powers of ten at its ends, half way, and 1 in the middle. */
export function scaleTicks(decades: number): AxisTick[] {
  return [-decades, -decades / 2, 0, decades / 2, decades].map((value) => ({
    value,
    label: value === 0 ? "1" : powerOfTen(value),
  }));
}
