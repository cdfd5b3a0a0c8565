import { FRAMEWORKS, type Framework, INITIALIZERS, type InitializerName } from "../model/initializer.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../model/nonlinearity.ts";

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

/** A value that a field does not allow; the message names the field, the value and what is allowed. */
export class ConfigError extends RangeError {
  override readonly name = "ConfigError";
  constructor(
    readonly field: string,
    readonly value: string,
    readonly allowed: string,
  ) {
    super(refusal(field, value, allowed));
  }

  /** The sentence for those who see the field under another name, such as its label. */
  named(name: string): string {
    return refusal(name, this.value, this.allowed);
  }
}

function refusal(name: string, value: string, allowed: string): string {
  return `${name} cannot be ${value === "" ? "empty" : JSON.stringify(value)}: it must be ${allowed}.`;
}

/** One field: its name in URL and terminal, what is allowed in words, and its reader. */
export interface FieldSpec {
  readonly key: keyof SignalConfig;
  /** The name in the URL and, after two dashes, on the terminal. */
  readonly name: string;
  readonly allowed: string;
  readonly help: string;
  parse(text: string): number | string | null;
}

function wholeNumber(low: number, high: number): Pick<FieldSpec, "allowed" | "parse"> {
  return {
    allowed: `a whole number from ${low} to ${high}`,
    parse: (text) => {
      const value = readNumber(text);
      return value !== null && Number.isInteger(value) && value >= low && value <= high ? value : null;
    },
  };
}

function oneOf(values: readonly string[]): Pick<FieldSpec, "allowed" | "parse"> {
  return {
    allowed: `one of ${values.join(", ")}`,
    parse: (text) => (values.includes(text) ? text : null),
  };
}

/** A decimal number as people write it (no hexadecimal, no words), or null. */
function readNumber(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : null;
}

export const SIGNAL_FIELDS: readonly FieldSpec[] = [
  { key: "depth", name: "depth", help: "hidden layers", ...wholeNumber(1, 200) },
  { key: "width", name: "width", help: "units a hidden layer", ...wholeNumber(1, 2048) },
  {
    key: "weightVariance",
    name: "weight-variance",
    help: "variance of one weight",
    allowed: "a finite number above 0",
    parse: (text) => {
      const value = readNumber(text);
      return value !== null && value > 0 && Number.isFinite(value) ? value : null;
    },
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
export function signalField(name: string): FieldSpec | undefined {
  return SIGNAL_FIELDS.find((field) => field.name === name);
}

/** The field's value, or a ConfigError that says what is allowed. */
export function parseField(field: FieldSpec, text: string): number | string {
  const value = field.parse(text);
  if (value === null) throw new ConfigError(field.name, text, field.allowed);
  return value;
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
