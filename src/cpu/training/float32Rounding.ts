import { UNIT_ROUNDOFF } from "../../model/float32.ts";
import type { Disturb } from "./disturb.ts";

/** Errors such as float32 makes. */
export function float32Rounding(seed: number): Disturb {
  return roundingErrors(seed, UNIT_ROUNDOFF);
}

/**
 * Errors of an arithmetic whose single roundings are off by up to `unitRoundoff` of their results: each number is moved by
 * up to √terms times that of its magnitude, since what its terms' roundings are off by adds up as random numbers do.
 *
 * How far a number is moved follows from its own bits and the seed alone, and -x is moved as x is: what is equal in every
 * arithmetic, or opposite, stays so, and a network's equal units are not told apart.
 */
export function roundingErrors(seed: number, unitRoundoff: number): Disturb {
  const share = sharesOf(seed);
  return (numbers, magnitudes, terms) => {
    const reach = Math.sqrt(terms) * unitRoundoff;
    for (let index = 0; index < numbers.length; index += 1) {
      const number = numbers[index]!;
      numbers[index] = number + (number < 0 ? -1 : 1) * share(number) * reach * magnitudes[index]!;
    }
  };
}

/** A number from -1 to 1 for each magnitude: its 64 bits and the seed, mixed by multiplications and shifts. */
function sharesOf(seed: number): (number: number) => number {
  const float = new Float64Array(1);
  const words = new Uint32Array(float.buffer);
  const start = Math.imul(seed + 1, 0x9e3779b9);
  return (number) => {
    float[0] = Math.abs(number);
    let mixed = start ^ words[0]!;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) ^ words[1]!;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
    return mixed / 2 ** 31;
  };
}
