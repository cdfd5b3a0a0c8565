/**
 * Changes `numbers` in place by what rounding in narrower arithmetic might: each is the sum of about `terms` terms, whose
 * magnitudes add up to `magnitudes` at the same place. What it does to a number must depend on that number and its
 * magnitude alone, so that equal units stay equal.
 */
export type Disturb = (numbers: Float64Array, magnitudes: Float64Array, terms: number) => void;

/** Roundings within exp, tanh and their kin, and the arithmetic around them: WGSL allows an exp of small x six. */
export const FUNCTION_TERMS = 16;

/** Writes a product of `operands`, row-major matrices, into `out`. */
export type Product = (out: Float64Array, ...operands: readonly Float64Array[]) => void;

/** The product, disturbed, where there is a disturbance, in the measure of the same product of the operands' magnitudes. */
export function disturbedProduct(
  disturb: Disturb | null,
  product: Product,
  terms: number,
  out: Float64Array,
  ...operands: readonly Float64Array[]
): void {
  product(out, ...operands);
  if (disturb === null) return;
  const magnitudes = new Float64Array(out.length);
  product(magnitudes, ...operands.map((values) => values.map(Math.abs)));
  disturb(out, magnitudes, terms);
}

/** Disturbs values of an elementwise function in the measure of their own magnitude. */
export function disturbValues(disturb: Disturb | null, values: Float64Array): void {
  disturb?.(values, values.map(Math.abs), FUNCTION_TERMS);
}
