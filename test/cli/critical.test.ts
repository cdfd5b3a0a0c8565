import { describe, expect, it } from "vitest";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

async function criticalJson(words: string): Promise<Record<string, unknown>> {
  const { exitCode, stdout, stderr } = await run(["critical", "--json", ...words.split(" ")]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout) as Record<string, unknown>;
}

const KEYS = ["sigmaW2", "error", "others"];

describe("initscope critical --json", () => {
  it.each([
    ["--activation tanh --sigma-b2 0.05", 1.76095464, 8],
    ["--activation tanh --sigma-b2 0", 1, 12],
    ["--activation erf --sigma-b2 0", Math.PI / 4, 12],
    // The curve in q, σ_w² = (π / 4) √(1 + 4q), σ_b² = q - √(1 + 4q) arcsin(2q / (1 + 2q)) / 2, bisected in 60 digits.
    ["--activation erf --sigma-b2 0.05", 1.37583900734668, 12],
    ["--activation relu --sigma-b2 0.3", 2, 12],
  ])("%s", async (words, expected, digits) => {
    const critical = await criticalJson(words);
    expect(Object.keys(critical)).toEqual(KEYS);
    expect(critical["sigmaW2"]).toBeCloseTo(expected, digits);
    expect(critical["error"]).toBeLessThan(1e-12);
    expect(critical["others"]).toEqual([]);
  });

  it("has further values in others", async () => {
    const critical = await criticalJson("--activation elu --sigma-b2 0");
    expect(critical).toMatchObject({ sigmaW2: 1, others: [2] });
  });

  it("has null and a reason where there is none, and ends with 0", async () => {
    const critical = await criticalJson("--activation gelu --sigma-b2 0.05");
    expect(Object.keys(critical)).toEqual([...KEYS, "reason"]);
    expect(critical).toMatchObject({ sigmaW2: null, error: null, others: [] });
    expect(critical["reason"]).toMatch(/^For GELU \(exact\) no weight variance makes chi1 = 1/);
  });
});

describe("initscope critical as text", () => {
  it("says the value in a sentence, and further ones", async () => {
    const { exitCode, stdout } = await run("critical --activation elu --sigma-b2 0".split(" "));
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      "elu, sigma-b2 0\n" +
        "Gradients neither grow nor fade exponentially at sigma-w2 = 1 (relative error 8.9e-16), " +
        "but the signal dies, though slower than exponentially.\n" +
        "chi1 is 1 at sigma-w2 = 2 too, but q grows for ever.\n",
    );
  });

  it.each([
    ["softplus", /^Gradients neither grow nor fade exponentially at sigma-w2 = 2 \(.*\), but q grows for ever\.$/m],
    ["relu", /^Gradients neither grow nor fade at sigma-w2 = 2 \([^)]*\)\.$/m],
  ])("says what becomes of the signal of %s", async (activation, sentence) => {
    expect((await run(["critical", "--activation", activation])).stdout).toMatch(sentence);
  });

  it("says why there is none", async () => {
    const { stdout } = await run("critical --activation gelu --sigma-b2 0.05".split(" "));
    expect(stdout).toContain("chi1 jumps over 1");
  });
});

describe("initscope critical, wrong words", () => {
  it.each([
    ["--sigma-b2 -1", 'sigma-b2 cannot be "-1": it must be a number from 0 to 1e6.'],
    ["--sigma-b2 NaN", 'sigma-b2 cannot be "NaN": it must be a number from 0 to 1e6.'],
    ["--sigma-b2", "sigma-b2 cannot be empty: it must be a number from 0 to 1e6."],
    ["--activation", "activation cannot be empty: it must be one of relu,"],
    ["--sigma-w2 2", "Unknown flag --sigma-w2: only --activation, --sigma-b2, --json, --help are known."],
  ])("%s ends with 2 and one sentence", async (words, sentence) => {
    const { exitCode, stdout, stderr } = await run(["critical", ...words.split(" ")]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("--help lists the flags, what is allowed, and the defaults", async () => {
    const { exitCode, stdout } = await run(["critical", "-h"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/--activation .*default relu/);
    expect(stdout).toMatch(/--sigma-b2 .*default 0/);
    expect(stdout).not.toContain("--sigma-w2");
  });
});
