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

/** One field of a configuration: its name in URL and terminal, what is allowed in words, and its reader. */
export interface FieldSpec<Key extends string = string> {
  readonly key: Key;
  /** The name in the URL and, after two dashes, on the terminal. */
  readonly name: string;
  readonly allowed: string;
  readonly help: string;
  /** Null for what is not allowed. */
  parse(text: string): number | string | null;
}

type Reader<Value extends number | string> = { readonly allowed: string; parse(text: string): Value | null };

export function wholeNumber(low: number, high: number): Reader<number> {
  return finiteNumber(
    `a whole number from ${low} to ${high}`,
    (value) => Number.isInteger(value) && value >= low && value <= high,
  );
}

/** A decimal number as people write it (no hexadecimal, no words) that `fits`. */
export function finiteNumber(allowed: string, fits: (value: number) => boolean): Reader<number> {
  return {
    allowed,
    parse: (text) => {
      const value = readNumber(text);
      return value !== null && Number.isFinite(value) && fits(value) ? value : null;
    },
  };
}

export function oneOf<Name extends string>(names: readonly Name[]): Reader<Name> {
  return {
    allowed: `one of ${names.join(", ")}`,
    parse: (text) => names.find((name) => name === text.trim()) ?? null,
  };
}

/** A decimal number as people write it, which may lie beyond float64; null for what is none. */
export function readNumber(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : null;
}

/** The field's value, or a ConfigError that says what is allowed. */
export function parseField(field: FieldSpec, text: string): number | string {
  const value = field.parse(text);
  if (value === null) throw new ConfigError(field.name, text, field.allowed);
  return value;
}
