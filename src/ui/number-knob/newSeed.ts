const SEEDS = 10_000;

/** A seed drawn at random, short enough to read out in class. */
export function newSeed(): number {
  return Math.floor(Math.random() * SEEDS);
}
