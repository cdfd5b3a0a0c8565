import type { CircleLayer, CircleReport } from "../../experiments/theory/circleReport.ts";
import type { ProfileReport } from "../../experiments/theory/profileReport.ts";
import { formatShare, plainNumber } from "../format.ts";
import { linearTicks, logTicks, wholeTicks } from "../lab-chart/axisTicks.ts";
import type { ChartModel, ChartPoint } from "../lab-chart/chartModel.ts";
import { degreesOf } from "../network-knobs/angle.ts";
import { finite } from "../theory-view/finite.ts";
import { layerAxis } from "../theory-view/layerAxis.ts";
import { decimalsText } from "../theory-view/lnText.ts";
import { layerName } from "./circleModel.ts";

const Y_TICKS = 5;
const LEAST_DECADES = 0.3;

/** Correlation of the two inputs by layer: measured over theory. */
export function correlationChart({ layers, theory, config, networks }: ProfileReport, chosen: number): ChartModel {
  const expected = theory.c.map(finite);
  const drawn = [...layers.flatMap(({ cRange }) => cRange ?? []), ...expected.filter((c) => c !== null)];
  const least = Math.min(0, ...drawn);
  const low = Math.floor(2 * least) / 2;
  return {
    x: layerAxis(config.depth),
    y: { title: "correlation", low, high: 1.02, ticks: linearTicks(low, 1, Y_TICKS) },
    series: [
      {
        label: networks === 1 ? "measured" : `measured, mean of ${networks} networks`,
        meaning: "signal",
        kind: "line",
        mark: "dot",
        points: layers.map(({ layer, c }) => ({ x: layer, y: c })),
      },
      {
        label: "theory, infinitely wide",
        meaning: "theory",
        kind: "line",
        dash: [12, 6],
        thickness: 8,
        faint: true,
        points: expected.map((y, x): ChartPoint => ({ x, y })),
      },
      {
        label: "from the lowest network to the highest",
        meaning: "signal",
        kind: "band",
        faint: true,
        points: layers.map(({ layer, cRange }) => ({ x: layer, y: cRange?.[1] ?? null, low: cRange?.[0] ?? null })),
      },
    ],
    chosen,
    tooltip: (x) => {
      const layer = layers.find((one) => one.layer === x);
      if (layer === undefined) return null;
      const c = expected[x] ?? null;
      return {
        title: layerName(x, config.depth),
        lines: [
          layer.c === null ? "measured: no angle, the signal is 0" : `measured ${correlationText(layer.c)}`,
          ...(c === null ? [] : [`theory ${correlationText(c)}`]),
        ],
      };
    },
  };
}

function correlationText(c: number): string {
  return `${decimalsText(c, 4)}, ${Number(degreesOf(c).toFixed(1))}°`;
}

/** The correlation's chart in two sentences. */
export function correlationSummary({ layers, theory, config }: ProfileReport): string {
  const last = layers.at(-1)!;
  const measured = last.c === null ? "none, since the signal is 0" : correlationText(last.c);
  const expected = finite(theory.c.at(-1));
  return (
    `Line chart by layer: the correlation of two inputs, ${correlationText(config.correlation)} at the input, ` +
    `${measured} at layer ${last.layer}${expected === null ? "" : `, where theory says ${correlationText(expected)}`}.`
  );
}

/** Length of the curve by layer, in units of the input's; log scale. */
export function lengthChart({ layers, config }: CircleReport, chosen: number): ChartModel | null {
  const start = layers[0]!.length;
  if (start === null || start === 0) return null;
  const points = layers.map(({ layer, length }): ChartPoint => ({
    x: layer,
    y: length === null || length === 0 ? null : Math.log10(length / start),
  }));
  const drawn = points.flatMap(({ y }) => (y === null ? [] : [y]));
  if (drawn.length === 0) return null;
  const [least, most] = [Math.min(...drawn), Math.max(...drawn)];
  const air = Math.max((most - least) * 0.06, (LEAST_DECADES - (most - least)) / 2);
  const [low, high] = [least - air, most + air];
  return {
    x: layerAxis(config.depth),
    y: { title: "length, of the input’s, log scale", low, high, ticks: logTicks(low, high, 6) },
    series: [{ label: "measured, one network", meaning: "signal", kind: "line", mark: "dot", points }],
    chosen,
    tooltip: (x) => {
      const y = points.find((point) => point.x === x)?.y ?? null;
      const value = y === null ? "0" : plainNumber(Number((10 ** y).toPrecision(4)));
      return { title: layerName(x, config.depth), lines: [`${value} times the input’s length`] };
    },
  };
}

/** The shares of one layer's variance that its main directions hold. */
export function sharesChart({ shares }: CircleLayer): ChartModel | null {
  if (shares.length === 0) return null;
  const directions = shares.length;
  return {
    x: {
      title: "direction, the main one first",
      low: 0.4,
      high: directions + 0.6,
      ticks: wholeTicks(1, directions, 8),
    },
    y: { title: "share of the variance, %", low: 0, high: 100, ticks: linearTicks(0, 100, Y_TICKS) },
    series: [
      {
        label: "measured, one network",
        meaning: "signal",
        kind: "bars",
        points: shares.map((share, index) => ({ x: index + 1, y: 100 * share })),
      },
    ],
    tooltip: (x) => ({ title: `Direction ${x}`, lines: [formatShare(shares[x - 1] ?? 0)] }),
  };
}

export function sharesSummary({ shares, layer }: CircleLayer): string {
  return `Bar chart: of the variance at layer ${layer}, the main directions hold ${shares.map(formatShare).join(", ")}.`;
}
