import { FRAMEWORKS, type Framework, INITIALIZERS, type InitializerName } from "../model/initializer.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../model/nonlinearity.ts";
import { type FieldSpec, finiteNumber, oneOf, parseField, wholeNumber } from "./fields.ts";

/** `auto` is the fastest here; `wasm` computes in float32 on the CPU, `cpu` in float64. */
export type EngineChoice = "auto" | "gpu" | "wasm" | "cpu";

/** Everything that decides the Signal lab's numbers. The defaults are the notebook's second run. */
export interface SignalConfig {
  /** Hidden layers. */
  readonly depth: number;
  /** Units a hidden layer. */
  readonly width: number;
  /** Variance of one weight, the notebook's sigma_sq_omega. */
  readonly weightVariance: number;
  readonly activation: NonlinearityId;
  /** Examples of the forward pass. */
  readonly samples: number;
  /** Examples of the backward pass. */
  readonly gradientSamples: number;
  /** Seed of the framework's generator. */
  readonly seed: number;
  /** Whose random numbers the weights are. */
  readonly framework: Framework;
  /** How the weights are drawn; `default` is the framework's own for a dense layer, NumPy's the notebook's. */
  readonly initializer: InitializerName;
  readonly engine: EngineChoice;
}

export const DEFAULT_SIGNAL_CONFIG: SignalConfig = {
  depth: 50,
  width: 80,
  weightVariance: 1,
  activation: "relu",
  samples: 1000,
  gradientSamples: 100,
  seed: 0,
  framework: "numpy",
  initializer: "default",
  engine: "auto",
};

/** One field of the configuration. */
export type SignalField = FieldSpec<keyof SignalConfig>;

export const SIGNAL_FIELDS: readonly SignalField[] = [
  { key: "depth", name: "depth", help: "hidden layers", ...wholeNumber(1, 200) },
  { key: "width", name: "width", help: "units a hidden layer", ...wholeNumber(1, 2048) },
  {
    key: "weightVariance",
    name: "weight-variance",
    help: "variance of one weight",
    ...finiteNumber("a finite number above 0", (value) => value > 0),
  },
  { key: "activation", name: "activation", help: "nonlinearity", ...oneOf(NONLINEARITY_IDS) },
  { key: "samples", name: "samples", help: "examples of the forward pass", ...wholeNumber(1, 1_000_000) },
  {
    key: "gradientSamples",
    name: "gradient-samples",
    help: "examples of the backward pass",
    ...wholeNumber(1, 1_000_000),
  },
  { key: "seed", name: "seed", help: "seed of the generator", ...wholeNumber(0, 2 ** 32 - 1) },
  { key: "framework", name: "framework", help: "whose random numbers", ...oneOf(FRAMEWORKS) },
  { key: "initializer", name: "initializer", help: "how weights are drawn", ...oneOf(INITIALIZERS) },
  { key: "engine", name: "engine", help: "what computes", ...oneOf(["auto", "gpu", "wasm", "cpu"]) },
];

/** The field of a name in URL or terminal, or undefined. */
export function signalField(name: string): SignalField | undefined {
  return SIGNAL_FIELDS.find((field) => field.name === name);
}

/** Reads fields from text over `base`; unknown names are left to the caller. Throws a ConfigError. */
export function readSignalConfig(
  entries: Iterable<readonly [name: string, text: string]>,
  base: SignalConfig = DEFAULT_SIGNAL_CONFIG,
): SignalConfig {
  const config: Record<string, number | string> = { ...base };
  for (const [name, text] of entries) {
    const field = signalField(name);
    if (field !== undefined) config[field.key] = parseField(field, text);
  }
  return config as unknown as SignalConfig;
}

/** [name, text] of every field that differs from the defaults, in order: what the URL holds. */
export function signalConfigEntries(config: SignalConfig): [name: string, text: string][] {
  return SIGNAL_FIELDS.filter(({ key }) => config[key] !== DEFAULT_SIGNAL_CONFIG[key]).map(({ key, name }) => [
    name,
    String(config[key]),
  ]);
}
