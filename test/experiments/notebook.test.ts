import { describe, expect, it } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { NOTEBOOK_RUNS, type NotebookRun, agreesWithPrinted } from "../../src/experiments/notebook.ts";
import { drawNotebookNetwork, networkOf } from "../../src/experiments/notebookNetwork.ts";
import type { LayerStatistics } from "../../src/model/engine.ts";
import { scaled } from "../../src/model/scaled.ts";

async function statistics({ shows, config }: NotebookRun): Promise<readonly LayerStatistics[]> {
  const engine = new CpuEngine();
  const samples = shows === "signal" ? config.samples : config.gradientSamples;
  const { weights, inputs } = await drawNotebookNetwork({ ...config, samples });
  const network = networkOf(config, weights);
  if (shows === "signal") return (await engine.forwardStatistics(network, inputs)).layers;
  return (await engine.backwardStatistics(network, inputs, null)).gradPreactivation;
}

describe("the notebook's six runs in float64", () => {
  it.each(NOTEBOOK_RUNS)("$title", async (run) => {
    const layers = await statistics(run);
    for (const { layer, text } of run.printed) {
      expect(agreesWithPrinted(text, layers[layer]!.std), `layer ${layer}, printed ${text}`).toBe(true);
    }
  });

  it("are all there, with as many figures as the saved output shows in full", () => {
    expect(NOTEBOOK_RUNS.map(({ shows, printed }) => `${shows} ${printed.length}`)).toEqual([
      "signal 5",
      "signal 22",
      "signal 26",
      "gradient 4",
      "gradient 9",
      "gradient 32",
    ]);
    expect(new Set(NOTEBOOK_RUNS.map(({ id }) => id)).size).toBe(6);
  });
});

describe("agreesWithPrinted", () => {
  it("compares three decimals of a short figure", () => {
    expect(agreesWithPrinted("0.981", 0.98149)).toBe(true);
    expect(agreesWithPrinted("0.981", 0.98151)).toBe(false);
    expect(agreesWithPrinted("0.000", 0)).toBe(true);
    expect(agreesWithPrinted("0.981", scaled(0.981))).toBe(true);
    expect(agreesWithPrinted("0.981", NaN)).toBe(false);
  });

  it("compares twelve digits of a long one", () => {
    const text = "5334411928004678.000";
    expect(agreesWithPrinted(text, 5334411928009677)).toBe(true);
    expect(agreesWithPrinted(text, 5334411928009679)).toBe(false);
    expect(agreesWithPrinted(text, 5334411927999677)).toBe(false);
    expect(agreesWithPrinted(text, { mantissa: 1, exponent: 5000 })).toBe(false);
  });
});
