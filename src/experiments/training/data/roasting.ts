import type { NumpyLegacy } from "../../../random/numpyLegacy.ts";
import { type DataMaker, pointsOf } from "./points.ts";

const COLDEST = 150;
const HOTTEST = 285;
const SHORTEST = 11.5;
const LONGEST = 15.5;

/** Corner of the triangle of good roasts, and how far it reaches along each axis. */
const CORNER = { temperature: 175, minutes: 12 };
const REACH = { temperature: 90, minutes: 3 };

/** One roast in so many is good. */
const GOOD_SHARE = 3;

/**
 * Roasts of coffee by temperature and duration: good where neither is too low and both together are not too high,
 * (T - 175) / 90 + (t - 12) / 3 < 1. Our own numbers, in the manner of a course's example.
 */
export const ROASTING: DataMaker = {
  noise: 0,
  axes: [
    ["temperature", "°C"],
    ["duration", "min"],
  ],
  standardised: true,
  classNames: () => ["bad roast", "good roast"],
  make: (random, samples) =>
    pointsOf(samples, (example) => {
      const ofClass = example % GOOD_SHARE === 0 ? 1 : 0;
      return [...roast(random, ofClass === 1), ofClass];
    }),
};

/** Draws until the roast is as good or bad as asked for. */
function roast(random: NumpyLegacy, good: boolean): readonly [temperature: number, minutes: number] {
  for (;;) {
    const temperature = random.uniform(COLDEST, HOTTEST);
    const minutes = random.uniform(SHORTEST, LONGEST);
    if (isGood(temperature, minutes) === good) return [temperature, minutes];
  }
}

function isGood(temperature: number, minutes: number): boolean {
  const hot = (temperature - CORNER.temperature) / REACH.temperature;
  const long = (minutes - CORNER.minutes) / REACH.minutes;
  return hot > 0 && long > 0 && hot + long < 1;
}
