import { describe, expect, it } from "vitest";
import { NOTEBOOK_RUNS, agreesWithPrinted } from "../../src/experiments/notebook.ts";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

interface Row {
  readonly layer: number;
  readonly std: number | null;
  readonly log10Std: number | null;
}

async function signalJson(words: string) {
  const { exitCode, stdout, stderr } = await run(["signal", "--engine", "cpu", "--json", ...words.split(" ")]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout) as { engine: object; config: object; forward: Row[]; gradient: Row[] };
}

describe("initscope signal --engine cpu --json", () => {
  it.each(NOTEBOOK_RUNS)("prints the notebook's figures: $title", async ({ shows, config, printed }) => {
    const { depth, width, weightVariance } = config;
    const report = await signalJson(`--depth ${depth} --width ${width} --weight-variance ${weightVariance}`);
    const rows = shows === "signal" ? report.forward : report.gradient;
    for (const { layer, text } of printed) {
      const std = rows.find((row) => row.layer === layer)?.std;
      expect(agreesWithPrinted(text, std ?? NaN), `layer ${layer}, printed ${text}, ours ${std}`).toBe(true);
    }
  });

  it("has exactly the keys and layers that are promised", async () => {
    const report = await signalJson("--depth 3 --width 4 --samples 10 --gradient-samples 5");
    expect(Object.keys(report)).toEqual(["engine", "config", "forward", "gradient"]);
    expect(report.engine).toEqual({ kind: "cpu", adapter: "float64", software: false });
    expect(report.forward.map(({ layer }) => layer)).toEqual([0, 1, 2, 3]);
    expect(report.gradient.map(({ layer }) => layer)).toEqual([1, 2]);
    for (const row of report.forward) expect(Object.keys(row)).toEqual(["layer", "mean", "std", "log10Std"]);
    for (const row of report.gradient) expect(Object.keys(row)).toEqual(["layer", "std", "log10Std"]);
  });

  it("runs the notebook's second run where nothing else is said", async () => {
    const words = "--samples 1000";
    const { config } = await signalJson(words);
    expect(config).toEqual({ ...DEFAULT_SIGNAL_CONFIG, engine: "cpu" });
  });

  it("has null where float64 ends, and log10Std there", async () => {
    const { gradient } = await signalJson(
      "--depth 200 --width 40 --weight-variance 1e6 --samples 2 --gradient-samples 2",
    );
    const first = gradient[0]!;
    expect(first.std).toBeNull();
    expect(first.log10Std).toBeGreaterThan(308);
    expect(first.log10Std).toBeLessThan(2000);
  });

  it("has null for log10Std only where std is 0", async () => {
    const { forward } = await signalJson("--depth 2 --width 1 --samples 1 --gradient-samples 1");
    for (const { std, log10Std } of forward) expect({ std, log10Std }).toEqual({ std: 0, log10Std: null });
  });
});

describe("initscope signal as a table", () => {
  it("aligns its columns and shows numbers beyond float64", async () => {
    const words = "signal --engine cpu --depth 200 --width 40 --weight-variance 1e6 --samples 2 --gradient-samples 2";
    const { exitCode, stdout } = await run(words.split(" "));
    expect(exitCode).toBe(0);
    const lines = stdout.split("\n");
    const start = lines.findIndex((line) => line.startsWith("Gradients"));
    const table = lines.slice(start + 1, start + 201);
    expect(table[0]!.trim().split(/ {2,}/)).toEqual(["layer", "std", "log10 std"]);
    expect(new Set(table.map((line) => line.length)).size).toBe(1);
    const [layer, std, log10Std] = table[1]!.trim().split(/\s+/);
    expect(layer).toBe("1");
    const [mantissa, exponent] = std!.split("e").map(Number);
    expect(exponent).toBeGreaterThan(308);
    expect(Math.abs(Math.log10(mantissa!) + exponent! - Number(log10Std))).toBeLessThan(1e-3);
  });

  it("says why a network of one layer has no gradients", async () => {
    const { stdout } = await run("signal --engine cpu --depth 1 --samples 5 --gradient-samples 5".split(" "));
    expect(stdout).toContain("None: the notebook counts layers 1 to depth - 1.");
  });
});
