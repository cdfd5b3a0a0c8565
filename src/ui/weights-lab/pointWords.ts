import { type WeightPoint, endsOf, pointName } from "./weightPoint.ts";
import type { WeightsConfig } from "../../experiments/weights/weightsConfig.ts";

/** "W1[0, 2], from input 1 to unit 3 of layer 1": a number by its name and by the network. */
export function pointWords(config: WeightsConfig, point: WeightPoint): string {
  const { input, unit } = endsOf(config, point);
  const where = `unit ${unit + 1} of layer ${point.layer + 1}`;
  const name = pointName(config, point);
  if (input === null) return `${name}, the bias of ${where}`;
  return `${name}, from ${point.layer === 0 ? "input" : `layer ${point.layer}’s unit`} ${input + 1} to ${where}`;
}
