import { describe, expect, it, test } from "vitest";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import {
  type LayerParameters,
  type LossId,
  OPTIMIZER_DEFAULTS,
  type Optimizer,
  type TrainedNetwork,
  type TrainingSetup,
} from "../../src/model/training.ts";
import { trainingCourse } from "../../src/experiments/training/trainingCourse.ts";

/** The decimals below have this many places or more. */
const PLACES = 1e-13;

function layer(weight: readonly number[], bias: readonly number[]): LayerParameters {
  return { weight: Float64Array.from(weight), bias: Float64Array.from(bias) };
}

interface HandCase {
  readonly sizes: readonly number[];
  readonly loss: LossId;
  readonly outputActivation?: TrainedNetwork["outputActivation"];
  readonly start: readonly LayerParameters[];
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly optimizer?: Partial<Optimizer>;
}

function setupOf({ sizes, loss, outputActivation = "identity", start, inputs, targets, optimizer }: HandCase) {
  return {
    network: { sizes, activation: "tanh", outputActivation },
    loss,
    optimizer: { ...OPTIMIZER_DEFAULTS, id: "sgd", learningRate: 0.125, ...optimizer },
    data: {
      examples: inputs.length / sizes[0]!,
      inputs: Float32Array.from(inputs),
      targets: Float32Array.from(targets),
    },
    batches: null,
    start,
  } satisfies TrainingSetup;
}

async function lossOf(hand: HandCase): Promise<number> {
  return (await trainingCourse(new CpuTrainers(), setupOf(hand), 0)).losses[0]!;
}

describe("losses of a network of two inputs and one output, z = x1 - x2 + 1/2", () => {
  /** Two examples, (2, 1) and (0, 1): z is 3/2 and -1/2. */
  const hand = { sizes: [2, 1], start: [layer([1, -1], [0.5])], inputs: [2, 0, 1, 1] } as const;

  it("squares errors: ((3/2 - 1)² + (-1/2 - 1)²) / 2 = (1/4 + 9/4) / 2", async () => {
    expect(await lossOf({ ...hand, loss: "mean_squared_error", targets: [1, 1] })).toBe(1.25);
  });

  it("squares errors of φ_out(z): ReLU leaves 3/2 and 0, (1/4 + 1) / 2", async () => {
    const relu = { ...hand, outputActivation: "relu", targets: [1, 1] } as const;
    expect(await lossOf({ ...relu, loss: "mean_squared_error" })).toBe(0.625);
  });

  it("takes binary cross-entropy on logits: ln(1 + e^-1.5) and ln(1 + e^-0.5) for right answers", async () => {
    // 0.2014132779827524 and 0.4740769841801067, of which the mean is 0.33774513108142955.
    const loss = await lossOf({ ...hand, loss: "binary_crossentropy", targets: [1, 0] });
    expect(Math.abs(loss - 0.33774513108142955) <= PLACES).toBe(true);
  });

  it("adds the logit for wrong answers: 1.5 and 0.5 more", async () => {
    const loss = await lossOf({ ...hand, loss: "binary_crossentropy", targets: [0, 1] });
    expect(Math.abs(loss - (0.33774513108142955 + 1)) <= PLACES).toBe(true);
  });
});

describe("losses where a plain formula would overflow", () => {
  const steep = { sizes: [1, 1], start: [layer([800], [0])] } as const;

  it("is |z| for a wrong answer and 0 for a right one", async () => {
    expect(await lossOf({ ...steep, loss: "binary_crossentropy", inputs: [1], targets: [0] })).toBe(800);
    expect(await lossOf({ ...steep, loss: "binary_crossentropy", inputs: [-1], targets: [1] })).toBe(800);
    expect(await lossOf({ ...steep, loss: "binary_crossentropy", inputs: [1, -1], targets: [1, 0] })).toBe(0);
  });

  it("is the distance of the logits for a softmax that is sure", async () => {
    const sure = { sizes: [1, 2], start: [layer([1000, -1000], [0, 0])], loss: "categorical_crossentropy" } as const;
    expect(await lossOf({ ...sure, inputs: [1], targets: [0, 1] })).toBe(2000);
    expect(await lossOf({ ...sure, inputs: [1], targets: [1, 0] })).toBe(0);
  });
});

test("softmax cross-entropy of three equal logits is ln 3, and its gradient 1/3 - t", async () => {
  const start = [layer([0, 0, 0], [0, 0, 0])];
  const hand = { sizes: [1, 3], start, inputs: [2], targets: [0, 1, 0], optimizer: { learningRate: 1 } } as const;
  const setup = setupOf({ ...hand, loss: "categorical_crossentropy" });
  const { losses, state } = await trainingCourse(new CpuTrainers(), setup, 1);
  expect(Math.abs(losses[0]! - 1.0986122886681098) <= PLACES).toBe(true);
  const expected = [-1 / 3, 2 / 3, -1 / 3];
  state.parameters[0]!.bias.forEach((value, output) => {
    expect(Math.abs(value - expected[output]!) <= PLACES).toBe(true);
    expect(Math.abs(state.parameters[0]!.weight[output]! - 2 * expected[output]!) <= PLACES).toBe(true);
  });
});

/** z = w + b from w = 1, b = 0, loss z²: both gradients are 2 z. [w, b] after each update. */
async function pathOf(optimizer: Partial<Optimizer>, updates: number): Promise<number[][]> {
  const hand = { sizes: [1, 1], start: [layer([1], [0])], inputs: [1], targets: [0], optimizer } as const;
  const run = await new CpuTrainers().start(setupOf({ ...hand, loss: "mean_squared_error" }));
  const path: number[][] = [];
  for (let update = 0; update < updates; update += 1) {
    await run.advance(1);
    const [{ weight, bias }] = (await run.state()).parameters as [LayerParameters];
    path.push([weight[0]!, bias[0]!]);
  }
  return path;
}

function expectClose(path: number[][], expected: number[][]): void {
  const errors = path.flatMap((pair, update) => pair.map((value, at) => Math.abs(value - expected[update]![at]!)));
  expect(!(Math.max(...errors) <= PLACES), `${JSON.stringify(path)} is not ${JSON.stringify(expected)}`).toBe(false);
}

describe("optimizers, by hand: w = 1, b = 0, loss (w + b)²", () => {
  it("sgd, η = 1/8: each step takes z/4 from both, so z halves", async () => {
    const path = await pathOf({ id: "sgd", learningRate: 0.125 }, 4);
    expect(path).toEqual([
      [0.75, -0.25],
      [0.625, -0.375],
      [0.5625, -0.4375],
      [0.53125, -0.46875],
    ]);
  });

  /*
   * v ← v/2 - g/8:
   * z = 1,    g = 2:    v = -1/4;
   * z = 1/2,  g = 1:    v = -1/8 - 1/8 = -1/4;
   * z = 0,    g = 0:    v = -1/8;
   * z = -1/4, g = -1/2: v = -1/16 + 1/16 = 0.
   */
  it("momentum, η = 1/8, μ = 1/2: runs past the minimum", async () => {
    const path = await pathOf({ id: "momentum", learningRate: 0.125, momentum: 0.5 }, 4);
    expect(path).toEqual([
      [0.75, -0.25],
      [0.5, -0.5],
      [0.375, -0.625],
      [0.375, -0.625],
    ]);
  });

  /*
   * s ← 3/4 s + g²/4, step 0.1 g / √(s + 1/4):
   * g = 2:               s = 1,               step = 0.2 / √1.25            = 0.17888543819998;
   * g = 1.2844582472001: s = 1.1624582472001, step = 0.12844582 / √1.412458 = 0.10807672654712;
   * g = 0.8521513410114: s = 1.0533841623969, step = 0.08521513 / √1.303384 = 0.07464152639553.
   */
  it("rmsprop, η = 1/10, ρ = 3/4, ε = 1/4 under the root", async () => {
    const path = await pathOf({ id: "rmsprop", learningRate: 0.1, rho: 0.75, epsilon: 0.25 }, 3);
    expectClose(path, [
      [0.82111456180002, -0.17888543819998],
      [0.71303783525286, -0.28696216474714],
      [0.63839630885733, -0.36160369114267],
    ]);
  });

  /*
   * m ← m/2 + g/2, s ← 3/4 s + g²/4, rate 0.1 √(1 - (3/4)^t) / (1 - (1/2)^t), step rate · m / (√s + 1/4):
   * t = 1: g = 2,                m = 1,                s = 1,                rate 0.1,              step 0.1 / 1.25 = 0.08;
   * t = 2: g = 1.68,             m = 1.34,             s = 1.4556,           rate 0.08819171036882, step 0.08113855996286;
   * t = 3: g = 1.35544576014857, m = 1.34772288007428, s = 1.55100830217618, rate 0.08689660757569, step 0.07831546777167.
   */
  it("adam, η = 1/10, β1 = 1/2, β2 = 3/4, ε = 1/4 beside the root", async () => {
    const path = await pathOf({ id: "adam", learningRate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 0.25 }, 3);
    expectClose(path, [
      [0.92, -0.08],
      [0.83886144003714, -0.16113855996286],
      [0.76054597226547, -0.23945402773453],
    ]);
  });
});
