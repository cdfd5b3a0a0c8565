import { type Scaled, log10Of } from "../model/scaled.ts";

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** Powers of ten written out in full: 0.001 to 9999. */
const PLAIN_FROM = -3;
const PLAIN_TO = 3;

/** A whole number in superscript: -38 → ⁻³⁸. */
export function superscript(value: number): string {
  return String(value).replace(/[-\d]/g, (character) => (character === "-" ? "⁻" : SUPERSCRIPTS[Number(character)]!));
}

/** 10^exponent as people write it: 10⁷⁸. */
export function powerOfTen(exponent: number): string {
  return `10${superscript(exponent)}`;
}

/** The positive value 10^log10 in `digits` significant digits, at any magnitude: 0.6220, 3.864 × 10⁷⁸; null is 0. */
export function formatLog10(log10: number | null, digits = 4): string {
  if (log10 === null) return "0";
  let exponent = Math.floor(log10);
  let mantissa = (10 ** (log10 - exponent)).toPrecision(digits);
  if (Number(mantissa) >= 10) {
    exponent += 1;
    mantissa = (1).toPrecision(digits);
  }
  if (exponent >= PLAIN_FROM && exponent <= PLAIN_TO && exponent < digits) {
    return (Number(mantissa) * 10 ** exponent).toFixed(Math.max(0, digits - 1 - exponent));
  }
  return `${mantissa} × ${powerOfTen(exponent)}`;
}

/** A float64 as formatLog10 writes it, with a true minus sign. */
export function formatNumber(value: number, digits = 4): string {
  if (value === 0) return "0";
  return (value < 0 ? "−" : "") + formatLog10(Math.log10(Math.abs(value)), digits);
}

/** A number of any magnitude as formatLog10 writes it, with a true minus sign. */
export function formatScaled(value: Scaled, digits = 4): string {
  return (value.mantissa < 0 ? "−" : "") + formatLog10(log10Of(value), digits);
}

/** The same without zeros at the end: 0.025, 2 × 10³⁸. */
export function trimmed(text: string): string {
  return text.replace(/^([^×]*?\.\d*?)0+(?=$| ×)/, "$1").replace(/\.(?=$| ×)/, "");
}

/** A text whose numbers stay on one line each: 1.9 × 10⁻⁷ with spaces that do not break. */
export function unbrokenNumbers(text: string): string {
  return text.replaceAll(" × 10", "\u00a0×\u00a010");
}

/** A number as a person would type it: 0.025, 1, 3e-9. */
export function plainNumber(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** A share of the whole, in words: 46 %, less than 0.1 %. */
export function formatShare(fraction: number): string {
  if (fraction > 0 && fraction < 0.001) return "less than 0.1 %";
  if (fraction < 1 && fraction > 0.999) return "more than 99.9 %";
  const percent = fraction * 100;
  return `${trimmed(percent.toFixed(percent > 0 && percent < 10 ? 1 : 0))} %`;
}

/** A duration as people say it: "under a second", "12 seconds", "3 minutes". */
export function formatDuration(seconds: number): string {
  if (seconds < 1) return "under a second";
  if (seconds < 90) return plural(Math.round(seconds), "second");
  if (seconds < 90 * 60) return plural(Math.round(seconds / 60), "minute");
  return plural(Math.round(seconds / 3600), "hour");
}

/** A count with its noun: 1 layer, 12 layers. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
