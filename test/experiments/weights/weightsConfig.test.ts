import { describe, expect, it } from "vitest";
import { ConfigError } from "../../../src/experiments/fields.ts";
import { assertSeed } from "../../../src/experiments/weights/weights.ts";
import {
  DEFAULT_WEIGHTS_CONFIG,
  MOST_WEIGHTS,
  readWeightsConfig,
  SEED_FIELD,
  WEIGHTS_FIELDS,
  type WeightsConfig,
  weightsConfigEntries,
} from "../../../src/experiments/weights/weightsConfig.ts";
import { FRAMEWORKS } from "../../../src/model/initializer.ts";
import { LimitError } from "../../../src/model/limitError.ts";

const read = (...entries: [string, string][]) => readWeightsConfig(entries);

describe("weightsConfigEntries", () => {
  it("says nothing of the defaults", () => {
    expect(weightsConfigEntries(DEFAULT_WEIGHTS_CONFIG)).toEqual([]);
    expect(read()).toEqual(DEFAULT_WEIGHTS_CONFIG);
  });

  const configs: readonly WeightsConfig[] = [
    { ...DEFAULT_WEIGHTS_CONFIG, framework: "pytorch", seed: 2n ** 64n - 1n, initializer: "default" },
    { ...DEFAULT_WEIGHTS_CONFIG, framework: "numpy", layers: [1, 80, 80, 1], order: "notebook", seed: 0n },
    { ...DEFAULT_WEIGHTS_CONFIG, initializer: "he_normal", gain: 0.5, mode: "fan_out" },
    { ...DEFAULT_WEIGHTS_CONFIG, initializer: "normal", stddev: 1e-7 },
    { ...DEFAULT_WEIGHTS_CONFIG, framework: "jax", initializer: "constant", value: -3, seed: -5n },
  ];
  it.each(configs)("is read back to the same configuration: $framework $initializer", (config) => {
    expect(readWeightsConfig(weightsConfigEntries(config))).toEqual(config);
  });
});

describe("readWeightsConfig", () => {
  it("takes the other names of initializers, spaces and plus signs", () => {
    expect(read(["initializer", "xavier_normal"]).initializer).toBe("glorot_normal");
    expect(read(["layers", " 2, 03 ,1"]).layers).toEqual([2, 3, 1]);
    expect(read(["seed", "+7"]).seed).toBe(7n);
  });

  it("leaves unknown names to the caller, and goes over a base", () => {
    const base = { ...DEFAULT_WEIGHTS_CONFIG, seed: 5n };
    expect(readWeightsConfig([["depth", "3"]], base)).toEqual(base);
  });

  it("refuses what the framework lacks, and every field's nonsense, with the field's name", () => {
    for (const { name } of WEIGHTS_FIELDS) {
      expect(() => read([name, "nonsense"])).toThrow(ConfigError);
      expect(() => read([name, ""])).toThrow(`${name} cannot be empty`);
    }
    expect(() => read(["framework", "jax"], ["initializer", "sparse"])).toThrow(ConfigError);
    expect(() => read(["framework", "numpy"], ["initializer", "default"], ["gain", "2"])).toThrow("gain");
    expect(() => read(["order", "notebook"])).toThrow("order");
  });

  it("refuses more weights than are drawn at once, and no fewer", () => {
    const most = MOST_WEIGHTS / 2 - 1;
    expect(read(["layers", `${most},2`]).layers).toEqual([most, 2]);
    expect(() => read(["layers", `${most + 1},2`])).toThrow(LimitError);
    expect(() => read(["layers", "9007199254740991,9007199254740991"])).toThrow(LimitError);
  });
});

describe("assertSeed", () => {
  const RANGES: Readonly<Record<string, readonly [low: bigint, high: bigint | null]>> = {
    numpy: [0n, 2n ** 32n - 1n],
    numpy_default_rng: [0n, null],
    tensorflow: [-(2n ** 63n), 2n ** 64n - 1n],
    keras3: [0n, 2n ** 32n - 1n],
    pytorch: [-(2n ** 63n), 2n ** 64n - 1n],
    jax: [-(2n ** 63n), 2n ** 63n - 1n],
  };

  it.each(FRAMEWORKS)("takes the seeds of %s to both ends, as the field's words say", (framework) => {
    const [low, high] = RANGES[framework]!;
    for (const seed of [low, high ?? 2n ** 200n]) expect(() => assertSeed({ framework, seed })).not.toThrow();
    expect(() => assertSeed({ framework, seed: low - 1n })).toThrow(ConfigError);
    if (high !== null) expect(() => assertSeed({ framework, seed: high + 1n })).toThrow(ConfigError);
    expect(SEED_FIELD.allowed).toContain(framework);
  });
});
