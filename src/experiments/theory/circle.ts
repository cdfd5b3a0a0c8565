import type { Geometry, LayerGram } from "../../model/geometry.ts";
import type { RunOptions } from "../../model/engine.ts";
import { startPacer } from "../../model/pacer.ts";
import { meanField } from "../../theory/meanField.ts";
import { ConfigError, type FieldSpec, parseField, wholeNumber } from "../fields.ts";
import type { CircleConfig, CircleLayer, CircleReport } from "./circleReport.ts";
import { lnOf } from "./lnOf.ts";
import { type CurvePoint, alignedPoints, mainDirections } from "./planeCurve.ts";
import { type DrawNormals, drawWideNetwork, openNormals, wideSizes } from "./wideNetwork.ts";

/** Points of a circle at most: each is compared with each, in every layer. */
const MOST_POINTS = 256;

/** The number of points. */
const POINTS_FIELD: FieldSpec<"points"> = {
  key: "points",
  name: "points",
  help: "inputs on the circle",
  allowed: `a multiple of 4 from 8 to ${MOST_POINTS}`,
  parse: (text) => {
    const points = wholeNumber(8, MOST_POINTS).parse(text);
    return points !== null && points % 4 === 0 ? points : null;
  },
};

const MOST_SHARES = 8;
/**
 * Mean squares about the centre, over those about 0, that are rounding: a product of float32 vectors is off by some
 * 16 · 2^-24 of their lengths at width 512, one of float64 vectors by as many of 2^-53.
 */
const RESOLUTION = { gpu: 2 ** -16, cpu: 2 ** -45 } as const;

/** Shares of the run's progress: drawing, and the layers' products. */
const DRAWN = 0.3;
const COMPUTED = 0.8;

/**
 * A circle of inputs of mean square 1, √width (cos θ e_0 + sin θ e_1) in the plane of two drawn orthonormal e_0, e_1,
 * taken through `depth` layers of drawn weights and biases: what becomes of it in every layer's preactivations.
 *
 * Poole et al. 2016, section 3. Throws a ConfigError where the circle cannot be made, a LimitError where it does not fit.
 */
export async function runCircle(
  geometry: Geometry,
  config: CircleConfig,
  { signal, onProgress }: RunOptions = {},
): Promise<CircleReport> {
  assertCircleFits(geometry, config);
  const start = performance.now();
  const draw = openNormals(config.seed, { signal });
  const inputs = await circleInputs(config, draw);
  const drawing = (done: number): void => onProgress?.(DRAWN * done);
  const network = await drawWideNetwork(config, "gaussian", draw, { signal, onProgress: drawing });
  const computing = (done: number): void => onProgress?.(DRAWN + (COMPUTED - DRAWN) * done);
  const grams = await geometry.grams(network, inputs, { signal, onProgress: computing });
  const resolution = RESOLUTION[geometry.info.kind === "gpu" ? "gpu" : "cpu"];
  const pacer = startPacer({ signal, onProgress: (done) => onProgress?.(COMPUTED + (1 - COMPUTED) * done) });
  const layers: CircleLayer[] = [];
  let before: readonly CurvePoint[] = unitCircle(config.points);
  for (const [layer, gram] of grams.entries()) {
    const found = circleLayer(layer, gram, config.points, before, resolution);
    layers.push(found);
    if (found.shares.length > 0) before = found.projection;
    await pacer.pause(layer / grams.length);
  }
  const { cStar } = meanField(config);
  return { engine: geometry.info, config, milliseconds: performance.now() - start, layers, cStar };
}

/** Throws a ConfigError or LimitError where the run would be refused. Draws and allocates nothing. */
export function assertCircleFits(geometry: Geometry, { points, width, depth }: CircleConfig): void {
  parseField(POINTS_FIELD, String(points));
  if (width < 2) throw new ConfigError("width", String(width), "2 or more, as a circle needs two directions");
  geometry.assertFits(wideSizes(depth, width), points);
}

/** Angles evenly spaced, from 0 on. */
function unitCircle(points: number): CurvePoint[] {
  return Array.from({ length: points }, (_, index) => {
    const angle = (2 * Math.PI * index) / points;
    return [Math.cos(angle), Math.sin(angle)];
  });
}

/** (width, points) row-major. */
async function circleInputs({ width, points }: CircleConfig, draw: DrawNormals): Promise<Float64Array> {
  const [first, second] = [unitVector(await draw(width)), await draw(width)];
  const along = first.reduce((sum, value, unit) => sum + value * second[unit]!, 0);
  const other = unitVector(second.map((value, unit) => value - along * first[unit]!));
  const inputs = new Float64Array(width * points);
  unitCircle(points).forEach(([x, y], point) => {
    for (let unit = 0; unit < width; unit += 1) {
      inputs[unit * points + point] = Math.sqrt(width) * (x * first[unit]! + y * other[unit]!);
    }
  });
  return inputs;
}

function unitVector(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function circleLayer(
  layer: number,
  { meanSquare, gram }: LayerGram,
  points: number,
  before: readonly CurvePoint[],
  resolution: number,
): CircleLayer {
  const directions = mainDirections(gram, points, MOST_SHARES, resolution);
  const lnQ = lnOf(meanSquare);
  return {
    layer,
    lnQ,
    projection: alignedPoints(directions.points, before),
    shares: directions.shares,
    ...quarterMoments(gram, points),
    length: lnQ === null ? null : curveLength(gram, points),
  };
}

/** Mean and root mean square of x_i · x_j / |x_i||x_j|, j a quarter of the circle on; null where no pair has one. */
function quarterMoments(gram: Float64Array, points: number): Pick<CircleLayer, "quarterCorrelation" | "quarterRms"> {
  let [sum, squareSum, pairs] = [0, 0, 0];
  for (let point = 0; point < points; point += 1) {
    const other = (point + points / 4) % points;
    const squares = gram[point * (points + 1)]! * gram[other * (points + 1)]!;
    if (squares === 0) continue;
    const correlation = gram[point * points + other]! / Math.sqrt(squares);
    sum += correlation;
    squareSum += correlation ** 2;
    pairs += 1;
  }
  if (pairs === 0) return { quarterCorrelation: null, quarterRms: null };
  return { quarterCorrelation: sum / pairs, quarterRms: Math.sqrt(squareSum / pairs) };
}

/** Σ |x_i - x_(i+1)| in units of the layer's root mean square. */
function curveLength(gram: Float64Array, points: number): number {
  let length = 0;
  for (let point = 0; point < points; point += 1) {
    const next = (point + 1) % points;
    const squares = gram[point * (points + 1)]! + gram[next * (points + 1)]!;
    length += Math.sqrt(Math.max(0, squares - 2 * gram[point * points + next]!));
  }
  return length;
}
