/** Digits beyond which a number that is still round is the round one, but for rounding. */
const MOST_DIGITS = 9;

/** So many significant digits, or as many more as keep a number from looking rounder than it is: 1.9998 is not 2. */
export function tellingDigits(value: number, digits: number): number {
  for (let count = digits; count < MOST_DIGITS; count += 1) {
    const text = value.toExponential(count - 1);
    if (Number(text) === value || !/00e/.test(text.replace(".", ""))) return count;
  }
  return digits;
}

/** A number in a few digits that do not make it rounder than it is. */
export function tellingText(value: number, digits = 4): string {
  return String(Number(value.toPrecision(tellingDigits(value, digits))));
}
