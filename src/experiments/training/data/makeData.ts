import { NumpyLegacy } from "../../../random/numpyLegacy.ts";
import type { DataName } from "../trainingConfig.ts";
import type { DataAxis, PlaneExtent } from "../trainingLab.ts";
import type { MadeData } from "./dataSet.ts";
import { CIRCLES, MOONS } from "./moonsAndCircles.ts";
import type { DataMaker } from "./points.ts";
import { ROASTING } from "./roasting.ts";
import { SPIRALS } from "./spirals.ts";
import { columnScale, standardised } from "./standardise.ts";
import { XOR } from "./xor.ts";

const MAKERS: Readonly<Record<DataName, DataMaker>> = {
  roasting: ROASTING,
  moons: MOONS,
  circles: CIRCLES,
  xor: XOR,
  spirals: SPIRALS,
};

/** Classes of spirals at most; further outputs have no examples. */
const MOST_CLASSES = 8;

/** How far beyond the outermost example the plane is shown, as a share of half its side. */
const MARGIN = 0.15;

interface MadeDataOptions {
  readonly samples: number;
  /** Standard deviation in the network's units; null for the data's own. */
  readonly noise: number | null;
  /** Of NumPy's legacy generator, which draws everything. */
  readonly seed: number;
  /** Outputs of the network that is to tell them apart: spirals make so many classes, two to eight. */
  readonly classes: number;
}

/** The standard deviation of the noise that data have where none is asked for. */
export function ownNoise(name: DataName): number {
  return MAKERS[name].noise;
}

/** Examples of two features, every number rounded to float32 at the end. */
export function makeData(name: DataName, { samples, noise, seed, classes }: MadeDataOptions): MadeData {
  const maker = MAKERS[name];
  const random = new NumpyLegacy(seed);
  const told = Math.min(MOST_CLASSES, Math.max(2, classes));
  const points = maker.make(random, samples, told);
  const scaleOf = (column: Float64Array) => (maker.standardised ? columnScale(column) : { mean: 0, std: 1 });
  const scales = [scaleOf(points.x), scaleOf(points.y)] as const;
  const [x, y] = [standardised(points.x, scales[0]), standardised(points.y, scales[1])];
  addNoise(random, noise ?? maker.noise, x, y);
  const inputs = new Float32Array(2 * samples);
  inputs.set(x);
  inputs.set(y, samples);
  const axis = (index: 0 | 1): DataAxis => {
    const [title, unit] = maker.axes[index];
    return { name: title, unit, ...scales[index] };
  };
  return {
    examples: samples,
    axes: [axis(0), axis(1)],
    inputs,
    classes: points.classes,
    classNames: maker.classNames(told),
    extent: extentOf(inputs.subarray(0, samples), inputs.subarray(samples)),
  };
}

/** As scikit-learn adds it: normal(scale=noise, size=(samples, 2)), example by example. */
function addNoise(random: NumpyLegacy, noise: number, x: Float64Array, y: Float64Array): void {
  const normals = new Float64Array(2 * x.length);
  random.fillNormal(normals);
  x.forEach((value, example) => {
    x[example] = value + noise * normals[2 * example]!;
    y[example]! += noise * normals[2 * example + 1]!;
  });
}

/** A square around all examples, so that a circle looks like one. */
function extentOf(x: Float32Array, y: Float32Array): PlaneExtent {
  const spans = [x, y].map((column) => {
    const [low, high] = column.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [
      Infinity,
      -Infinity,
    ] as [number, number]);
    return { middle: (low + high) / 2, half: (high - low) / 2 };
  });
  // Two examples may lie on one spot.
  const half = (1 + MARGIN) * Math.max(...spans.map((span) => span.half), 0.5);
  const [across, up] = spans.map(({ middle }): [number, number] => [middle - half, middle + half]);
  return { x: across!, y: up! };
}
