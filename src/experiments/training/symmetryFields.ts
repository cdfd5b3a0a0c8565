import { type ConfigField, fieldEntries, readFields } from "./configField.ts";
import { assertSymmetryConfig, assertTrainingConfig } from "./trainingChecks.ts";
import {
  DEFAULT_SYMMETRY_CONFIG,
  DEFAULT_TRAINING_CONFIG,
  type Start,
  type SymmetryConfig,
  type TrainingConfig,
  VERSUS,
} from "./trainingConfig.ts";
import { ITERATIONS_FIELD, START_FIELDS, TRAINING_FIELDS } from "./trainingFields.ts";

function startField(field: ConfigField<Start>, side: 0 | 1): ConfigField<SymmetryConfig> {
  return {
    ...field,
    key: "starts",
    name: side === 0 ? field.name : `${VERSUS}${field.name}`,
    text: ({ starts }) => field.text(starts[side]),
    change: (value, { starts }) => {
      const start = { ...starts[side], ...field.change(value, starts[side]) };
      return { starts: side === 0 ? [start, starts[1]] : [starts[0], start] };
    },
  };
}

/** All of the Symmetry lab's fields: the training's, each start's, and how many updates are made at first. */
export const SYMMETRY_FIELDS: readonly ConfigField<SymmetryConfig>[] = [
  ...(TRAINING_FIELDS as readonly ConfigField<SymmetryConfig>[]),
  ...START_FIELDS.map((field) => startField(field, 0)),
  ...START_FIELDS.map((field) => startField(field, 1)),
  ITERATIONS_FIELD as ConfigField<SymmetryConfig>,
];

/** The field of a name in URL or terminal, or undefined. */
export function symmetryField(name: string): ConfigField<SymmetryConfig> | undefined {
  return SYMMETRY_FIELDS.find((field) => field.name === name);
}

/** Reads fields from text over `base`; unknown names are left to the caller. Throws a ConfigError or LimitError. */
export function readTrainingConfig(
  entries: Iterable<readonly [name: string, text: string]>,
  base: TrainingConfig = DEFAULT_TRAINING_CONFIG,
): TrainingConfig {
  const config = readFields(TRAINING_FIELDS, entries, base);
  assertTrainingConfig(config);
  return config;
}

/** As readTrainingConfig, with the lab's limits. */
export function readSymmetryConfig(
  entries: Iterable<readonly [name: string, text: string]>,
  base: SymmetryConfig = DEFAULT_SYMMETRY_CONFIG,
): SymmetryConfig {
  const config = readFields(SYMMETRY_FIELDS, entries, base);
  assertSymmetryConfig(config);
  return config;
}

/** [name, text] of every field that differs from `base`, in order: what the URL holds. */
export function symmetryConfigEntries(
  config: SymmetryConfig,
  base: SymmetryConfig = DEFAULT_SYMMETRY_CONFIG,
): [name: string, text: string][] {
  return fieldEntries(SYMMETRY_FIELDS, config, base);
}
