import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { DEFAULT_SIGNAL_CONFIG, SIGNAL_FIELDS } from "../../src/experiments/signalConfig.ts";
import { DEFAULT_RAW_CONFIG, RAW_FIELDS } from "../../src/experiments/weights/rawStream.ts";
import { DEFAULT_WEIGHTS_CONFIG, WEIGHTS_FIELDS } from "../../src/experiments/weights/weightsConfig.ts";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

it.each([["--help"], ["-h"], ["help"]])("initscope %s lists the commands", async (word) => {
  const { exitCode, stdout, stderr } = await run([word]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  for (const name of ["signal", "weights", "random", "theory", "critical", "ensemble", "train", "verify"])
    expect(stdout).toContain(`initscope ${name}`);
});

it("initscope --version prints the version of package.json", async () => {
  const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
  expect(await run(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
});

it("initscope signal --help lists every flag with what is allowed and its default", async () => {
  const { exitCode, stdout, stderr } = await run(["signal", "--depth", "7", "--help"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  for (const { key, name, allowed } of SIGNAL_FIELDS) {
    expect(stdout).toMatch(new RegExp(`--${name} .*default ${key === "engine" ? "gpu" : DEFAULT_SIGNAL_CONFIG[key]}`));
    expect(stdout).toContain(allowed);
  }
  expect(stdout).toContain("--json");
});

it("initscope weights --help lists every flag with what is allowed and its default", async () => {
  const { exitCode, stdout, stderr } = await run(["weights", "--layers", "2,0", "--help"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  for (const { key, name, allowed } of WEIGHTS_FIELDS) {
    const value = DEFAULT_WEIGHTS_CONFIG[key];
    expect(stdout).toMatch(new RegExp(`--${name} .*${value === undefined ? "" : `default ${String(value)}`}`));
    expect(stdout).toContain(allowed);
  }
  expect(stdout).toContain("--json");
});

it("initscope random --help lists every flag with what is allowed and its default", async () => {
  const { exitCode, stdout, stderr } = await run(["random", "-h"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  for (const { name, allowed } of RAW_FIELDS) {
    expect(stdout).toMatch(new RegExp(`--${name} .*default ${DEFAULT_RAW_CONFIG[name]}`));
    expect(stdout).toContain(allowed);
  }
  expect(stdout).toContain("--json");
});

it("initscope verify --help lists its flags", async () => {
  const { exitCode, stdout } = await run(["verify", "-h"]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("--json");
});

it("npx runs the command that npm ci built, and asks and fetches nothing", async () => {
  const env = { ...process.env, npm_config_offline: "true", npm_config_registry: "http://127.0.0.1:9" };
  const { stdout } = await promisify(execFile)("npx", ["initscope", "--help"], { env });
  expect(stdout).toContain("initscope signal");
});
