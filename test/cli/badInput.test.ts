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
  ["signal --engine tpu", ["engine", '"tpu"', "one of auto, gpu, wasm, cpu"]],
  ["signal --json=yes", ["json", '"yes"', "no value"]],
  ["signal --weight-varience 1", ["--weight-varience", "--weight-variance"]],
  ["signal --depth 5 -x", ["-x", "--depth"]],
  ["signal 50", ['"50"', "--depth"]],
  ["signal -- --depth", ['"--"', "--depth"]],
  ["signal --depth 5 --depth 6", ["--depth is given twice"]],
  ["weights --gain 1e-320 --initializer orthogonal", ["gain", '"1e-320"', "a number from 1e-15"]],
  ["weights --stddev 1e-50 --initializer normal", ["stddev", '"1e-50"', "a number from 1e-30"]],
  ["weights --layers 2,0,1", ["layers", '"2,0,1"', "two or more whole numbers from 1"]],
  ["weights --layers 2", ["layers", '"2"', "two or more whole numbers from 1"]],
  ["weights --layers 2,,1", ["layers", '"2,,1"', "two or more whole numbers from 1"]],
  ["weights --layers 2,1.5", ["layers", '"2,1.5"', "two or more whole numbers from 1"]],
  ["weights --layers 2,-3", ["layers", '"2,-3"', "two or more whole numbers from 1"]],
  ["weights --layers=", ["layers", "empty", "two or more whole numbers from 1"]],
  ["weights --layers 100000,100000", ["layers", "10000100000", "67108864"]],
  ["weights --initializer xavier", ["initializer", '"xavier"', "glorot_uniform, glorot_normal"]],
  ["weights --framework caffe", ["framework", '"caffe"', "one of numpy, numpy_default_rng, tensorflow"]],
  ["weights --seed 1.5", ["seed", '"1.5"', "a whole number"]],
  ["weights --seed 0x10", ["seed", '"0x10"', "a whole number"]],
  ["weights --seed", ["seed", "empty", "a whole number"]],
  ["weights --framework numpy --seed -1", ["seed", "-1", "0 to 4294967295"]],
  ["weights --framework numpy --seed 4294967296", ["seed", "4294967296", "0 to 4294967295"]],
  ["weights --framework numpy_default_rng --seed -1", ["seed", "-1", "0 or more"]],
  [
    "weights --framework pytorch --seed -9223372036854775809",
    ["seed", "-9223372036854775809", "-9223372036854775808 to 18446744073709551615"],
  ],
  [
    "weights --framework pytorch --seed 18446744073709551616",
    ["seed", "18446744073709551616", "-9223372036854775808 to 18446744073709551615"],
  ],
  [
    "weights --framework tensorflow --seed 18446744073709551616",
    ["seed", "18446744073709551616", "-9223372036854775808 to 18446744073709551615"],
  ],
  ["weights --framework keras3 --seed -1", ["seed", "-1", "0 to 4294967295"]],
  ["weights --framework jax --seed 9223372036854775808", ["seed", "9223372036854775808", "to 9223372036854775807"]],
  ["weights --framework numpy --initializer truncated_normal", ["initializer", '"truncated_normal"', "one of default"]],
  ["weights --initializer sparse", ["initializer", '"sparse"', "one of default", "orthogonal for tensorflow"]],
  ["weights --framework pytorch --initializer lecun_normal", ["initializer", '"lecun_normal"', "for pytorch"]],
  ["weights --framework jax --initializer identity", ["initializer", '"identity"', "for jax"]],
  ["weights --initializer orthogonal --gain 0", ["gain", '"0"', "a number from 1e-"]],
  ["weights --framework pytorch --initializer orthogonal --gain -1", ["gain", '"-1"', "a number from 1e-"]],
  ["weights --gain 1e400", ["gain", '"1e400"', "1e15"]],
  ["weights --initializer normal --stddev 0", ["stddev", '"0"', "a number from 1e-"]],
  ["weights --initializer constant --value Infinity", ["value", '"Infinity"', "-1e38 to 1e38"]],
  ["weights --initializer normal --gain 2", ["gain", '"2"', "normal takes no gain in tensorflow"]],
  ["weights --initializer default --mode fan_in", ["mode", '"fan_in"', "default takes no mode"]],
  ["weights --framework pytorch --initializer he_normal --mode fan_avg", ["mode", "fan_avg", "fan_in or fan_out"]],
  ["weights --mode fan", ["mode", '"fan"', "one of fan_in, fan_out, fan_avg"]],
  ["weights --order notebook", ["order", '"notebook"', "layers for tensorflow"]],
  ["weights --count 3", ["--count", "--layers"]],
  ["random --distribution cauchy", ["distribution", '"cauchy"', "one of uniform, normal, truncated_normal"]],
  [
    "random --framework numpy --distribution truncated_normal",
    ["distribution", '"truncated_normal"', "uniform or normal"],
  ],
  [
    "random --framework numpy_default_rng --distribution truncated_normal",
    ["distribution", '"truncated_normal"', "uniform or normal"],
  ],
  ["random --count 0", ["count", '"0"', `${WHOLE} 1 to 67108864`]],
  ["random --count 67108865", ["count", '"67108865"', `${WHOLE} 1 to 67108864`]],
  ["random --count 1e3", ["count", '"1e3"', `${WHOLE} 1 to 67108864`]],
  ["random --framework numpy --seed 4294967296", ["seed", "4294967296", "0 to 4294967295"]],
  ["random --layers 2,3", ["--layers", "--count"]],
  ["verify --engine cpu", ["engine", '"cpu"', "one of gpu, wasm"]],
  ["verify --depth 2", ["--depth", "--engine", "--json"]],
  ["verify now", ['"now"', "--json"]],
  ["sginal", ['"sginal"', "signal, weights, random, theory, critical, ensemble, train or verify"]],
  ["", ["command is missing", "signal, weights, random, theory, critical, ensemble, train or verify"]],
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
