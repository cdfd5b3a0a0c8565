import { formatLog10, formatNumber, trimmed } from "../format.ts";

/** Up to here a value is written out, its last digits rounded to 0: 440, not 4.4 × 10². */
const PLAIN_BELOW = 1e4;

/** The value e^ln as people read it, at any magnitude; null, a value of zero, is 0. */
export function lnText(ln: number | null, digits = 3): string {
  const value = ln === null ? 0 : Number(Math.exp(ln).toPrecision(digits));
  if (value >= 10 && value < PLAIN_BELOW) return value.toLocaleString("en");
  return trimmed(formatLog10(ln === null ? null : log10OfLn(ln), digits));
}

export function log10OfLn(ln: number): number {
  return ln / Math.LN10;
}

/** A value with its standard error, to the error's two digits: 0.98 ± 0.07, −1.563 ± 0.018; null is –. */
export function measuredText(value: number | null, error: number | null): string {
  if (value === null) return "–";
  if (error === null || error === 0) return formatNumber(value, 4);
  const decimals = 1 - Math.floor(Math.log10(error));
  const size = Math.max(Math.abs(value), error);
  if (size >= 1e4 || size < 1e-3) return `${formatNumber(value, 3)} ± ${formatNumber(error, 2)}`;
  return `${fixed(value, decimals)} ± ${fixed(error, decimals)}`;
}

function fixed(value: number, decimals: number): string {
  return decimalsText(value, Math.max(0, Math.min(decimals, 8)));
}

/** A number in so many decimals, with a true minus sign; what is 0 in them has no sign. */
export function decimalsText(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}
