import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FullReport } from "../bench/giveReport.ts";
import type { Ended } from "../support/command.ts";
import { viteBuild } from "../support/viteBuild.ts";

let folder = "";
beforeAll(async () => {
  folder = await viteBuild("bench", ["--ssr", "test/bench/main.ts"]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env } };
    const child = execFile(process.execPath, [join(folder, "initscope.js"), ...words], options, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
  });
}

describe("npm run bench", () => {
  it("times ours and numpy, checks every value, and writes the report", async () => {
    const json = join(folder, "report.json");
    const words = ["--works", "matmul-9x7x5,matmul-40", "--rounds", "3", "--json", json];
    const { exitCode, stdout } = await run(words);
    expect(exitCode).toBe(0);
    const { adapter, peaks, rows } = JSON.parse(await readFile(json, "utf8")) as FullReport;
    expect(stdout).toContain(`adapter: ${adapter}`);
    expect(peaks!.gflops).toBeGreaterThan(0);
    expect(rows.map(({ work, implementation }) => `${work}, ${implementation}`)).toEqual(
      ["matmul 9×7×5", "matmul 40³"].flatMap((work) =>
        ["initscope-gpu", "initscope-wasm", "numpy"].map((name) => `${work}, ${name}`),
      ),
    );
    for (const row of rows.filter(({ implementation }) => implementation === "initscope-gpu")) {
      expect(row).toMatchObject({ outcome: "measured", reason: null, ratio: 1 });
      expect(row.error).toBeLessThan(row.bound!);
      for (const name of ["medianMs", "gflops"] as const) expect(row[name]).toBeGreaterThan(0);
    }
    // Where numpy is missing, its row says so.
    for (const { outcome, reason } of rows.filter(({ implementation }) => implementation === "numpy")) {
      if (outcome !== "measured") expect(reason).toBe("Not measured: there is no python3 with numpy here.");
    }
  });

  it("agrees with float64 on the notebook's network, far within what float32 allows", async () => {
    const json = join(folder, "signal.json");
    const { exitCode } = await run(["--works", "flagship", "--rounds", "3", "--json", json]);
    expect(exitCode).toBe(0);
    const { rows } = JSON.parse(await readFile(json, "utf8")) as FullReport;
    // 1e-5 is what the lab's own badge allows the notebook's runs.
    for (const { implementation, error } of rows.filter(({ outcome }) => outcome === "measured")) {
      expect(error, implementation).toBeLessThan(1e-5);
    }
    expect(rows.slice(0, 2).map(({ outcome }) => outcome)).toEqual(["measured", "measured"]);
  });

  it.each([
    ["--rounds 2", "rounds cannot be"],
    ["--works matmul-0", "works cannot be"],
    ["--against tfjs", "Unknown flag --against"],
    [
      "flagships",
      'There is no bench "flagships": it must be one of stages, matmul, gate-flips, draws, diagram, ensemble, training.',
    ],
    ["training --peer-updates 9", "peer-updates cannot be"],
    ["draws --json", "The bench draws takes no flags"],
  ])("ends with 2 and a sentence for %s", async (words, sentence) => {
    const { exitCode, stdout, stderr } = await run(words.split(" "));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("shows its flags", async () => {
    const { exitCode, stdout } = await run(["--help"]);
    expect(exitCode).toBe(0);
    for (const flag of ["--works", "--rounds", "--json", "gate-flips"]) expect(stdout).toContain(flag);
  });

  it("ends with 3 where there is no adapter", async () => {
    const { exitCode, stderr } = await run(["--works", "matmul-8"], { VK_DRIVER_FILES: "/nowhere.json" });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: "No WebGPU adapter was found: install a Vulkan driver.\n",
    });
  });
});
