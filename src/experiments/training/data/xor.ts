import { type DataMaker, pointsOf } from "./points.ts";

/** How far from the axes points stay before they are moved by noise. */
const GAP = 0.1;

/** Points of the square from -1 to 1, whose class is whether the signs of their two features differ. */
export const XOR: DataMaker = {
  noise: 0.05,
  axes: [
    ["x", ""],
    ["y", ""],
  ],
  standardised: false,
  classNames: () => ["signs equal", "signs differ"],
  make: (random, samples) =>
    pointsOf(samples, (example) => {
      const ofClass = example % 2;
      const sign = random.random() < 0.5 ? -1 : 1;
      const x = sign * random.uniform(GAP, 1);
      const y = (ofClass === 0 ? sign : -sign) * random.uniform(GAP, 1);
      return [x, y, ofClass];
    }),
};
