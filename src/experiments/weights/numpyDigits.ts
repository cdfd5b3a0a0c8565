/** A finite number with its shortest decimal digits: (-1)^negative · 0.d₁d₂d₃… · 10^point. */
export interface Decimal {
  readonly value: number;
  readonly negative: boolean;
  /** At least one digit, without zeros at the end; "0" for 0. */
  readonly digits: string;
  /** Digits before the decimal point, negative where zeros follow it; 1 for 0. */
  readonly point: number;
}

/** The text before the point, with its sign, and after it. */
export interface Parts {
  readonly whole: string;
  readonly fraction: string;
}

/** The fewest digits from which the number is read back: as float32 where `single` says so, else as float64. */
export function decimalOf(value: number, single: boolean): Decimal {
  const negative = value < 0 || Object.is(value, -0);
  if (value === 0) return { value, negative, digits: "0", point: 1 };
  const [mantissa, exponent] = shortestExponential(Math.abs(value), single).split("e");
  return { value, negative, digits: mantissa!.replace(".", ""), point: Number(exponent) + 1 };
}

/** A number's shortest text that reads back to the same bits; `1e-5` where that is shorter, as JavaScript writes it. */
export function shortestText(value: number, single: boolean): string {
  if (!single || !Number.isFinite(value) || value === 0) return Object.is(value, -0) ? "-0" : String(value);
  return String(Number(`${value < 0 ? "-" : ""}${shortestExponential(Math.abs(value), true)}`));
}

/** 3.1416 as "3", "1416": no more than `precision` digits after the point, and no zeros at the end. */
export function positional({ value, negative, digits, point }: Decimal, precision: number): Parts {
  const sign = negative ? "-" : "";
  const kept = digits.length - point <= precision ? null : rounded(value, precision).toString();
  const all = kept ?? digits.padEnd(point, "0");
  const fractionDigits = kept === null ? Math.max(0, digits.length - point) : precision;
  const long = all.padStart(fractionDigits + 1, "0");
  const split = long.length - fractionDigits;
  return { whole: sign + long.slice(0, split), fraction: long.slice(split).replace(/0+$/, "") };
}

/** 314.16 as "3", "1416", "+02": at most `precision` digits after the point, and at least `least` of them. */
export function scientific(decimal: Decimal, precision: number, least = 0): Parts & { readonly exponent: string } {
  const { value, negative, digits, point } = decimal;
  let exponent = point - 1;
  let all = digits;
  const wanted = 1 + Math.max(least, Math.min(precision, digits.length - 1));
  if (value === 0) all = digits.padEnd(wanted, "0");
  else if (wanted !== digits.length) {
    // More digits than the shortest are those of the number itself, not zeros.
    all = rounded(value, wanted - 1 - exponent).toString();
    if (all.length > wanted) [all, exponent] = [all.slice(0, wanted), exponent + 1];
  }
  const fraction = least > 0 ? all.slice(1) : all.slice(1).replace(/0+$/, "");
  const power = `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  return { whole: (negative ? "-" : "") + all[0]!, fraction, exponent: power };
}

function shortestExponential(size: number, single: boolean): string {
  if (!single) return size.toExponential();
  for (let digits = 0; digits < 9; digits += 1) {
    const text = size.toExponential(digits);
    if (Math.fround(Number(text)) === size) return evenExponential(size, text, digits);
  }
  return size.toExponential();
}

/** Of two texts that are as near, the one that ends in an even digit; JavaScript takes the greater. */
function evenExponential(size: number, text: string, digits: number): string {
  const exponent = text.slice(text.indexOf("e") + 1);
  const whole = rounded(size, digits - Number(exponent)).toString();
  if (whole.length !== digits + 1) return text;
  return `${whole[0]}.${whole.slice(1).replace(/0+$/, "")}e${exponent}`;
}

/** |value| · 10^places as a whole number, halves to the even one: exact, as a float is a whole number times a power of 2. */
function rounded(value: number, places: number): bigint {
  let [whole, twos] = [Math.abs(value), 0];
  while (!Number.isInteger(whole)) [whole, twos] = [whole * 2, twos + 1];
  const numerator = BigInt(whole) * 10n ** BigInt(Math.max(0, places));
  const denominator = (1n << BigInt(twos)) * 10n ** BigInt(Math.max(0, -places));
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}
