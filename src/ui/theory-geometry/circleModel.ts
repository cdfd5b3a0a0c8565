import type { CircleLayer, CircleReport } from "../../experiments/theory/circleReport.ts";

export type Point = readonly [x: number, y: number];

/** The circle of inputs has radius 1 in its own units; the picture shows at least that. */
const LEAST_EXTENT = 1.1;
const AIR = 1.05;
/** Where the marks stand: a quarter of the circle apart. */
const MARKS = 4;

/** How far a picture of any layer reaches from its centre: the same for all, so that a layer that shrinks is seen to. */
export function extentOf({ layers }: CircleReport): number {
  const reach = layers.flatMap(({ projection }) => projection.flat()).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return Math.max(LEAST_EXTENT, reach * AIR);
}

/** A closed curve cut into `count` arcs, each with its first point and the next arc's, as an SVG path; y points up. */
export function arcPaths(points: readonly Point[], count: number): string[] {
  if (points.length === 0) return [];
  const at = (index: number): string => {
    const [x, y] = points[index % points.length]!;
    return `${round(x)} ${round(-y)}`;
  };
  return Array.from({ length: count }, (_, arc) => {
    const [from, to] = [arc, arc + 1].map((edge) => Math.round((edge * points.length) / count));
    const rest = Array.from({ length: to! - from! }, (_unused, step) => at(from! + step + 1));
    return `M${at(from!)}L${rest.join(" ")}`;
  });
}

function round(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** The points of the four marks: the inputs at 0, 90, 180 and 270 degrees; y points down, as SVG has it. */
export function markPoints(points: readonly Point[]): Point[] {
  if (points.length === 0) return [];
  return Array.from({ length: MARKS }, (_, mark) => {
    const [x, y] = points[Math.round((mark * points.length) / MARKS) % points.length]!;
    return [x, -y] as const;
  });
}

/** At most `count` layers, evenly spaced, the input and the last among them. */
export function stripLayers(depth: number, count: number): number[] {
  const steps = Math.min(depth, count - 1);
  return Array.from({ length: steps + 1 }, (_, step) => Math.round((step * depth) / Math.max(1, steps)));
}

/** The share of its variance that a layer's curve has in its two main directions: 1 for a flat curve. */
export function flatShare({ shares }: CircleLayer): number {
  return (shares[0] ?? 0) + (shares[1] ?? 0);
}

export function layerName(layer: number, depth: number): string {
  if (layer === 0) return "Layer 0, the input";
  return layer === depth ? `Layer ${layer}, the last` : `Layer ${layer}`;
}
