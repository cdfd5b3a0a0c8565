import { type DataMaker, pointsOf } from "./points.ts";

const INNER_RADIUS = 0.2;
const OUTER_RADIUS = 2;
/** How often an arm winds around the middle. */
const TURNS = 0.8;

/** Arms that wind around the middle side by side, one a class; their points are spread evenly from inside to outside. */
export const SPIRALS: DataMaker = {
  noise: 0.06,
  axes: [
    ["x", ""],
    ["y", ""],
  ],
  standardised: false,
  classNames: (classes) => Array.from({ length: classes }, (_, arm) => `arm ${arm + 1}`),
  make: (random, samples, classes) => {
    const turned = random.uniform(0, 2 * Math.PI);
    return pointsOf(samples, (example) => {
      const arm = example % classes;
      const along = (example - arm) / samples;
      const radius = INNER_RADIUS + (OUTER_RADIUS - INNER_RADIUS) * along;
      const angle = turned + 2 * Math.PI * (arm / classes + TURNS * along);
      return [radius * Math.cos(angle), radius * Math.sin(angle), arm];
    });
  },
};
