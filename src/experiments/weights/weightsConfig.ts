import {
  FAN_MODES,
  type FanMode,
  FRAMEWORKS,
  type Framework,
  INITIALIZERS,
  type Initializer,
  type InitializerName,
  initializerNamed,
} from "../../model/initializer.ts";
import { GAIN_NONLINEARITIES, recommendedGain } from "../initializers/gain.ts";
import { LimitError } from "../../model/limitError.ts";
import type { DrawOrder } from "../initializers/denseLayers.ts";
import { assertInitializer, optionsOf } from "../initializers/initializerSupport.ts";
import { ConfigError, finiteNumber, oneOf } from "../fields.ts";

/** Everything that decides the Weights lab's numbers. The defaults are the thread's model. */
export interface WeightsConfig {
  readonly framework: Framework;
  /** Units of each layer, the input first and the output last. */
  readonly layers: readonly number[];
  readonly initializer: InitializerName;
  /** Any size: which seeds a framework takes, it says when its stream is opened. */
  readonly seed: bigint;
  readonly gain?: number | undefined;
  readonly mode?: FanMode | undefined;
  readonly stddev?: number | undefined;
  readonly value?: number | undefined;
  readonly order: DrawOrder;
}

export const DEFAULT_WEIGHTS_CONFIG: WeightsConfig = {
  framework: "tensorflow",
  layers: [2, 3, 1],
  initializer: "glorot_uniform",
  seed: 1234n,
  order: "layers",
};

export const DRAW_ORDERS: readonly DrawOrder[] = ["layers", "notebook"];

/** Weights and biases of one drawing: 512 MiB where they are float64. */
export const MOST_WEIGHTS = 2 ** 26;

/** Something that a framework does not take, in the framework's own sentence. */
export class RefusedError extends ConfigError {
  constructor(field: string, value: string, sentence: string) {
    super(field, value, sentence);
    this.message = sentence;
  }
}

type WeightsValue = NonNullable<WeightsConfig[keyof WeightsConfig]>;

/** One field: its name in URL and terminal, what is allowed in words, and its reader. */
export interface WeightsField {
  readonly key: keyof WeightsConfig;
  readonly name: string;
  readonly allowed: string;
  readonly help: string;
  /** Null for what is not allowed. */
  parse(text: string): WeightsValue | null;
}

type Reader = Pick<WeightsField, "allowed" | "parse">;

/** A factor, or the nonlinearity that it is recommended for. */
function gainReader(): Reader {
  const factor = finiteNumber("a number from 1e-15 to 1e15", (value) => value >= 1e-15 && value <= 1e15);
  return {
    allowed: `${factor.allowed}, or the nonlinearity whose gain is meant: ${GAIN_NONLINEARITIES.join(", ")}`,
    parse: (text) => {
      const named = GAIN_NONLINEARITIES.find((name) => name === text.trim());
      return named === undefined ? factor.parse(text) : recommendedGain(named);
    },
  };
}

/** A whole number of any size, or null. */
export function readSeed(text: string): bigint | null {
  const digits = /^([+-]?)(\d+)$/.exec(text.trim());
  if (digits === null) return null;
  return digits[1] === "-" ? -BigInt(digits[2]!) : BigInt(digits[2]!);
}

/** Units of each layer, or null: two or more whole numbers from 1, with commas between them. */
export function readLayers(text: string): number[] | null {
  const sizes = text.split(",").map((part) => (/^\+?\d+$/.test(part.trim()) ? Number(part) : NaN));
  return sizes.length >= 2 && sizes.every((size) => Number.isSafeInteger(size) && size >= 1) ? sizes : null;
}

export const FRAMEWORK_FIELD = {
  name: "framework",
  help: "whose numbers are drawn",
  ...oneOf(FRAMEWORKS),
} as const;

export const SEED_FIELD = {
  name: "seed",
  help: "the framework's seed",
  allowed:
    "a whole number (numpy and keras3 0 to 2^32 - 1, numpy_default_rng 0 or more, tensorflow and pytorch -2^63 to " +
    "2^64 - 1, jax -2^63 to 2^63 - 1)",
  parse: readSeed,
} as const;

export const WEIGHTS_FIELDS: readonly WeightsField[] = [
  {
    key: "layers",
    name: "layers",
    help: "units of each layer, the input first",
    allowed: "two or more whole numbers from 1, with commas between them, such as 2,3,1",
    parse: readLayers,
  },
  {
    key: "initializer",
    name: "initializer",
    help: "how weights are drawn; default is the framework's dense layer",
    allowed: `one of ${INITIALIZERS.join(", ")}`,
    parse: (text) => initializerNamed(text.trim()),
  },
  { key: "framework", ...FRAMEWORK_FIELD },
  { key: "seed", ...SEED_FIELD },
  {
    key: "gain",
    name: "gain",
    help: "factor on the weights, of glorot, he, lecun, orthogonal and identity",
    ...gainReader(),
  },
  {
    key: "mode",
    name: "mode",
    help: "units that divide the variance, of glorot, he and lecun",
    ...oneOf(FAN_MODES),
  },
  {
    key: "stddev",
    name: "stddev",
    help: "standard deviation, of normal, truncated_normal, sparse and NumPy's default",
    ...finiteNumber("a number from 1e-30 to 1e30", (value) => value >= 1e-30 && value <= 1e30),
  },
  {
    key: "value",
    name: "value",
    help: "every weight, of constant",
    ...finiteNumber("a number from -1e38 to 1e38", (value) => Math.abs(value) <= 1e38),
  },
  {
    key: "order",
    name: "order",
    help: "first layer to last, or NumPy's notebook: first, last, then the others",
    ...oneOf(DRAW_ORDERS),
  },
];

/** The field of a name in URL or terminal, or undefined. */
export function weightsField(name: string): WeightsField | undefined {
  return WEIGHTS_FIELDS.find((field) => field.name === name);
}

/** A field's value, or a ConfigError that says what is allowed. */
export function parseWeightsField(field: WeightsField, text: string): WeightsValue {
  const value = field.parse(text);
  if (value === null) throw new ConfigError(field.name, text, field.allowed);
  return value;
}

/**
 * Reads fields from text over `base`; unknown names are left to the caller. Throws a ConfigError for a value that its
 * field does not allow or that the framework lacks, and a LimitError for more than MOST_WEIGHTS.
 */
export function readWeightsConfig(
  entries: Iterable<readonly [name: string, text: string]>,
  base: WeightsConfig = DEFAULT_WEIGHTS_CONFIG,
): WeightsConfig {
  const config: Record<string, unknown> = { ...base };
  for (const [name, text] of entries) {
    const field = weightsField(name);
    if (field !== undefined) config[field.key] = parseWeightsField(field, text);
  }
  const read = config as unknown as WeightsConfig;
  assertWeightsConfig(read);
  return read;
}

/** [name, text] of every field that differs from the defaults, in order: what the URL holds. */
export function weightsConfigEntries(config: WeightsConfig): [name: string, text: string][] {
  return WEIGHTS_FIELDS.flatMap(({ key, name }): [string, string][] => {
    const value = config[key];
    if (value === undefined || String(value) === String(DEFAULT_WEIGHTS_CONFIG[key])) return [];
    return [[name, String(value)]];
  });
}

/** The initializer with the options that were given. */
export function initializerOf({ initializer, gain, mode, stddev, value }: WeightsConfig): Initializer {
  return { name: initializer, gain, mode, stddev, value };
}

/** Throws what `readWeightsConfig` throws where fields do not fit each other, or sizes are too large. */
export function assertWeightsConfig(config: WeightsConfig): void {
  const { framework, order, layers } = config;
  if (order === "notebook" && !framework.startsWith("numpy")) {
    throw new ConfigError("order", order, `layers for ${framework}: the notebook's order is NumPy's`);
  }
  assertAvailable(framework, initializerOf(config));
  const total = layers.slice(1).reduce((sum, fanOut, index) => sum + (layers[index]! + 1) * fanOut, 0);
  if (total > MOST_WEIGHTS) {
    throw new LimitError(
      `layers make ${total} weights and biases: more than ${MOST_WEIGHTS} (2^26) are not drawn at once.`,
    );
  }
}

/** Throws a ConfigError where the framework lacks the initializer, an option of it, or the option's value. */
export function assertAvailable(framework: Framework, { name, ...given }: Initializer): void {
  const options = optionsOf(framework, name);
  if (options === null) {
    const others = INITIALIZERS.filter((other) => optionsOf(framework, other) !== null);
    throw new ConfigError("initializer", name, `one of ${others.join(", ")} for ${framework}, which lacks it`);
  }
  for (const [option, value] of Object.entries(given)) {
    if (value === undefined || options.some((one) => one === option)) continue;
    throw new ConfigError(option, String(value), `left out, since ${name} takes no ${option} in ${framework}`);
  }
  try {
    assertInitializer(framework, { name, ...given });
  } catch (error) {
    throw error instanceof RangeError ? new RefusedError("initializer", name, error.message) : error;
  }
}
