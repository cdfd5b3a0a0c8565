import { describe, expect, it } from "vitest";
import { DEFAULT_THEORY_CONFIG, THEORY_FIELDS } from "../../src/experiments/theory/theoryConfig.ts";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

interface Row {
  readonly layer: number;
  readonly mean: number | null;
  readonly secondMoment: number | null;
  readonly standardError: number | null;
  readonly meanLog: number | null;
  readonly varianceLog: number | null;
  readonly quantiles: Readonly<Record<string, number | null>>;
}

async function ensembleJson(words: string) {
  const { exitCode, stdout, stderr } = await run(["ensemble", "--engine", "cpu", "--json", ...words.split(" ")]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout) as { engine: object; layers: Row[] };
}

describe("initscope ensemble --engine cpu --json", () => {
  it("has exactly the keys and layers that are promised", async () => {
    const report = await ensembleJson("--depth 3 --width 10 --sigma-w2 2 --networks 20 --activation relu --seed 0");
    expect(Object.keys(report)).toEqual(["engine", "layers"]);
    expect(report.engine).toEqual({ kind: "cpu", adapter: "float64", software: false });
    expect(report.layers.map(({ layer }) => layer)).toEqual([0, 1, 2, 3]);
    for (const row of report.layers) {
      expect(Object.keys(row)).toEqual([
        "layer",
        "mean",
        "secondMoment",
        "standardError",
        "meanLog",
        "varianceLog",
        "quantiles",
      ]);
      expect(Object.keys(row.quantiles)).toEqual(["0.05", "0.25", "0.5", "0.75", "0.95"]);
    }
    expect(report.layers[0]).toEqual({
      layer: 0,
      mean: 1,
      secondMoment: 1,
      standardError: 0,
      meanLog: 0,
      varianceLog: 0,
      quantiles: { "0.05": 1, "0.25": 1, "0.5": 1, "0.75": 1, "0.95": 1 },
    });
  });

  it("is near theory, and the same every time", async () => {
    const words = "--depth 2 --width 20 --networks 500 --seed 1";
    const [first, second] = [await ensembleJson(words), await ensembleJson(words)];
    expect(second).toEqual(first);
    const last = first.layers[2]!;
    expect(Math.abs(last.mean! - 1) / last.standardError!).toBeLessThan(4);
    expect(last.quantiles["0.05"]!).toBeLessThan(last.quantiles["0.5"]!);
  });

  it("has null where float64 ends, and the logarithm there", async () => {
    const { layers } = await ensembleJson("--depth 200 --width 4 --sigma-w2 1e6 --networks 4 --activation identity");
    const last = layers[200]!;
    expect(last).toMatchObject({ mean: null, secondMoment: null, standardError: null });
    expect(last.quantiles["0.5"]).toBeNull();
    expect(last.meanLog).toBeGreaterThan(2000);
  });

  it("has zeros and no logarithms where every network is silent", async () => {
    const { layers } = await ensembleJson("--depth 2 --width 4 --sigma-w2 0 --networks 4");
    expect(layers[1]).toEqual({
      layer: 1,
      mean: 0,
      secondMoment: 0,
      standardError: 0,
      meanLog: null,
      varianceLog: null,
      quantiles: { "0.05": 0, "0.25": 0, "0.5": 0, "0.75": 0, "0.95": 0 },
    });
  });

  it("takes biases", async () => {
    const { layers } = await ensembleJson(
      "--depth 1 --width 30 --sigma-w2 0 --sigma-b2 3 --networks 500 --activation identity",
    );
    expect(Math.abs(layers[1]!.mean! - 3) / layers[1]!.standardError!).toBeLessThan(4);
  });
});

describe("initscope ensemble as a table", () => {
  it("has theory beside what is measured, and says why a sample does not reach E[M²]", async () => {
    const { exitCode, stdout } = await run("ensemble --engine cpu --depth 20 --width 10 --networks 50".split(" "));
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toBe("CPU: float64");
    expect(lines[1]).toBe("50 networks, depth 20, width 10, sigma-w2 2, sigma-b2 0, relu, seed 0");
    const table = lines.slice(4, 26);
    expect(new Set(table.map((line) => line.length)).size).toBe(1);
    // (1 + 5 / 10)^20 = 3325.
    expect(table.at(-1)!.trim().split(/ {2,}/)[4]).toBe("3325");
    expect(lines.at(-2)).toMatch(
      /^Half of the sum of M is held by \d+ of the 50 networks, and the typical one lies below/,
    );
    // v is about 20 · 5 / 10 + 20 · 13 / 100: erfc(√(2 v)) / 2 is 1e-7 or less.
    expect(lines.at(-1)).toMatch(
      /^Taking ln M for normal, half of E\[M²\] .* most samples of this size have none of those and stay below E\[M²\]/,
    );
  });

  /** The lines below the table. */
  async function told(words: string): Promise<string> {
    const { exitCode, stdout } = await run(["ensemble", "--engine", "cpu", ...words.split(" ")]);
    expect(exitCode).toBe(0);
    return stdout.trimEnd().split("\n\n").at(-1)!;
  }

  it("says no more than that all networks are silent where they are", async () => {
    expect(await told("--depth 60 --width 1 --networks 10")).toBe(
      "Every network is silent in the last layer: there M is 0.",
    );
  });

  it("does not call a sample small that has thousands of the networks that make E[M²]", async () => {
    const text = await told("--depth 1 --width 8 --networks 100000");
    expect(text).toMatch(/about 1,\d00 of those, enough to come near\.$/);
    expect(text).not.toContain("few");
  });

  it("says nothing of E[M²] where theory does not know it", async () => {
    const text = await told("--activation erf --depth 3 --width 2 --sigma-w2 3 --networks 2000");
    expect(text).toMatch(/^Half of the sum of M is held by \d+ of the 2000 networks/);
    expect(text).not.toMatch(/E\[M²\]|deviations|few|fade/);
  });

  it("does not say that a typical network fades which grows", async () => {
    const text = await told("--sigma-w2 3 --depth 10 --width 20 --networks 2000");
    expect(text).toContain("the typical one lies below the mean: the median is the 50 % column.");
    expect(text).not.toContain("fade");
  });
});

it("initscope ensemble --help lists every flag with what is allowed and its default", async () => {
  const { exitCode, stdout } = await run(["ensemble", "--help"]);
  expect(exitCode).toBe(0);
  for (const { key, name, allowed } of THEORY_FIELDS.filter((field) => field.key !== "correlation")) {
    expect(stdout).toMatch(new RegExp(`--${name} .*default ${key === "engine" ? "gpu" : DEFAULT_THEORY_CONFIG[key]}`));
    expect(stdout).toContain(allowed);
  }
});

it.each([
  ["--networks 0", "networks", "a whole number from 1 to 1000000"],
  ["--depth 201", "depth", "a whole number from 1 to 200"],
  ["--width 513", "width", "a whole number from 1 to 512"],
  ["--sigma-w2 -1", "sigma-w2", "a number from 0 to 1e6"],
  ["--sigma-b2 NaN", "sigma-b2", "a number from 0 to 1e6"],
  ["--activation swish", "activation", "one of relu"],
  ["--correlation 0.5", "--correlation", "--sigma-w2"],
  ["--networks 1000000 --depth 200 --engine cpu", "1,000,000 networks", "Choose fewer networks"],
])("initscope ensemble %s is refused in one sentence", async (words, name, allowed) => {
  const { exitCode, stdout, stderr } = await run(["ensemble", ...words.split(" ")]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain(name);
  expect(stderr).toContain(allowed);
});
