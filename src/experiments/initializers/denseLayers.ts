import type { RunOptions } from "../../model/engine.ts";
import type { Framework, Initializer } from "../../model/initializer.ts";
import { type Drawing, drawPaced, type Numbers } from "../../random/drawing.ts";
import type { Seed } from "../../random/seed.ts";
import { openLayerStreams, type RandomStream } from "../../random/stream.ts";
import { drawPlan } from "./drawPlan.ts";
import { type Fans, type Shape, shapeOf } from "./fans.ts";
import { biasPlan, type WeightPlan, weightPlan } from "./weightPlan.ts";

/** Which layer's weights are drawn first: from the first layer on, or the first, the last, and then the others. */
export type DrawOrder = "layers" | "notebook";

export interface DenseConfig {
  readonly framework: Framework;
  readonly seed: Seed;
  /** Units of each layer, the input first and the output last. */
  readonly sizes: readonly number[];
  readonly initializer: Initializer;
  /** `notebook` is the initialization notebook's, of NumPy's frameworks alone. */
  readonly order?: DrawOrder | undefined;
}

/** A dense layer as its framework keeps it. */
export interface DenseLayer extends Fans {
  /** (fanIn, fanOut) in TensorFlow, Keras and JAX; (fanOut, fanIn) in PyTorch and NumPy. Row-major. */
  readonly shape: Shape;
  readonly weight: Numbers;
  /** fanOut numbers. */
  readonly bias: Numbers;
  /** What the numbers were drawn from. */
  readonly weightPlan: WeightPlan;
  readonly biasPlan: WeightPlan;
}

/**
 * The layers that the framework makes after its seed was set: the default dense layer of each size in turn, or weights
 * made by an initializer alone, with zero biases (`torch.nn.init.xavier_uniform_(torch.empty(fanOut, fanIn))`, say).
 *
 * Everything is checked before anything is drawn: a RangeError of one sentence where the seed, a size, the initializer or
 * an option is not the framework's. Pauses as it goes; rejects with the signal's reason once it is aborted.
 */
export async function drawDenseLayers(config: DenseConfig, options: RunOptions = {}): Promise<DenseLayer[]> {
  const { framework, seed, sizes, initializer, order = "layers" } = config;
  assertSizes(sizes);
  if (order === "notebook" && !framework.startsWith("numpy")) {
    throw new RangeError(`The notebook's order is NumPy's; the framework is ${framework}.`);
  }
  const plans = sizes.slice(1).map((fanOut, index) => planOf(framework, initializer, { fanIn: sizes[index]!, fanOut }));
  const streams = openLayerStreams(framework, seed, plans.length);
  const total = plans.reduce((sum, { fanIn, fanOut }) => sum + (fanIn + 1) * fanOut, 0);
  const drawn: DenseLayer[] = [];
  let done = 0;
  for (const index of drawOrder(plans.length, order)) {
    const plan = plans[index]!;
    const before = done;
    drawn[index] = await drawLayer(
      framework,
      streams[index]!,
      plan,
      {
        ...options,
        onProgress: (fraction) => options.onProgress?.(Math.min(1, before / total + fraction)),
      },
      total,
    );
    done += (plan.fanIn + 1) * plan.fanOut;
  }
  return drawn;
}

type LayerPlan = Pick<DenseLayer, "fanIn" | "fanOut" | "shape" | "weightPlan" | "biasPlan">;

function planOf(framework: Framework, initializer: Initializer, fans: Fans): LayerPlan {
  return {
    ...fans,
    shape: shapeOf(framework, fans),
    weightPlan: weightPlan(framework, initializer, fans),
    biasPlan: biasPlan(framework, initializer, fans),
  };
}

async function drawLayer(
  framework: Framework,
  stream: RandomStream,
  plan: LayerPlan,
  options: RunOptions,
  total: number,
): Promise<DenseLayer> {
  const draw = (drawing: Drawing) => drawPaced(drawing, total, options);
  const weight = await draw(drawPlan(framework, stream, plan.weightPlan, plan.shape));
  const after = { ...options, onProgress: (done: number) => options.onProgress?.(weight.length / total + done) };
  const bias = await drawPaced(drawPlan(framework, stream, plan.biasPlan, [1, plan.fanOut]), total, after);
  return { ...plan, weight, bias };
}

/** Layers in the order of their draws. */
function drawOrder(layers: number, order: DrawOrder): number[] {
  const indices = Array.from({ length: layers }, (_, index) => index);
  if (order === "layers" || layers < 3) return indices;
  return [0, layers - 1, ...indices.slice(1, -1)];
}

function assertSizes(sizes: readonly number[]): void {
  if (sizes.length < 2 || sizes.some((size) => !Number.isSafeInteger(size) || size < 1)) {
    throw new RangeError(
      `The layers must be two whole numbers from 1 or more of them; they are [${sizes.join(", ")}].`,
    );
  }
}
