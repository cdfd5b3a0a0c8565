import { wholeTicks } from "../lab-chart/axisTicks.ts";
import type { ChartAxis } from "../lab-chart/chartModel.ts";

const TICKS = 6;

/** From the input, layer 0, to the last layer. */
export function layerAxis(depth: number): ChartAxis {
  return { title: "layer", low: 0, high: Math.max(1, depth), ticks: wholeTicks(0, depth, TICKS) };
}
