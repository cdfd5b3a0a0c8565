import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { formatNumber, trimmed } from "../format.ts";
import type { WeightPoint } from "../weights-lab/weightPoint.ts";
import { type Density, densityOf } from "./densityModel.ts";

/** A number on the drawing. */
export interface Dot {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

export interface DistributionModel {
  readonly width: number;
  readonly height: number;
  /** Where the axis lies. */
  readonly base: number;
  /** The path of the density, and of the area under it; "" where every number is given. */
  readonly curve: string;
  readonly area: string;
  /** Few numbers stand on the curve; many fill the area under it. */
  readonly isFilled: boolean;
  readonly dots: readonly Dot[];
  /** The number pointed at, which is among the dots where they are few. */
  readonly pointed: Dot;
  readonly marks: readonly { readonly x: number; readonly label: string }[];
}

const MOST_STEMS = 60;
const MOST_DOTS = 2500;
const STEPS = 160;
/** Multiples of the golden ratio's fraction fill an interval evenly. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The distribution of the pointed array and its numbers, in `width` by `height` units with room under the axis. */
export function distributionModel(
  { layers }: WeightsReport,
  { layer, part, index }: WeightPoint,
  { width, height, margin }: { width: number; height: number; margin: number },
): DistributionModel {
  const { fanIn, fanOut, ...arrays } = layers[layer]!;
  const { values } = arrays[part];
  const density = densityOf(part === "weight" ? arrays.weightPlan : arrays.biasPlan, Math.max(fanIn, fanOut));
  const [low, high] = spanOf(density, values);
  const samples = Array.from({ length: STEPS + 1 }, (_, step) => low + ((high - low) * step) / STEPS);
  const peak = density === null ? 1 : Math.max(...samples.map((x) => density.at(x)));
  const xAt = (value: number): number => margin + ((value - low) / (high - low)) * (width - 2 * margin);
  const yAt = (share: number): number => height - share * (height - margin);
  const isFilled = values.length > MOST_STEMS && density !== null;
  const share = (value: number): number => (density === null ? 0.5 : density.at(value) / peak);
  const dot = (at: number): Dot => {
    const full = share(values[at]!);
    return { index: at, x: xAt(values[at]!), y: yAt(isFilled ? full * (((at + 1) * GOLDEN) % 1) : full) };
  };
  const every = Math.ceil(values.length / MOST_DOTS);
  return {
    width,
    height,
    base: height,
    ...curveOf(density, samples, peak, xAt, yAt),
    isFilled,
    dots: Array.from({ length: Math.ceil(values.length / every) }, (_, at) => dot(at * every)),
    pointed: dot(index),
    marks: marksOf(density, values).map((value) => ({ x: xAt(value), label: markLabel(value) })),
  };
}

/** The part of the axis that is drawn: the distribution's, and every number. */
function spanOf(density: Density | null, values: Float32Array | Float64Array): [low: number, high: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  if (density !== null) return [Math.min(density.low, least), Math.max(density.high, most)];
  const air = (most - least) * 0.14 || Math.max(1, Math.abs(most));
  return [least - air, most + air];
}

function marksOf(density: Density | null, values: Float32Array | Float64Array): readonly number[] {
  if (density !== null) return density.marks;
  return [...new Set([Math.min(...values.subarray(0, MOST_DOTS)), Math.max(...values.subarray(0, MOST_DOTS))])];
}

function markLabel(value: number): string {
  return Math.abs(value) < 1e-12 ? "0" : trimmed(formatNumber(value, 4));
}

function curveOf(
  density: Density | null,
  samples: readonly number[],
  peak: number,
  xAt: (value: number) => number,
  yAt: (share: number) => number,
): Pick<DistributionModel, "curve" | "area"> {
  if (density === null) return { curve: "", area: "" };
  // A distribution that ends at once ends in a wall, not in a slope.
  const edges = density.marks.flatMap((mark) => [mark - 1e-9 * Math.abs(mark), mark, mark + 1e-9 * Math.abs(mark)]);
  const points = [...samples, ...edges].toSorted((one, other) => one - other);
  const line = points.map((x) => `${xAt(x).toFixed(1)} ${yAt(density.at(x) / peak).toFixed(1)}`).join("L");
  return {
    curve: `M${line}`,
    area: `M${xAt(points[0]!).toFixed(1)} ${yAt(0)}L${line}L${xAt(points.at(-1)!).toFixed(1)} ${yAt(0)}Z`,
  };
}
