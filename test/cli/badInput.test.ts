import { describe, expect, it } from "vitest";
import { builtCommand } from "../support/command.ts";

const run = builtCommand();

const WHOLE = "a whole number from";

/** Words, and what the sentence must name: the field or flag, the value, and what is allowed. */
const REFUSED: readonly (readonly [words: string, named: readonly string[]])[] = [
  ["signal --depth 0", ["depth", '"0"', `${WHOLE} 1 to 200`]],
  ["signal --depth 201", ["depth", '"201"', `${WHOLE} 1 to 200`]],
  ["signal --depth 1.5", ["depth", '"1.5"', `${WHOLE} 1 to 200`]],
  ["signal --depth=", ["depth", "empty", `${WHOLE} 1 to 200`]],
  ["signal --depth", ["depth", "empty", `${WHOLE} 1 to 200`]],
  ["signal --width 1e9", ["width", '"1e9"', `${WHOLE} 1 to 2048`]],
  ["signal --width 0x10", ["width", '"0x10"', `${WHOLE} 1 to 2048`]],
  ["signal --weight-variance 0", ["weight-variance", '"0"', "a finite number above 0"]],
  ["signal --weight-variance -1", ["weight-variance", '"-1"', "a finite number above 0"]],
  ["signal --weight-variance NaN", ["weight-variance", '"NaN"', "a finite number above 0"]],
  ["signal --weight-variance 1e400", ["weight-variance", '"1e400"', "a finite number above 0"]],
  ["signal --seed -1", ["seed", '"-1"', `${WHOLE} 0 to 4294967295`]],
  ["signal --seed 4294967296", ["seed", '"4294967296"', `${WHOLE} 0 to 4294967295`]],
  ["signal --samples 0", ["samples", '"0"', `${WHOLE} 1 to`]],
  ["signal --gradient-samples 0", ["gradient-samples", '"0"', `${WHOLE} 1 to`]],
  ["signal --activation swish", ["activation", '"swish"', "one of relu, leaky_relu, tanh"]],
  ["signal --engine tpu", ["engine", '"tpu"', "one of gpu, cpu"]],
  ["signal --json=yes", ["json", '"yes"', "no value"]],
  ["signal --weight-varience 1", ["--weight-varience", "--weight-variance"]],
  ["signal --depth 5 -x", ["-x", "--depth"]],
  ["signal 50", ['"50"', "--depth"]],
  ["signal -- --depth", ['"--"', "--depth"]],
  ["signal --depth 5 --depth 0", ["depth", '"0"']],
  ["verify --engine cpu", ["--engine", "--json"]],
  ["verify now", ['"now"', "--json"]],
  ["sginal", ['"sginal"', "signal or verify"]],
  ["", ["command is missing", "signal or verify"]],
];

describe("wrong words end with 2, one sentence, and nothing on standard output", () => {
  it.each(REFUSED)("initscope %s", async (words, named) => {
    const { exitCode, stdout, stderr } = await run(words === "" ? [] : words.split(" "));
    expect(stdout).toBe("");
    for (const part of named) expect(stderr).toContain(part);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(exitCode).toBe(2);
  });

  it("takes an empty word for an empty value", async () => {
    const { exitCode, stdout, stderr } = await run(["signal", "--depth", ""]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toBe("depth cannot be empty: it must be a whole number from 1 to 200.\n");
  });
});
