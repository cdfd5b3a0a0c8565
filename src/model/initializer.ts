/** Frameworks whose numbers are drawn, as the terminal, the address and the page's controls name them. */
export const FRAMEWORKS = ["numpy", "numpy_default_rng", "tensorflow", "keras3", "pytorch", "jax"] as const;

export type Framework = (typeof FRAMEWORKS)[number];

/** Initializers of a dense layer by the field's names; `default` is the framework's own for a dense layer. */
export const INITIALIZERS = [
  "default",
  "zeros",
  "ones",
  "constant",
  "identity",
  "uniform",
  "normal",
  "truncated_normal",
  "glorot_uniform",
  "glorot_normal",
  "he_uniform",
  "he_normal",
  "lecun_uniform",
  "lecun_normal",
  "orthogonal",
  "sparse",
] as const;

export type InitializerName = (typeof INITIALIZERS)[number];

/** The other names of Glorot's and He's initializers: PyTorch's, and Keras's and JAX's for a plain draw. */
export const INITIALIZER_ALIASES: Readonly<Record<string, InitializerName>> = {
  xavier_uniform: "glorot_uniform",
  xavier_normal: "glorot_normal",
  kaiming_uniform: "he_uniform",
  kaiming_normal: "he_normal",
  trunc_normal: "truncated_normal",
  random_uniform: "uniform",
  random_normal: "normal",
  eye: "identity",
};

/** Which number of units the variance is divided by. */
export const FAN_MODES = ["fan_in", "fan_out", "fan_avg"] as const;

export type FanMode = (typeof FAN_MODES)[number];

/** What an initializer may be told beside its name; what is left out is the framework's own default. */
export interface InitializerOptions {
  /** A factor on the weights: PyTorch's gain, JAX's orthogonal scale, the square root of a variance scaling's scale. */
  readonly gain?: number | undefined;
  readonly mode?: FanMode | undefined;
  /** Of `normal` and `truncated_normal` (before it is cut), and of what `sparse` leaves. */
  readonly stddev?: number | undefined;
  /** Of `normal` and `truncated_normal`. */
  readonly mean?: number | undefined;
  /** Bounds of `uniform`. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** Of `constant`. */
  readonly value?: number | undefined;
  /** The fraction of each column that `sparse` sets to zero. */
  readonly sparsity?: number | undefined;
}

/** An initializer, ready to be drawn. */
export interface Initializer extends InitializerOptions {
  readonly name: InitializerName;
}

/** The initializer that a name or one of its aliases stands for, or null. */
export function initializerNamed(name: string): InitializerName | null {
  if ((INITIALIZERS as readonly string[]).includes(name)) return name as InitializerName;
  return Object.hasOwn(INITIALIZER_ALIASES, name) ? INITIALIZER_ALIASES[name]! : null;
}
