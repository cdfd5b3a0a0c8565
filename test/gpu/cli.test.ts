import { describe, expect, it } from "vitest";
import { KERNELS } from "../../src/model/kernels.ts";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

const FLAGSHIP =
  "signal --depth 50 --width 80 --weight-variance 1 --samples 1000 --gradient-samples 100 --activation relu --seed 0";

/** What float32 with a carried exponent reaches on the notebook's runs, relative. */
const NOTEBOOK_BOUND = 1e-5;

/** A driver manifest that does not exist: the Vulkan loader then knows no driver, as on a machine without one. */
const NO_DRIVER = { VK_DRIVER_FILES: "/nonexistent/driver.json" };

interface Row {
  readonly layer: number;
  readonly std: number;
}

async function signalJson(engine: string) {
  const { exitCode, stdout } = await run([...FLAGSHIP.split(" "), "--engine", engine, "--json"]);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as { engine: { kind: string; adapter: string }; forward: Row[]; gradient: Row[] };
}

describe("initscope signal --engine gpu", () => {
  it("agrees with --engine cpu to 1e-5 on the notebook's second run, gradients of 1e78 included", async () => {
    const [gpu, cpu] = [await signalJson("gpu"), await signalJson("cpu")];
    expect(gpu.engine.kind).toBe("gpu");
    expect(gpu.engine.adapter).not.toBe("");
    expect(gpu.forward).toHaveLength(51);
    expect(gpu.gradient).toHaveLength(49);
    expect(Math.abs(gpu.gradient[0]!.std / 3.86416e78 - 1)).toBeLessThan(1e-5);
    const worst = Math.max(
      ...(["forward", "gradient"] as const).flatMap((part) =>
        gpu[part].map(({ layer, std }, index) => {
          expect(layer).toBe(cpu[part][index]!.layer);
          return Math.abs(std / cpu[part][index]!.std - 1);
        }),
      ),
    );
    expect(worst <= NOTEBOOK_BOUND, `worst relative error ${worst}`).toBe(true);
    // The two are computed apart: float32 does not round as float64 does.
    expect(worst).toBeGreaterThan(0);
  });

  it("is the default, and says so on its first line", async () => {
    const { exitCode, stdout } = await run(["signal", "--depth", "2", "--samples", "5", "--gradient-samples", "5"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^GPU: /);
  });

  it.each([["signal --json"], ["verify --json"]])(
    "initscope %s ends with 3 and one sentence where there is no adapter",
    async (words) => {
      const { exitCode, stdout, stderr } = await run(words.split(" "), NO_DRIVER);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^No WebGPU adapter was found[^\n]*\n$/);
      expect(exitCode).toBe(3);
    },
  );
});

describe("initscope verify", () => {
  it("passes every kernel on this machine, as JSON", async () => {
    const { exitCode, stdout } = await run(["verify", "--json"]);
    const report = JSON.parse(stdout) as {
      passed: number;
      failed: number;
      cases: { kernel: string; shape: string; maxError: number; bound: number }[];
    };
    expect(Object.keys(report)).toEqual(["engine", "passed", "failed", "cases"]);
    expect(report.failed, JSON.stringify(report.cases.filter((one) => !(one.maxError <= one.bound)))).toBe(0);
    expect(report.passed).toBe(report.cases.length);
    expect(new Set(report.cases.map(({ kernel }) => kernel))).toEqual(new Set(KERNELS));
    for (const one of report.cases) expect(Object.keys(one)).toEqual(["kernel", "shape", "maxError", "bound"]);
    expect(exitCode).toBe(0);
  });

  it("closes its table with the count", async () => {
    const { stdout } = await run(["verify"]);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^\d+ passed, \d+ failed$/);
  });
});
