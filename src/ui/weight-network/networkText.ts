import { formatShape } from "../../experiments/weights/numpyFormat.ts";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { plural } from "../format.ts";
import { type WeightPoint, arrayName, isOutputsFirst } from "../weights-lab/weightPoint.ts";

/** The shape rule of the pointed layer, in numbers. */
export function shapeRule({ config, layers }: WeightsReport, { layer }: WeightPoint): string {
  const { fanIn, fanOut, weight, bias } = layers[layer]!;
  const [name, biasName] = (["weight", "bias"] as const).map((part) => arrayName({ layer, part }));
  const order = isOutputsFirst(config) ? "a row for each unit" : "a row for each input";
  return (
    `Layer ${layer + 1} has ${plural(fanIn, "input")} and ${plural(fanOut, "unit")}: ${fanIn} × ${fanOut} = ` +
    `${plural(fanIn * fanOut, "weight")}, kept as ${name} ${formatShape(weight.shape)} with ${order}. ` +
    `Each unit has a bias too: ${biasName} ${formatShape(bias.shape)}.`
  );
}

/** The drawing in a sentence, for those who do not see it. */
export function networkSummary({ config }: WeightsReport): string {
  const [inputs, ...units] = config.layers;
  const layers = units.map((size, index) => `layer ${index + 1} of ${plural(size, "unit")}`);
  const shown = layers.length > 6 ? [...layers.slice(0, 2), "and so on to", layers.at(-1)!] : layers;
  return `Network: ${plural(inputs!, "input")}, then ${shown.join(", ")}. A line from every unit to every unit of the next layer is one weight.`;
}
