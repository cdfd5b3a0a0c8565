/** Bits after the point of the fixed-point numbers below. */
const BITS = 160n;
const ONE = 1n << BITS;

/** e^x to the nearest double, for |x| up to 700; libraries' own `exp` differs from it in the last bit now and then. */
export function roundedExp(x: number): number {
  return toNumber(fixedExp(fixed(x)));
}

/**
 * ln x to the nearest double, for x from 2^-50 to 2^50: one step of Newton's method, y + ln(1 + e) with
 * e = x e^-y - 1 and e about 2^-53, of which e - e² / 2 leaves out e³ / 3.
 */
export function roundedLog(x: number): number {
  const start = Math.log(x);
  const e = ((fixed(x) * fixedExp(-fixed(start))) >> BITS) - ONE;
  return toNumber(fixed(start) + e - ((e * e) >> (BITS + 1n)));
}

/** e^x by its series, of x / 2^32 and squared 32 times: the error of 2^-150 doubles at each squaring, to 2^-118. */
function fixedExp(x: bigint): bigint {
  const small = x >> 32n;
  let term = ONE;
  let sum = ONE;
  for (let order = 1n; term !== 0n && term !== -1n; order += 1n) {
    term = ((term * small) >> BITS) / order;
    sum += term;
  }
  for (let step = 0; step < 32; step += 1) sum = (sum * sum) >> BITS;
  return sum;
}

/** A double as a fixed-point number: exactly, for 0 and magnitudes of 2^-107 or more. */
function fixed(x: number): bigint {
  let [whole, shift] = [x, 0];
  while (!Number.isInteger(whole)) [whole, shift] = [whole * 2, shift + 1];
  return (BigInt(whole) << BITS) >> BigInt(shift);
}

/** The nearest double: Number() of a BigInt rounds to even. */
function toNumber(value: bigint): number {
  return Number(value) / 2 ** Number(BITS);
}
