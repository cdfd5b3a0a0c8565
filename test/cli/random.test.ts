import { describe, expect, it } from "vitest";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

async function randomText(words: string): Promise<string> {
  const { exitCode, stdout, stderr } = await run(["random", ...words.split(" ")]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout;
}

async function randomJson(words: string): Promise<number[]> {
  const report = JSON.parse(await randomText(`--json ${words}`)) as { values: number[] };
  expect(Object.keys(report)).toEqual(["values"]);
  return report.values;
}

const digits = (values: readonly number[], places: number) => values.map((value) => value.toFixed(places));

/** The printed figures of REFERENCE.md 3, of numpy's documentation and of numpy itself. */
const KNOWN: readonly (readonly [words: string, places: number, values: string])[] = [
  // randn(20) redraws its last 16 numbers: four of the first block are left.
  ["--framework pytorch --seed 0 --distribution normal --count 20", 4, "-1.1258 -1.1524 -0.2506 -0.4339"],
  [
    "--framework pytorch --seed 0 --distribution normal --count 16",
    4,
    "-1.1258 -1.1524 -0.2506 -0.4339 0.8487 0.6920 -0.3160 -2.1152",
  ],
  ["--framework pytorch --seed 0 --distribution normal --count 6", 4, "1.5410 -0.2934 -2.1788 0.5684 -1.0845 -1.3986"],
  ["--framework pytorch --seed 0 --distribution uniform --count 5", 4, "0.4963 0.7682 0.0885 0.1320 0.3074"],
  ["--framework jax --seed 0 --distribution normal --count 1", 6, "1.622642"],
  ["--framework jax --seed 0 --distribution uniform --count 1", 6, "0.947667"],
  ["--framework numpy --seed 0 --distribution uniform --count 3", 8, "0.54881350 0.71518937 0.60276338"],
  ["--framework numpy --seed 0 --distribution normal --count 3", 8, "1.76405235 0.40015721 0.97873798"],
  ["--framework numpy_default_rng --seed 0 --distribution uniform --count 3", 8, "0.63696169 0.26978671 0.04097352"],
  ["--framework numpy_default_rng --seed 0 --distribution normal --count 3", 8, "0.12573022 -0.13210486 0.64042265"],
];

describe("initscope random --json", () => {
  it.each(KNOWN)("%s", async (words, places, values) => {
    const known = values.split(" ");
    expect(digits((await randomJson(words)).slice(0, known.length), places)).toEqual(known);
  });

  it("prints PyTorch's randn(20) whole", async () => {
    const text = await randomText("--framework pytorch --seed 0 --distribution normal --count 20 --json");
    expect(text.startsWith('{"values":[-1.1258398,-1.1523602,-0.25057858,-0.4338788,')).toBe(true);
    expect((JSON.parse(text) as { values: number[] }).values).toHaveLength(20);
  });

  it("prints JAX's normal(key(42)) as releases for CPUs do; older ones end in 617, the next float32", async () => {
    const text = await randomText("--framework jax --seed 42 --distribution normal --count 1 --json");
    expect(text).toBe('{"values":[-0.028304616]}\n');
  });

  it.each(["tensorflow", "keras3", "pytorch", "jax"])("cuts %s's truncated normal at 2", async (framework) => {
    const values = await randomJson(`--framework ${framework} --distribution truncated_normal --count 1000`);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(2);
    expect(Math.max(...values)).toBeGreaterThan(1.9);
    expect(values).toHaveLength(1000);
  });

  it("draws 20 of PyTorch's normal numbers where nothing is said", async () => {
    const words = "--framework pytorch --seed 0 --distribution normal --count 20";
    expect(await randomText("--json")).toBe(await randomText(`${words} --json`));
  });
});

it("initscope random prints the array as NumPy does", async () => {
  expect(await randomText("--framework numpy_default_rng --count 3")).toBe("[ 0.12573022 -0.13210486  0.64042265]\n");
});
