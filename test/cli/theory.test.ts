import { describe, expect, it } from "vitest";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

async function theoryJson(words: string): Promise<Record<string, unknown>> {
  const { exitCode, stdout, stderr } = await run(["theory", "--json", ...words.split(" ")]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout) as Record<string, unknown>;
}

const KEYS = ["qStar", "chi1", "cStar", "xiC", "xiQ", "error", "phase"];

describe("initscope theory --json", () => {
  it("prints the published figures, its keys in order", async () => {
    const theory = await theoryJson("--activation tanh --sigma-w2 1.69 --sigma-b2 0.09");
    expect(Object.keys(theory)).toEqual(KEYS);
    expect(theory["qStar"]).toBeCloseTo(0.60704679, 8);
    expect(theory["chi1"]).toBeCloseTo(0.93980743, 8);
    expect(theory["cStar"]).toBe(1);
    expect(theory["xiC"]).toBeCloseTo(16.1082, 4);
    expect(theory["error"]).toBeLessThan(1e-8);
    expect(theory["phase"]).toBe("ordered");
  });

  it("prints the chaotic phase", async () => {
    const theory = await theoryJson("--activation tanh --sigma-w2 2 --sigma-b2 0.05");
    expect(theory["cStar"]).toBeCloseTo(0.744082, 6);
    expect(theory["xiC"]).toBeCloseTo(25.2134, 4);
    expect(theory["phase"]).toBe("chaotic");
  });

  it("has null and a reason where there is no fixed point, and ends with 0", async () => {
    const theory = await theoryJson("--activation relu --sigma-w2 3");
    expect(Object.keys(theory)).toEqual([...KEYS, "reason"]);
    expect(theory).toMatchObject({ qStar: null, chi1: 1.5, xiC: null, xiQ: null, phase: "chaotic" });
    expect(theory["reason"]).toMatch(/^There is no fixed point: q grows for ever/);
  });

  it("has He's network where nothing else is said", async () => {
    const { exitCode, stdout } = await run(["theory", "--json"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ qStar: 1, chi1: 1, cStar: 1, phase: "critical" });
  });
});

describe("initscope theory as a table", () => {
  it("says in a sentence what happens, then the numbers", async () => {
    const { exitCode, stdout } = await run("theory --activation tanh --sigma-w2 2 --sigma-b2 0.05".split(" "));
    expect(exitCode).toBe(0);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("tanh, sigma-w2 2, sigma-b2 0.05");
    expect(lines[1]).toMatch(/^Chaotic: .* multiplied by 1\.048 a layer, and gradients explode\. .* 151 layers/);
    for (const [name, value] of [
      ["q*", 0.72176187],
      ["chi1", 1.047666],
      ["c*", 0.744082],
      ["xi_c", 25.2134],
    ] as const) {
      const row = lines.find((line) => line.startsWith(`${name} `))!;
      expect(Number(row.trim().split(/ {2,}/)[1])).toBeCloseTo(value, 4);
    }
    expect(stdout).toMatch(/Largest relative error, estimated: \d/);
  });

  it("says why a number is missing", async () => {
    const { stdout } = await run("theory --activation tanh --sigma-w2 0.5".split(" "));
    expect(stdout).toContain("The signal dies (q* is 0)");
    expect(stdout).toMatch(/^c\* +none /m);
    expect(stdout).toMatch(/^xi_c +none /m);
  });

  it("tells what is infinite from what there is not, and whose distance it is", async () => {
    const { stdout } = await run("theory --activation relu --sigma-w2 3".split(" "));
    expect(stdout).toMatch(/^q\* +infinite /m);
    expect(stdout).toMatch(/^xi_c +infinite +layers in which 1\/e of a correlation's distance from c\* is left$/m);
    expect(stdout).toMatch(/^xi_q +none /m);
  });
});

describe("initscope theory, wrong words", () => {
  it.each([
    ["--sigma-w2 -1", 'sigma-w2 cannot be "-1": it must be a number from 0 to 1e6.'],
    ["--sigma-b2 -0.1", 'sigma-b2 cannot be "-0.1": it must be a number from 0 to 1e6.'],
    ["--sigma-w2 NaN", 'sigma-w2 cannot be "NaN": it must be a number from 0 to 1e6.'],
    ["--sigma-w2 Infinity", 'sigma-w2 cannot be "Infinity": it must be a number from 0 to 1e6.'],
    ["--sigma-w2 1e400", 'sigma-w2 cannot be "1e400": it must be a number from 0 to 1e6.'],
    ["--sigma-w2", "sigma-w2 cannot be empty: it must be a number from 0 to 1e6."],
    ["--activation swish", 'activation cannot be "swish": it must be one of relu, leaky_relu, tanh,'],
    ["--width 3", "Unknown flag --width: only --activation, --sigma-w2, --sigma-b2, --json, --help are known."],
    ["tanh", 'A stray word, "tanh"'],
  ])("%s ends with 2 and one sentence", async (words, sentence) => {
    const { exitCode, stdout, stderr } = await run(["theory", ...words.split(" ")]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("--help lists the flags, what is allowed, and the defaults", async () => {
    const { exitCode, stdout } = await run(["theory", "--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/--activation .*default relu/);
    expect(stdout).toMatch(/--sigma-w2 .*default 2/);
    expect(stdout).toMatch(/--sigma-b2 .*default 0/);
    expect(stdout).toContain("--json");
  });
});
