import { describe, expect, it } from "vitest";
import { drawNotebookNetwork } from "../../src/experiments/notebookNetwork.ts";
import { drawWeights } from "../../src/experiments/weights/weights.ts";
import { readWeightsConfig } from "../../src/experiments/weights/weightsConfig.ts";
import { FRAMEWORKS } from "../../src/model/initializer.ts";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

interface Printed {
  readonly layers: readonly {
    readonly name: string;
    readonly weight: { readonly shape: readonly number[]; readonly values: readonly (readonly number[])[] };
    readonly bias: { readonly shape: readonly number[]; readonly values: readonly number[] };
  }[];
}

async function printed(words: string): Promise<string> {
  const { exitCode, stdout, stderr } = await run(["weights", ...words.split(" ")]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout;
}

const weightsJson = async (words: string) => JSON.parse(await printed(`--json ${words}`)) as Printed;

/** What the thread's cell prints, in all digits (REFERENCE.md 2). */
const THREAD_JSON =
  '{"layers":[{"name":"layer1","weight":{"shape":[2,3],"values":' +
  "[[0.08334005,-0.29660565,0.17884266],[-0.56124383,-0.15262699,0.8899205]]}," +
  '"bias":{"shape":[3],"values":[0,0,0]}},{"name":"layer2","weight":{"shape":[3,1],"values":' +
  '[[-0.4277674],[-0.88499916],[0.3626454]]},"bias":{"shape":[1],"values":[0]}}]}\n';

it("takes a nonlinearity's name for its gain", async () => {
  const words = "--framework pytorch --initializer xavier_uniform --layers 3,4";
  expect(await weightsJson(`${words} --gain relu`)).toEqual(await weightsJson(`${words} --gain ${Math.SQRT2}`));
  expect(await weightsJson(`${words} --gain tanh`)).toEqual(await weightsJson(`${words} --gain ${5 / 3}`));
});

describe("initscope weights", () => {
  it("prints the thread's numbers to the digit, as JSON", async () => {
    const words = "--layers 2,3,1 --initializer glorot_uniform --framework tensorflow --seed 1234 --json";
    expect(await printed(words)).toBe(THREAD_JSON);
    expect(await printed("--json")).toBe(THREAD_JSON);
    expect(await printed("--json --initializer default")).toBe(THREAD_JSON);
  });

  it("prints them as NumPy does, without --json", async () => {
    expect(await printed("--seed 1234")).toContain(
      "W1(2, 3):\n [[ 0.08334005 -0.29660565  0.17884266]\n [-0.56124383 -0.15262699  0.8899205 ]]\nb1(3,): [0. 0. 0.]\n",
    );
  });

  it("draws the notebook's network in the notebook's order", async () => {
    const { weights } = await drawNotebookNetwork({ depth: 5, width: 8, seed: 0, samples: 1 });
    const layers = (order: string) =>
      weightsJson(`--layers 1,8,8,8,8,8,1 --framework numpy --initializer default --seed 0 --order ${order}`);
    const notebook = (await layers("notebook")).layers;
    expect(notebook.map(({ weight }) => weight.shape)).toEqual([
      [8, 1],
      ...weights.slice(1, -1).map(() => [8, 8]),
      [1, 8],
    ]);
    expect(notebook.map(({ weight }) => weight.values.flat())).toEqual(weights.map((values) => [...values]));
    const inOrder = (await layers("layers")).layers;
    expect(inOrder[0]!.weight.values).toEqual(notebook[0]!.weight.values);
    // One stream: the eight numbers that follow the first layer are the notebook's output, here the second layer's start.
    expect(inOrder[1]!.weight.values.flat().slice(0, 8)).toEqual(notebook[5]!.weight.values.flat());
  });

  it.each(FRAMEWORKS)("prints %s's numbers so that they read back to the same bits", async (framework) => {
    const words = `--layers 7,40,3 --framework ${framework} --seed 9 --initializer default`;
    const { layers } = await weightsJson(words);
    const entries = [
      ["layers", "7,40,3"],
      ["framework", framework],
      ["seed", "9"],
      ["initializer", "default"],
    ] as const;
    const drawn = await drawWeights(readWeightsConfig(entries));
    const single = !framework.startsWith("numpy");
    const outputsFirst = !single || framework === "pytorch";
    expect(layers.map(({ weight }) => weight.shape)).toEqual(
      outputsFirst
        ? [
            [40, 7],
            [3, 40],
          ]
        : [
            [7, 40],
            [40, 3],
          ],
    );
    for (const [index, { weight, bias }] of drawn.layers.entries()) {
      const read = layers[index]!;
      const Numbers = single ? Float32Array : Float64Array;
      expect(Numbers.from(read.weight.values.flat())).toEqual(weight.values);
      expect(Numbers.from(read.bias.values)).toEqual(bias.values);
      expect(read.weight.values).toHaveLength(read.weight.shape[0]!);
      expect(read.bias.shape).toEqual([read.weight.shape[outputsFirst ? 0 : 1]]);
      expect(read.bias.values.some((value) => value !== 0)).toBe(framework === "pytorch");
    }
  });

  it.each([
    ["--initializer constant --value -2.5 --layers 1,2", [-2.5, -2.5]],
    ["--initializer identity --gain 3 --layers 2,2", [3, 0, 0, 3]],
    ["--initializer eye --layers 1,2", [1, 0]],
  ])("takes an initializer's options: %s", async (words, values) => {
    const { layers } = await weightsJson(words);
    expect(layers[0]!.weight.values.flat()).toEqual(values);
  });

  it("scales by --stddev, --gain and --mode", async () => {
    const first = async (words: string) => (await weightsJson(words)).layers[0]!.weight.values.flat()[0]!;
    const numpy = "--framework numpy --seed 0";
    expect(await first(`${numpy} --initializer normal --stddev 2`)).toBe(
      2 * (await first(`${numpy} --initializer normal`)),
    );
    const glorot = await first("--initializer glorot_uniform");
    expect(await first("--initializer xavier_uniform --gain 2")).toBeCloseTo(2 * glorot, 6);
    // Glorot divides by (2 + 3) / 2, fan_in by 2: the root of their ratio.
    expect(await first("--initializer glorot_uniform --mode fan_in")).toBeCloseTo(glorot * Math.sqrt(2.5 / 2), 6);
  });

  it("takes seeds beyond float64's whole numbers, each for itself", async () => {
    const first = async (framework: string, seed: string) =>
      JSON.stringify((await weightsJson(`--framework ${framework} --initializer default --seed ${seed}`)).layers);
    // PyTorch seeds with the low 32 bits: 2^64 - 1 and -1 are the same, 2^64 - 2 is not.
    expect(await first("pytorch", "18446744073709551615")).toBe(await first("pytorch", "-1"));
    expect(await first("pytorch", "18446744073709551614")).not.toBe(await first("pytorch", "-1"));
    const large = "340282366920938463463374607431768211457";
    expect(await first("numpy_default_rng", large)).not.toBe(
      await first("numpy_default_rng", `${large.slice(0, -1)}6`),
    );
    expect(await first("tensorflow", "18446744073709551615")).not.toBe(
      await first("tensorflow", "18446744073709551614"),
    );
  });
});
