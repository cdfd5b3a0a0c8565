import { describe, expect, it } from "vitest";
import {
  readSymmetryConfig,
  readTrainingConfig,
  SYMMETRY_FIELDS,
  symmetryConfigEntries,
  symmetryField,
} from "../../../src/experiments/training/symmetryFields.ts";
import { withField } from "../../../src/experiments/training/configField.ts";
import { DEFAULT_SYMMETRY_CONFIG, type SymmetryConfig } from "../../../src/experiments/training/trainingConfig.ts";
import { LimitError } from "../../../src/model/limitError.ts";

/** What a query's text says. */
function entries(text: string): [string, string][] {
  return [...new URLSearchParams(text)];
}

describe("an address holds what differs from the defaults, and reads back", () => {
  it("is empty for the defaults", () => {
    expect(symmetryConfigEntries(DEFAULT_SYMMETRY_CONFIG)).toEqual([]);
    expect(readSymmetryConfig([])).toEqual(DEFAULT_SYMMETRY_CONFIG);
  });

  it.each([
    "layers=2,8,8,1&activation=tanh&learning-rate=0.01&seed=7",
    "layers=2,4,3&output-activation=softmax&loss=categorical_crossentropy&data=spirals&noise=0",
    "optimizer=momentum&momentum=0.5&batch-size=32&samples=100&iterations=0",
    "initializer=constant&value=0.5&epsilon=0.001&versus-initializer=normal&versus-stddev=0.1&versus-bias-stddev=1",
    "output-activation=tanh&loss=mean_squared_error&framework=pytorch&engine=cpu",
  ])("%s", (query) => {
    const config = readSymmetryConfig(entries(query));
    const written = symmetryConfigEntries(config).map(([name, text]) => `${name}=${text}`);
    expect(written).toEqual(query.split("&"));
  });

  it("reads an initializer before its value, whatever the order, and drops the value with the initializer", () => {
    const config = readSymmetryConfig(entries("value=2&initializer=constant"));
    expect(config.starts[0]).toMatchObject({ initializer: "constant", value: 2 });
    const zeros = withField(config, symmetryField("initializer")!, "zeros");
    expect(zeros.starts[0].value).toBeUndefined();
    expect(withField(config, symmetryField("initializer")!, "constant").starts[0].value).toBe(2);
  });

  it("takes the other names that people have for things", () => {
    const read = (query: string): SymmetryConfig => readSymmetryConfig(entries(query));
    expect(read("loss=mse").loss).toBe("mean_squared_error");
    for (const loss of ["softmax_crossentropy", "sparse_categorical_crossentropy"]) {
      const own = read(`loss=${loss}&output-activation=softmax&layers=2,3,2`);
      expect(own.loss).toBe("categorical_crossentropy");
    }
    expect(read("output-activation=linear").outputActivation).toBe("identity");
    expect(read("initializer=xavier_uniform").starts[0].initializer).toBe("glorot_uniform");
    expect(read("batch-size=full").batchSize).toBeNull();
    expect(read("noise=own").noise).toBeNull();
  });

  it("names each field once", () => {
    const names = SYMMETRY_FIELDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

it.each([
  ["learning-rate=0", "learning-rate", "a number above 0"],
  ["learning-rate=-0.5", "learning-rate", "a number above 0"],
  ["momentum=1", "momentum", "below 1"],
  ["layers=2", "layers", "two or more whole numbers"],
  ["layers=3,3,1", "layers", "starts with 2 units, one a feature of the data"],
  ["layers=2,3,2", "layers", "ends with 1 unit for binary_crossentropy"],
  ["layers=2,3,1&output-activation=softmax", "output-activation", "softmax goes with categorical_crossentropy"],
  ["loss=categorical_crossentropy", "output-activation", "softmax with the loss categorical_crossentropy"],
  ["loss=categorical_crossentropy&output-activation=softmax", "layers", "at least 2 units"],
  ["output-activation=tanh", "output-activation", "sigmoid with the loss binary_crossentropy"],
  ["loss=mse&layers=2,3,2", "layers", "ends with 1 unit for mean_squared_error"],
  ["batch-size=0", "batch-size", "a whole number from 1 to 100000, or full"],
  ["batch-size=201", "batch-size", "at most the 200 examples"],
  ["samples=1", "samples", "from 2"],
  ["samples=10001", "samples", "10000 here"],
  ["iterations=10001", "iterations", "10000 here"],
  ["noise=-1", "noise", "from 0 to 10, or own"],
  ["epsilon=-1e-3", "epsilon", "from 0 to 1e3"],
  ["versus-epsilon=1001", "versus-epsilon", "from 0 to 1e3"],
  ["layers=2,65,1", "layers", "8 hidden layers of up to 64 units"],
  ["layers=2,1,1,1,1,1,1,1,1,1,1", "layers", "8 hidden layers of up to 64 units"],
  ["layers=2,9&loss=softmax_crossentropy&output-activation=softmax", "layers", "at most 8 units here"],
  ["initializer=sparse", "initializer", "for tensorflow, which lacks it"],
  ["versus-initializer=sparse", "versus-initializer", "for tensorflow, which lacks it"],
  ["versus-value=2", "versus-value", "glorot_uniform takes no value"],
  ["data=digits", "data", "one of roasting, moons"],
  ["seed=4294967296", "seed", "to 4294967295"],
])("%s is refused in one sentence that names the field", (query, field, allowed) => {
  expect(() => readSymmetryConfig(entries(query))).toThrow(expect.objectContaining({ name: "ConfigError", field }));
  expect(() => readSymmetryConfig(entries(query))).toThrow(allowed);
});

it("trains more in the terminal than in the lab, up to a limit", () => {
  expect(readTrainingConfig(entries("layers=2,2000,2000,1&samples=100000")).samples).toBe(100_000);
  expect(() => readTrainingConfig(entries("layers=2,3000,3000,1"))).toThrow(LimitError);
});
