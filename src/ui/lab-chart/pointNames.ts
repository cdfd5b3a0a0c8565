import type { Chart, ChartType, Plugin } from "chart.js";
import type { ChartPoint } from "./chartModel.ts";
import { type Box, type NamedMark, namePlaces } from "./namePlaces.ts";

/** How names are written. */
export interface NamesOptions {
  readonly colour: string;
  /** Around the letters, so that they are read on top of a line. */
  readonly halo: string;
  readonly family: string;
  /** Pixels. */
  readonly size: number;
}

declare module "chart.js" {
  interface PluginOptionsByType<TType extends ChartType> {
    pointNames?: NamesOptions;
  }
}

const HALO = 4;

/** Writes the names of points that have one. */
export const pointNames: Plugin<"line" | "bar", NamesOptions> = {
  id: "pointNames",
  afterDatasetsDraw(chart, _event, { colour, halo, family, size }) {
    const { ctx, chartArea } = chart;
    const points = drawnPoints(chart);
    if (points.every(({ name }) => name === undefined)) return;
    ctx.save();
    ctx.font = `${size}px ${family}`;
    ctx.textBaseline = "middle";
    const named = points.flatMap((point) => (point.name === undefined ? [] : [{ ...point, name: point.name }]));
    const sized = named.map((point): NamedMark => {
      return { ...point, width: ctx.measureText(point.name).width, height: size * 1.3 };
    });
    const places = namePlaces(sized, chartArea, points.map(markBox));
    for (const [index, place] of places.entries()) {
      if (place === null) continue;
      const [x, y] = [place.left, place.top + place.height / 2];
      Object.assign(ctx, { strokeStyle: halo, fillStyle: colour, lineWidth: HALO, lineJoin: "round" });
      ctx.strokeText(named[index]!.name, x, y);
      ctx.fillText(named[index]!.name, x, y);
    }
    ctx.restore();
  },
};

interface DrawnPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly name: string | undefined;
}

function drawnPoints(chart: Chart<"line" | "bar">): DrawnPoint[] {
  return chart.data.datasets.flatMap(({ data }, index) =>
    chart.getDatasetMeta(index).data.flatMap((element, at) => {
      const { x, y, options } = element as unknown as { x: number; y: number; options: { radius?: number } };
      const { name } = data[at] as unknown as Pick<ChartPoint, "name">;
      return Number.isFinite(y) ? [{ x, y, radius: options.radius ?? 0, name }] : [];
    }),
  );
}

function markBox({ x, y, radius }: DrawnPoint): Box {
  return { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius };
}
