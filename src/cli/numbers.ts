import { type Scaled, log10Of, toNumber } from "../model/scaled.ts";

/** A number of any magnitude in `digits` significant digits, as a program would read it: 0.622, 3.86416e78. */
export function formatScaled(value: Scaled, digits = 6): string {
  const sign = value.mantissa < 0 ? "-" : "";
  const number = toNumber(value);
  if (number !== null) return sign + shorten(Math.abs(number).toPrecision(digits));
  const log10 = log10Of(value)!;
  const exponent = Math.floor(log10);
  return `${sign}${(10 ** (log10 - exponent)).toPrecision(digits)}e${exponent}`;
}

/** JavaScript's 3.86416e+78 as 3.86416e78. */
function shorten(text: string): string {
  return text.replace("e+", "e");
}

/** Columns under their headings: the first `words` of them to the left, numbers to the right. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[], words = 0): string {
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column < words ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ");
  return [headings, ...rows].map(line).join("\n");
}
