import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_TRAINING_CONFIG } from "../../src/experiments/training/trainingConfig.ts";
import { START_FIELDS, TRAINING_FIELDS } from "../../src/experiments/training/trainingFields.ts";
import { toNpz } from "../../src/experiments/weights/npz.ts";
import { drawWeights } from "../../src/experiments/weights/weights.ts";
import { runCommandLine } from "../../src/cli/commandLine.ts";
import type { Machine } from "../../src/cli/machine.ts";
import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";

/** A machine without a GPU adapter, which trains in float64; the built command runs in test/gpu/trainCommand.test.ts. */
const MACHINE = {
  openTrainers: async (choice) => {
    if (choice === "gpu") return null;
    const trainers = new CpuTrainers();
    return { trainers, note: null, close: () => trainers.destroy() };
  },
} as Partial<Machine> as Machine;

async function run(words: readonly string[]) {
  const { exitCode, stdout, stderr } = await runCommandLine(words, MACHINE);
  return { exitCode, stdout: typeof stdout === "string" ? stdout : [...stdout].join(""), stderr };
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "initscope-train-"));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

/** A file of the test's own folder. */
async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

interface Nested {
  readonly shape: number[];
  readonly values: unknown;
}
interface Trained {
  readonly engine: object;
  readonly loss: number[];
  readonly layers: { readonly weight: Nested; readonly bias: Nested; readonly distinctUnits: number }[];
  readonly accuracy: number | null;
}

/** `initscope train --engine cpu --json` with these words after it. */
async function train(...words: string[]) {
  const { exitCode, stdout, stderr } = await run(["train", "--engine", "cpu", "--json", ...words]);
  return { exitCode, stderr, report: JSON.parse(stdout) as Trained };
}

/** The command line that the help gives its flags for, word for word but for the engine. */
const THREAD =
  "--layers 2,3,1 --activation sigmoid --output-activation sigmoid --initializer zeros --loss binary_crossentropy " +
  "--optimizer sgd --learning-rate 0.5 --iterations 100 --data moons --samples 200 --seed 0";

const W1 = (report: Trained): number[][] => report.layers[0]!.weight.values as number[][];

describe("initscope train --engine cpu --json", () => {
  it("has exactly the keys, shapes and counts that are promised", async () => {
    const { exitCode, stderr, report } = await train(...THREAD.split(" "));
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(Object.keys(report)).toEqual(["engine", "loss", "layers", "accuracy"]);
    expect(report.engine).toEqual({ kind: "cpu", adapter: "float64", software: false });
    expect(report.loss).toHaveLength(101);
    // The mean of 200 terms is off by 200 · 2^-53 of itself at most.
    expect(report.loss[0]).toBeCloseTo(Math.LN2, 13);
    expect(report.layers.map((layer) => Object.keys(layer))).toEqual(
      Array.from({ length: 2 }, () => ["weight", "bias", "distinctUnits"]),
    );
    expect(report.layers.map(({ weight, bias }) => [weight.shape, bias.shape])).toEqual([
      [[2, 3], [3]],
      [[3, 1], [1]],
    ]);
    expect(W1(report).map((row) => row.length)).toEqual([3, 3]);
    expect(report.layers.map(({ distinctUnits }) => distinctUnits)).toEqual([1, 1]);
    expect(report.accuracy).toBe(0.5);
  });

  it("moves zeros where a class is rarer: equal columns in the first print, equal rows in the last", async () => {
    const { report } = await train(...THREAD.replace("moons", "roasting").split(" "));
    const [first, last] = report.layers;
    for (const row of W1(report)) {
      expect(row[0]).not.toBe(0);
      expect(new Set(row).size).toBe(1);
    }
    expect(W1(report)[0]).not.toEqual(W1(report)[1]);
    expect(new Set((last!.weight.values as number[][]).flat()).size).toBe(1);
    expect(first!.distinctUnits).toBe(1);
    const { report: random } = await train(...THREAD.replace("zeros", "glorot_uniform").split(" "));
    expect(random.layers[0]!.distinctUnits).toBe(3);
    expect(random.loss[100]).toBeLessThan(0.5);
  });

  it("starts from the framework's numbers of the seed, and from the seed alone", async () => {
    const words = ["--iterations", "0", "--initializer", "glorot_uniform"];
    const { report } = await train(...words, "--seed", "1234");
    expect(report.loss).toHaveLength(1);
    // The thread's print of W1 after tf.random.set_seed(1234), in float32.
    const { layers } = await drawWeights({
      framework: "tensorflow",
      layers: [2, 3, 1],
      initializer: "glorot_uniform",
      seed: 1234n,
      order: "layers",
    });
    expect(W1(report).flat()).toEqual([...layers[0]!.weight.values]);
    const other = await train(...words, "--seed", "1235");
    expect(other.report.loss).not.toEqual(report.loss);
    const jax = await train(...words, "--seed", "1234", "--framework", "jax");
    expect(W1(jax.report)).not.toEqual(W1(report));
  });

  it("takes mini-batches, optimizers and noise, each of which tells in the numbers", async () => {
    const losses = await Promise.all(
      [
        "",
        "--batch-size 16",
        "--optimizer adam",
        "--optimizer momentum",
        "--epsilon 0.1",
        "--bias-stddev 1",
        "--noise 0",
      ].map(async (words) =>
        (await train("--iterations", "5", ...words.split(" ").filter(Boolean))).report.loss.join(),
      ),
    );
    expect(new Set(losses).size).toBe(losses.length);
  });
});

describe("a person's own table", () => {
  const TABLE = "heat,time,good\n150,12,no\n200,13,yes\n210,12.5,yes\n280,15,no\n250,15.5,no\n190,13.5,yes\n";

  it("is learned from with its columns standardised, which standard error tells", async () => {
    const path = await file("roasts.csv", TABLE);
    const { exitCode, stderr, report } = await train("--data", path, "--iterations", "300", "--optimizer", "adam");
    expect(exitCode).toBe(0);
    expect(report.accuracy).toBe(1);
    expect(stderr).toMatch(
      /^Standardised, \(value - mean\) \/ std: heat \(mean 213\.33333333333334, std .*\), time \(/,
    );
    expect(stderr).toContain("Classes of good: 0 is no, 1 is yes.");
  });

  it("has no accuracy where its target is a number", async () => {
    const path = await file("numbers.csv", "1,2\n2,4\n3,6\n4,8\n");
    const words = "--layers 1,1 --loss mse --output-activation linear --learning-rate 0.4 --iterations 50".split(" ");
    const { report, stderr } = await train("--data", path, ...words);
    expect(report.accuracy).toBeNull();
    expect(stderr).not.toContain("cannot reach");
    expect(report.loss.at(-1)).toBeLessThan(1e-9);
    // Both columns standardised, one is the other.
    expect(W1(report)[0]![0]).toBeCloseTo(1, 6);
  });

  it("says where the output cannot follow a number of either sign", async () => {
    const path = await file("numbers.csv", "1,2\n2,4\n3,6\n4,8\n");
    const { exitCode, stderr } = await train("--data", path, "--layers", "1,1", "--loss", "mse", "--iterations", "1");
    expect(exitCode).toBe(0);
    expect(stderr).toContain("An output through sigmoid cannot reach every number of the target: identity can.");
  });

  it.each([
    ["cells.csv", "x,y,z\n1,2,0\n1,,1\n", "cells.csv, line 3, column 2 (y) is empty"],
    ["words.csv", "x,y,z\n1,2,0\n1,two,1\n", 'words.csv, line 3, column 2 (y) is "two", which is no number'],
    ["class.csv", "x,y,z\n1,2,1\n2,3,1\n", "is 1 in every line: there must be at least two classes"],
    ["three.csv", "a,b,c,z\n1,2,3,1\n2,3,4,0\n", "starts with 3 units, one a feature of the data"],
    ["more.csv", "x,y,z\n1,2,a\n2,3,b\n4,5,c\n", "binary_crossentropy tells two classes apart"],
    ["batch.csv", "x,y,z\n1,2,a\n2,3,b\n", "at most the 2 examples of the data, or full", "--batch-size", "3"],
    ["rest.csv", "x,y,z\n1,2,a\n2,3,b\n", "left out where data is a file", "--samples", "10"],
  ])("%s is refused in one sentence", async (name, content, sentence, ...words) => {
    const { exitCode, stdout, stderr } = await run([
      "train",
      "--engine",
      "cpu",
      "--data",
      await file(name, content),
      ...words,
    ]);
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  });

  it("is refused where it is no text, no file, or a folder", async () => {
    const refused = async (path: string): Promise<string> => {
      const { exitCode, stderr } = await run(["train", "--data", path]);
      expect(exitCode).toBe(2);
      return stderr;
    };
    expect(await refused(await file("utf16.csv", Uint8Array.of(0xff, 0xfe, 0x31, 0)))).toContain(
      "save it as CSV in UTF-8",
    );
    expect(await refused(join(folder, "none.csv"))).toMatch(
      /^data cannot be read from ".*none\.csv": there is no such file\.\n$/,
    );
  });
});

describe("a person's own weights", () => {
  it("are where the training starts, as the Weights lab saves them", async () => {
    const weights = await drawWeights({
      framework: "pytorch",
      layers: [2, 4, 1],
      initializer: "default",
      seed: 5n,
      order: "layers",
    });
    const path = await file("weights.npz", toNpz(weights));
    const { report } = await train("--initializer", path, "--layers", "2,4,1", "--iterations", "0");
    // PyTorch keeps (out, in).
    const [W, b] = [weights.layers[0]!.weight.values, weights.layers[0]!.bias.values];
    expect(W1(report)).toEqual([0, 1].map((input) => [0, 1, 2, 3].map((unit) => W[unit * 2 + input])));
    expect(report.layers[0]!.bias.values).toEqual([...b]);
  });

  it("may be too large to begin with though the loss is not, which one sentence tells", async () => {
    const weights = await drawWeights({
      framework: "jax",
      layers: [2, 3, 1],
      initializer: "default",
      seed: 5n,
      order: "layers",
    });
    weights.layers[0]!.weight.values.fill(1e38);
    const { exitCode, stderr, report } = await train("--initializer", await file("huge.npz", toNpz(weights)));
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      "The loss or a weight is no finite number, or beyond 2^100, before any update: start with smaller weights, or take " +
        "smaller data.\n",
    );
    expect(report.loss).toHaveLength(1);
    expect(report.loss[0]).toBeLessThan(10);
  });

  it("are refused in one sentence where they have other shapes, or are none", async () => {
    const weights = await drawWeights({
      framework: "jax",
      layers: [2, 4, 1],
      initializer: "default",
      seed: 5n,
      order: "layers",
    });
    for (const [name, bytes, sentence] of [
      [
        "shape.npz",
        toNpz(weights),
        "shape.npz: Its W1 has the shape (2, 4), but layers 2,3,1 want W1 of the shape (2, 3).",
      ],
      ["zip.npz", zipSync({ "a.txt": new Uint8Array(3) }), "holds no arrays"],
      ["text.npz", "W1", "This is no .npz file"],
    ] as const) {
      const { exitCode, stdout, stderr } = await run(["train", "--initializer", await file(name, bytes)]);
      expect(stderr).toContain(sentence);
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    }
  });
});

it("ends with 1 where the loss is no longer a number, says when, and prints what was finite", async () => {
  const words = "--loss mse --output-activation identity --activation relu --learning-rate 1e5 --iterations 200".split(
    " ",
  );
  const { exitCode, stderr, report } = await train(...words);
  expect(exitCode).toBe(1);
  const [, update, before] =
    /^The loss or a weight, or what the optimizer keeps of one, is no finite number, or beyond 2\^100, after update (\d+): .* after (\d+) updates?,/.exec(
      stderr,
    )!;
  expect(Number(update)).toBe(Number(before) + 1);
  expect(stderr).toContain("Take a learning rate below 100000");
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(report.loss).toHaveLength(Number(update));
  expect(report.loss.every(Number.isFinite)).toBe(true);
  expect(W1(report).flat().every(Number.isFinite)).toBe(true);
});

it("prints arrays as NumPy prints them to people, with what is equal to the bit", async () => {
  const { exitCode, stdout } = await run([
    "train",
    "--engine",
    "cpu",
    ...THREAD.replace("moons", "roasting").split(" "),
  ]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /^CPU: float64\nlayers 2,3,1, sigmoid, .*\nroasting, 200 examples, start tensorflow zeros, seed 0\n/,
  );
  expect(stdout).toMatch(/\nloss 0\.693147 at the start, 0\.6\d+ after 100 updates\naccuracy 0\.\d+\n/);
  expect(stdout).toMatch(/\nW1\(2, 3\):\n \[\[(-?[\d.]+) \1 \1\]\n \[(-?[\d.]+) \2 \2\]\]\n/);
  expect(stdout).toContain("1 of 3 units distinct, to the bit");
});

it("ends with 3 and one sentence where there is no adapter, and never uses the CPU instead", async () => {
  const { exitCode, stdout, stderr } = await run(["train", "--iterations", "1"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
  expect(stderr).toMatch(/^No WebGPU adapter was found[^\n]*\n$/);
});

it.each([
  ["--learning-rate 0", "learning-rate", '"0"', "a number above 0"],
  ["--learning-rate -0.5", "learning-rate", '"-0.5"', "a number above 0"],
  ["--layers 3,3,1", "layers", '"3,3,1"', "starts with 2 units"],
  ["--layers 2,3,2", "layers", "ends with 1 unit for binary_crossentropy"],
  ["--layers 2,3000,3000,1", "layers make 9015001", "4194304 (2^22)"],
  ["--output-activation softmax", "output-activation", "softmax goes with categorical_crossentropy"],
  ["--batch-size 300", "batch-size", "at most the 200 examples"],
  ["--initializer constant --stddev 1", "stddev", "constant takes no stddev in tensorflow"],
  ["--initializer sparse", "initializer", "for tensorflow, which lacks it"],
  ["--data digits", "data", "one of roasting, moons", "FILE.csv"],
  ["--initializer w.npz --value 1", "value", "left out where initializer is a file"],
  ["--momentum 0.5", "momentum", "left out, since sgd is not momentum"],
  ["--engine wasm", "engine", "one of auto, gpu, cpu"],
  ["--iterations 1000001", "iterations", "from 0 to 1000000"],
  ["--versus-epsilon 1", "Unknown flag --versus-epsilon", "--epsilon"],
])("initscope train %s is refused in one sentence", async (words, ...named) => {
  const { exitCode, stdout, stderr } = await run(["train", ...words.split(" ")]);
  for (const part of named) expect(stderr).toContain(part);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
});

it("initscope train --help lists every flag with what is allowed and its default", async () => {
  const { exitCode, stdout } = await run(["train", "--help"]);
  expect(exitCode).toBe(0);
  for (const { key, name, text, allowed } of TRAINING_FIELDS) {
    const fallback = key === "engine" ? "gpu" : text(DEFAULT_TRAINING_CONFIG);
    expect(stdout).toMatch(new RegExp(`--${name} .*default ${fallback}`));
    expect(stdout).toContain(allowed);
  }
  for (const { name, allowed } of START_FIELDS) {
    expect(stdout).toContain(`--${name} `);
    expect(stdout).toContain(allowed);
  }
  for (const words of ["--iterations", "or FILE.csv", "or FILE.npz", "ReLU's slope at 0 is 1"])
    expect(stdout).toContain(words);
});
