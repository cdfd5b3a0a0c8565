import { shapeOf } from "../../experiments/initializers/fans.ts";
import { ConfigError } from "../../experiments/fields.ts";
import type { WeightsConfig } from "../../experiments/weights/weightsConfig.ts";

/** One number of a network: which layer (from 0), weight or bias, and where in its array (row-major). */
export interface WeightPoint {
  readonly layer: number;
  readonly part: "weight" | "bias";
  readonly index: number;
}

export const FIRST_POINT: WeightPoint = { layer: 0, part: "weight", index: 0 };

type Sizes = Pick<WeightsConfig, "framework" | "layers">;

/** Units before and after a layer, counted from 0, that a weight lies between; a bias has no unit before it. */
export interface Ends {
  readonly input: number | null;
  readonly unit: number;
}

/** The shape that the framework gives the array of a point. */
export function shapeAt({ framework, layers }: Sizes, { layer, part }: WeightPoint): readonly number[] {
  const [fanIn, fanOut] = [layers[layer]!, layers[layer + 1]!];
  return part === "bias" ? [fanOut] : shapeOf(framework, { fanIn, fanOut });
}

/** Whether the framework's weights have a row for each unit, and not for each input. */
export function isOutputsFirst({ framework }: Pick<WeightsConfig, "framework">): boolean {
  return shapeOf(framework, { fanIn: 1, fanOut: 2 })[0] === 2;
}

/** Whether the network has such a number. */
export function hasPoint(config: Sizes, point: WeightPoint): boolean {
  if (point.layer >= config.layers.length - 1) return false;
  return point.index < shapeAt(config, point).reduce((product, size) => product * size, 1);
}

/** Where a number stands in its array: [row, column], or [unit]. */
export function placeOf(config: Sizes, point: WeightPoint): number[] {
  if (point.part === "bias") return [point.index];
  const columns = shapeAt(config, point)[1]!;
  return [Math.floor(point.index / columns), point.index % columns];
}

export function endsOf(config: Sizes, point: WeightPoint): Ends {
  const [row, column] = placeOf(config, point);
  if (column === undefined) return { input: null, unit: row! };
  return isOutputsFirst(config) ? { input: column, unit: row! } : { input: row!, unit: column };
}

/** The weight between an input and a unit of a layer. */
export function pointBetween(config: Sizes, layer: number, input: number, unit: number): WeightPoint {
  const [fanIn, fanOut] = [config.layers[layer]!, config.layers[layer + 1]!];
  const index = isOutputsFirst(config) ? unit * fanIn + input : input * fanOut + unit;
  return { layer, part: "weight", index };
}

/** W1[0, 2] or b1[0], as code names it. */
export function pointName(config: Sizes, point: WeightPoint): string {
  return `${arrayName(point)}[${placeOf(config, point).join(", ")}]`;
}

/** W1 or b1. */
export function arrayName({ layer, part }: Pick<WeightPoint, "layer" | "part">): string {
  return `${part === "weight" ? "W" : "b"}${layer + 1}`;
}

/** W1.0.2 or b1.0, as the address has it. */
export function pointText(config: Sizes, point: WeightPoint): string {
  return [arrayName(point), ...placeOf(config, point)].join(".");
}

/** Reads what pointText writes. Throws a ConfigError where the network has no such number. */
export function readPoint(config: Sizes, text: string): WeightPoint {
  const [, letter, layerText, ...places] = /^([Wb])(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const part = letter === "b" ? "bias" : "weight";
  const layer = Number(layerText) - 1;
  const place = places.filter((one) => one !== undefined).map(Number);
  if (letter !== undefined && layer >= 0 && layer < config.layers.length - 1) {
    const shape = shapeAt(config, { layer, part, index: 0 });
    if (place.length === shape.length && place.every((one, axis) => one < shape[axis]!)) {
      return { layer, part, index: place.reduce((index, one, axis) => index * shape[axis]! + one, 0) };
    }
  }
  throw new ConfigError("point", text, "a number of this network, such as W1.0.0 or b1.0");
}

export function isSamePoint(one: WeightPoint, other: WeightPoint): boolean {
  return one.layer === other.layer && one.part === other.part && one.index === other.index;
}
