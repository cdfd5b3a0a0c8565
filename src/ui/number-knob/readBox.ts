import { ConfigError, type FieldSpec, parseField } from "../../experiments/fields.ts";

/** The part of a number box that tells what was typed. */
interface NumberBox {
  readonly value: string;
  /** `badInput` where the browser hides what was typed, since it is no number. */
  readonly validity: { readonly badInput: boolean };
}

/** The number in a box, or a sentence that names its label, what was typed where that is known, and what is allowed. */
export function readBox({ value, validity }: NumberBox, field: FieldSpec, label: string): number | string {
  if (validity.badInput) return `${label} must be ${field.allowed}; what stands there is no number.`;
  try {
    return Number(parseField(field, value));
  } catch (error) {
    if (error instanceof ConfigError) return error.named(label);
    throw error;
  }
}
