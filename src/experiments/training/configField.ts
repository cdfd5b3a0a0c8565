import { type FieldSpec, parseField } from "../fields.ts";

/** A field that knows its place in a configuration. */
export interface ConfigField<Config> extends FieldSpec {
  /** The field's value as `parse` takes it; null where it is absent. */
  text(config: Config): string | null;
  /** What changes where the field becomes a value that `parse` gave. */
  change(value: number | string, config: Config): Partial<Config>;
}

/** The configuration with the field read from text; throws a ConfigError that says what is allowed. */
export function withField<Config>(config: Config, field: ConfigField<Config>, text: string): Config {
  return { ...config, ...field.change(parseField(field, text), config) };
}

/**
 * Reads fields from text over `base`, in the fields' order whatever the entries' is; unknown names are left to the
 * caller. Throws a ConfigError.
 */
export function readFields<Config>(
  fields: readonly ConfigField<Config>[],
  entries: Iterable<readonly [name: string, text: string]>,
  base: Config,
): Config {
  const texts = new Map(entries);
  return fields.reduce((config, field) => {
    const text = texts.get(field.name);
    return text === undefined ? config : withField(config, field, text);
  }, base);
}

/** [name, text] of every field that differs from `base`, in order. */
export function fieldEntries<Config>(
  fields: readonly ConfigField<Config>[],
  config: Config,
  base: Config,
): [name: string, text: string][] {
  return fields.flatMap((field): [string, string][] => {
    const text = field.text(config);
    return text === null || text === field.text(base) ? [] : [[field.name, text]];
  });
}
