import { expect, it } from "vitest";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

/** A driver manifest that does not exist: the Vulkan loader then knows no driver, as on a machine without one. */
const NO_DRIVER = { VK_DRIVER_FILES: "/nonexistent/driver.json" };

it("initscope ensemble runs on the GPU unless told otherwise, and agrees with --engine cpu", async () => {
  const words = "ensemble --depth 4 --width 20 --sigma-w2 2 --networks 50 --activation relu --seed 0 --json".split(" ");
  const [gpu, cpu] = await Promise.all(
    [words, [...words, "--engine", "cpu"]].map(async (own) => {
      const { exitCode, stdout } = await run(own);
      expect(exitCode).toBe(0);
      return JSON.parse(stdout) as { engine: { kind: string }; layers: { meanLog: number; mean: number }[] };
    }),
  );
  expect(gpu!.engine.kind).toBe("gpu");
  expect(cpu!.engine.kind).toBe("cpu");
  gpu!.layers.forEach(({ mean, meanLog }, layer) => {
    // Each network is within some 70 · 2^-24 of float64's a layer (see ensemble.test.ts); means are no further off.
    expect(Math.abs(mean / cpu!.layers[layer]!.mean - 1)).toBeLessThan(4 * 70 * 2 ** -24);
    expect(Math.abs(meanLog - cpu!.layers[layer]!.meanLog)).toBeLessThan(4 * 70 * 2 ** -24);
  });
});

it("initscope ensemble ends with 3 and one sentence where there is no adapter, and never uses the CPU instead", async () => {
  const { exitCode, stdout, stderr } = await run(["ensemble", "--networks", "2", "--json"], NO_DRIVER);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^No WebGPU adapter was found[^\n]*\n$/);
  expect(exitCode).toBe(3);
});
