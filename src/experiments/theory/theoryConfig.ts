import type { MeanFieldPoint } from "../../model/meanField.ts";
import { NONLINEARITY_IDS } from "../../model/nonlinearity.ts";
import { type FieldSpec, finiteNumber, oneOf, parseField, wholeNumber } from "../fields.ts";

/** What computes ensembles and diagrams: `auto` is a GPU that is not software, else float64. */
const THEORY_ENGINES = ["auto", "gpu", "cpu"] as const;
export type TheoryEngine = (typeof THEORY_ENGINES)[number];

/** Everything that decides the Theory lab's numbers. The defaults are He's ReLU network at the notebook's depth and width. */
export interface TheoryConfig extends MeanFieldPoint {
  readonly depth: number;
  readonly width: number;
  /** Networks of an ensemble. */
  readonly networks: number;
  readonly seed: number;
  /** Correlation of two inputs. */
  readonly correlation: number;
  readonly engine: TheoryEngine;
}

export const DEFAULT_THEORY_CONFIG: TheoryConfig = {
  activation: "relu",
  sigmaW2: 2,
  sigmaB2: 0,
  depth: 50,
  width: 80,
  networks: 1000,
  seed: 0,
  correlation: 0.5,
  engine: "auto",
};

/** Hidden layers of an ensemble, a circle or a Jacobian at most. */
export const MOST_DEPTH = 200;
export const MOST_WIDTH = 512;
export const MOST_NETWORKS = 1_000_000;

export type TheoryField = FieldSpec<keyof TheoryConfig>;

const variance = finiteNumber("a number from 0 to 1e6", (value) => value >= 0 && value <= 1e6);

export const THEORY_FIELDS: readonly TheoryField[] = [
  { key: "activation", name: "activation", help: "nonlinearity", ...oneOf(NONLINEARITY_IDS) },
  { key: "sigmaW2", name: "sigma-w2", help: "fanIn times the variance of one weight", ...variance },
  { key: "sigmaB2", name: "sigma-b2", help: "variance of one bias", ...variance },
  { key: "depth", name: "depth", help: "hidden layers", ...wholeNumber(1, MOST_DEPTH) },
  { key: "width", name: "width", help: "units a layer", ...wholeNumber(1, MOST_WIDTH) },
  { key: "networks", name: "networks", help: "networks of the ensemble", ...wholeNumber(1, MOST_NETWORKS) },
  { key: "seed", name: "seed", help: "seed of the generator", ...wholeNumber(0, 2 ** 32 - 1) },
  {
    key: "correlation",
    name: "correlation",
    help: "correlation of the two inputs",
    ...finiteNumber("a number from -1 to 1", (value) => value >= -1 && value <= 1),
  },
  { key: "engine", name: "engine", help: "what computes", ...oneOf(THEORY_ENGINES) },
];

/** The field of a name in URL or terminal, or undefined. */
function theoryField(name: string): TheoryField | undefined {
  return THEORY_FIELDS.find((field) => field.name === name);
}

/** Reads fields from text over `base`; unknown names are left to the caller. Throws a ConfigError. */
export function readTheoryConfig(
  entries: Iterable<readonly [name: string, text: string]>,
  base: TheoryConfig = DEFAULT_THEORY_CONFIG,
): TheoryConfig {
  const config: Record<string, number | string> = { ...base };
  for (const [name, text] of entries) {
    const field = theoryField(name);
    if (field !== undefined) config[field.key] = parseField(field, text);
  }
  return config as unknown as TheoryConfig;
}

/** [name, text] of every field that differs from `base`, in order: what the URL holds. */
export function theoryConfigEntries(
  config: TheoryConfig,
  base: TheoryConfig = DEFAULT_THEORY_CONFIG,
): [name: string, text: string][] {
  return THEORY_FIELDS.filter(({ key }) => config[key] !== base[key]).map(({ key, name }) => [
    name,
    String(config[key]),
  ]);
}
