import { describe, expect, it } from "vitest";
import { DEFAULT_ROUNDS } from "../../src/bench/benchMachine.ts";
import { TARGET_WORKS, matmulWork } from "../../src/bench/work.ts";
import { BROWSER_FLAGS, NODE_FLAGS, readBenchFlags, worksFor } from "../bench/benchFlags.ts";

describe("flags of the bench commands", () => {
  it("are the targets, against nobody, unless said", () => {
    const expected = {
      works: null,
      rounds: DEFAULT_ROUNDS,
      against: [],
      adapter: "software",
      json: null,
      help: false,
    };
    expect(readBenchFlags([], BROWSER_FLAGS)).toEqual(expected);
    const software = { adapter: "SwiftShader", software: true, reason: null };
    expect(worksFor(expected, software)).toEqual(TARGET_WORKS);
    expect(worksFor(expected, { ...software, software: false })).toEqual([
      matmulWork(4096, 4096, 4096),
      ...TARGET_WORKS,
    ]);
    expect(worksFor({ works: [] }, software)).toEqual([]);
  });

  it("take lists with commas", () => {
    const words =
      "--works matmul-9,matmul-2x3x4 --against tfjs,jax-js,tfjs --rounds 5 --json out.json --adapter system";
    expect(readBenchFlags(words.split(" "), BROWSER_FLAGS)).toEqual({
      works: [matmulWork(9, 9, 9), matmulWork(2, 3, 4)],
      against: ["tfjs", "jax-js"],
      adapter: "system",
      rounds: 5,
      json: "out.json",
      help: false,
    });
  });

  it.each([
    [
      "--works matmul-9000",
      'works cannot be "matmul-9000": it must be some of flagship, flagship-forward, matmul-SIZE',
    ],
    ["--works flagship,", 'works cannot be "flagship,": it must be some of'],
    ["--works", "works cannot be empty: it must be some of"],
    ["--against pytorch", 'against cannot be "pytorch": it must be some of tfjs, tfjs-wasm, jax-js, onnxruntime-web'],
    ["--adapter gpu", 'adapter cannot be "gpu": it must be one of software, system.'],
    ["--rounds 2", 'rounds cannot be "2": it must be a whole number from 3 to 1000.'],
    ["--rounds 1e1", 'rounds cannot be "1e1": it must be'],
    ["--json", "json cannot be empty: it must be a file's name."],
    ["--quick", "Unknown flag --quick: only --against, --adapter, --works, --rounds, --json, --help are known."],
    ["flagship", 'A stray word, "flagship": only --against'],
    ["--rounds 3 --rounds 4", "--rounds is given twice: give it once."],
  ])("refuse %s in a sentence", (words, sentence) => {
    expect(() => readBenchFlags(words.split(" "), BROWSER_FLAGS)).toThrow(sentence);
  });

  it("know no peers in Node", () => {
    expect(() => readBenchFlags(["--against", "tfjs"], NODE_FLAGS)).toThrow("Unknown flag --against");
  });
});
