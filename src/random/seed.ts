/** A seed as people give it: a whole number of any size. */
export type Seed = number | bigint;

/** The whole numbers that a framework takes as seeds; `high` is null where there is no end. */
export interface SeedRange {
  /** Who takes them, as the first words of a sentence. */
  readonly owner: string;
  readonly low: bigint;
  readonly high: bigint | null;
}

/** The seed as a BigInt; a RangeError with one sentence where it is no whole number or lies outside the range. */
export function checkedSeed(seed: Seed, { owner, low, high }: SeedRange): bigint {
  const value = typeof seed === "bigint" ? seed : Number.isInteger(seed) ? BigInt(seed) : null;
  if (value !== null && value >= low && (high === null || value <= high)) return value;
  const range = high === null ? `of ${low} or more` : `from ${low} to ${high}`;
  throw new RangeError(`${owner} takes a whole number ${range} as its seed; it is ${seed}.`);
}

/** The 32-bit words of a number that is not negative, the lowest first; at least one. */
export function wordsOf(value: bigint): Uint32Array {
  const words: number[] = [];
  for (let rest = value; rest > 0n || words.length === 0; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return Uint32Array.from(words);
}
